"""Talk me out of it, on the pages: the box, the sides, the verdict, the way from a product, and the list of them all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import NOON, a_circle, a_craving, a_person, a_post, a_product, a_shop, an_argument
from tests.kernel.markup import Found
from tests.web.circles import SIGN_IN, address_of, as_, inside, words
from watercress.community.features.cravings.models import Argument, Craving
from watercress.community.models import Draft, Post, Reply
from watercress.web import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei():
    return a_person("mei", name="Mei")


@pytest.fixture
def circle(mei):
    return a_circle(founder=a_person("yan", name="Yan"), members=(mei,), slug="tea", name="A Tea House")


@pytest.fixture
def pot():
    return a_product(shop=a_shop("Kiln No. 9"), title="Side-handle pot")


@pytest.fixture
def craving(circle, mei, pot):
    return a_craving(pot, post=a_post(circle, author=mei, title="A fourth pot?"))


def chosen(page) -> dict[str, list[str]]:
    """What is ticked or selected in the page's fields, by name."""
    found, field = {}, ""
    for tag, given in Found(words(page)).tags:
        if tag == "input" and "checked" in given:
            found.setdefault(given["name"], []).append(given["value"])
        if tag == "select":
            field = given.get("name", "")
        if tag == "option" and "selected" in given:
            found.setdefault(field, []).append(given["value"])
    return found


# The box


def test_who_ticks_the_box_asks_and_everyone_sees_that(circle, mei, pot):
    cup = a_product(title="Tasting cup")
    sent = {"do": "publish", "title": "A fourth pot?", "text": "I have three.", "products": [cup.pk, pot.pk]}

    answer = as_(mei).post("/c/tea/write/", {**sent, "craves": "1", "craved": pot.pk, "verdict": "bought"})

    made = Craving.objects.get()
    assert answer["Location"] == address_of(made.post)
    assert (made.product, made.person, made.verdict) == (pot, mei, "")
    topic = words(as_().get(address_of(made.post)))
    assert "Talk me out of it: <a" in " ".join(topic.split())
    assert "Nobody has taken a side yet." in topic
    for page in ("/c/tea/", "/", addresses.product(cup.pk, cup.title), "/people/mei/"):
        assert '<span class="label radish">Talk me out of it</span>' in words(as_().get(page)), page


def test_without_a_product_the_box_is_refused_and_stays_ticked(circle, mei):
    answer = as_(mei).post("/c/tea/write/", {"do": "publish", "title": "A pot?", "text": "Hm.", "craves": "1"})
    assert answer.status_code == 400
    assert "Show what you crave" in words(answer)
    assert 'value="A pot?"' in words(answer)
    assert chosen(answer)["craves"] == ["1"]
    assert not Post.objects.exists()
    assert chosen(as_(mei).get("/c/tea/write/"))["craves"] == ["1"]  # From the draft.


def test_the_box_and_the_choice_are_kept_in_drafts_and_previews(circle, mei, pot):
    cup = a_product()
    sent = {"title": "Either", "text": "Or.", "products": [cup.pk, pot.pk], "craves": "1", "craved": pot.pk}
    assert as_(mei).post("/c/tea/draft/", sent).status_code == 204
    for page in (as_(mei).get("/c/tea/write/"), as_(mei).post("/c/tea/write/", {**sent, "do": "preview"})):
        assert (chosen(page)["craves"], chosen(page)["craved"]) == (["1"], [str(pot.pk)])
    page = as_(mei).post("/c/tea/write/", {**sent, "do": f"drop-{pot.pk}"})
    assert "craved" not in chosen(page)
    as_(mei).post("/c/tea/write/", {**sent, "do": "publish"})
    assert Craving.objects.get().product == pot
    assert not Draft.objects.exists()


def test_an_edit_that_loses_the_craved_thing_is_refused_beside_it(craving, mei):
    page = as_(mei).get(inside(craving.post, "edit"))
    assert 'name="craves"' not in words(page)
    sent = {"do": "publish", "title": "Never mind", "text": "Words.", "products": [a_product().pk]}
    answer = as_(mei).post(inside(craving.post, "edit"), sent)
    assert answer.status_code == 400
    assert "so it stays in it" in words(answer).split('id="products"')[1].split("</fieldset>")[0]
    craving.post.refresh_from_db()
    assert craving.post.title == "A fourth pot?"


# From a product into a circle


def test_a_product_leads_into_the_one_circle_with_the_box_ticked(circle, mei, pot):
    page = words(as_(mei).get(addresses.product(pot.pk, pot.title)))
    assert f'href="/p/{pot.pk}/talk-me-out/"' in page
    answer = as_(mei).get(f"/p/{pot.pk}/talk-me-out/")
    assert answer["Location"] == f"/c/tea/write/?product={pot.pk}&craves=1"
    page = as_(mei).get(answer["Location"])
    assert chosen(page)["craves"] == ["1"]
    assert "Side-handle pot" in words(page)
    assert not Draft.objects.exists()


def test_what_one_was_writing_there_is_not_lost(circle, mei, pot):
    cup = a_product()
    as_(mei).post("/c/tea/draft/", {"title": "Half a thought", "products": [cup.pk]})
    page = as_(mei).get(f"/c/tea/write/?product={pot.pk}&craves=1")
    assert 'value="Half a thought"' in words(page)
    assert chosen(page)["craved"] == [str(pot.pk)]


def test_with_several_circles_one_chooses_and_with_none_one_is_shown_the_way(circle, mei, pot):
    a_circle(members=(mei,), slug="nuts", name="Nut party")
    page = words(as_(mei).get(f"/p/{pot.pk}/talk-me-out/"))
    for slug in ("tea", "nuts"):
        assert f'href="/c/{slug}/write/?product={pot.pk}&amp;craves=1"' in page
    assert 'href="/circles/"' in words(as_(a_person()).get(f"/p/{pot.pk}/talk-me-out/"))
    answer = as_().get(f"/p/{pot.pk}/talk-me-out/")
    assert answer["Location"] == f"{SIGN_IN}/p/{pot.pk}/talk-me-out/"


def test_nobody_asks_about_what_is_gone_or_their_own(mei, pot):
    for columns, status in (({"retired_at": NOON}, 404), ({"listed": False}, 404)):
        gone = a_product(**columns)
        assert as_(mei).get(f"/p/{gone.pk}/talk-me-out/").status_code == status
    pot.shop.keepers.create(person=mei, since=NOON)
    assert as_(mei).get(f"/p/{pot.pk}/talk-me-out/").status_code == 403
    gone = a_product(retired_at=NOON)
    assert "talk-me-out" not in words(as_(mei).get(addresses.product(gone.pk, gone.title)))


@pytest.mark.parametrize("written", ["0", "abc", "१", "1.0", " 1", "-1", str(2**63), "[]"])
def test_s22_odd_numbers_in_the_address(circle, mei, written):
    assert as_(mei).get("/c/tea/write/", {"product": written}).status_code == 400
    assert as_().get("/talk-me-out/", {"product": written}).status_code == 400
    assert as_().get("/talk-me-out/", {"page": written}).status_code == 400


# Taking sides


def test_a_reply_takes_a_side_under_a_badge_and_the_topic_counts_it(craving, circle):
    yan = circle.founder
    page = as_(yan).get(address_of(craving.post))
    assert chosen(page)["leans"] == [""]
    for leans in ("leave", "buy", "leave"):
        sent = {"text": "Hm.", "leans": leans, "craving": 99, "person": craving.person_id}
        assert as_(yan).post(inside(craving.post, "replies"), sent).status_code == 302
    as_(yan).post(inside(craving.post, "replies"), {"text": "It rained today.", "leans": ""})
    page = words(as_().get(address_of(craving.post)))
    assert "1 says leave it · 0 say buy it" in " ".join(page.split())
    assert page.count('<span class="label">Leave it</span>') == 2
    assert page.count('<span class="label radish">Buy it</span>') == 1
    assert {argument.person for argument in Argument.objects.all()} == {yan}


def test_a_side_is_kept_in_drafts_and_through_a_refusal(craving, circle):
    yan = circle.founder
    as_(yan).post(inside(craving.post, "draft"), {"text": "I was abou", "leans": "buy"})
    assert chosen(as_(yan).get(address_of(craving.post)))["leans"] == ["buy"]
    answer = as_(yan).post(inside(craving.post, "replies"), {"text": "", "leans": "leave"})
    assert answer.status_code == 400
    assert chosen(answer)["leans"] == ["leave"]


def test_who_asked_is_not_offered_a_side_and_after_the_verdict_nobody_is(craving, circle, mei):
    yan = circle.founder
    assert 'name="leans"' not in words(as_(mei).get(address_of(craving.post)))
    assert 'name="leans"' not in words(as_(yan).get(address_of(a_post(circle))))
    as_(mei).post(inside(craving.post, "verdict"), {"verdict": "bought"})
    assert 'name="leans"' not in words(as_(yan).get(address_of(craving.post)))
    answer = as_(yan).post(inside(craving.post, "replies"), {"text": "Too late to say no?", "leans": "leave"})
    assert answer.status_code == 400
    assert "takes no more arguments" in words(answer)
    assert "Too late to say no?" in words(answer)
    assert not Reply.objects.exists()


def test_an_edited_reply_may_change_sides(craving, circle):
    yan = circle.founder
    mine = an_argument(craving, "buy", author=yan).reply
    assert chosen(as_(yan).get(f"/replies/{mine.pk}/edit/"))["leans"] == ["buy"]
    as_(yan).post(f"/replies/{mine.pk}/edit/", {"do": "save", "text": "Hm.", "leans": "leave"})
    assert Argument.objects.get().leans == "leave"
    as_(yan).post(f"/replies/{mine.pk}/edit/", {"do": "save", "text": "Never mind.", "leans": ""})
    assert not Argument.objects.exists()
    assert as_(yan).post(f"/replies/{mine.pk}/edit/", {"do": "save", "text": "x", "leans": "up"}).status_code == 400


# The verdict


def test_whoever_asked_writes_down_how_it_ended(craving, circle, mei, pot):
    page = words(as_(mei).get(address_of(craving.post)))
    assert f'action="{inside(craving.post, "verdict")}"' in page
    answer = as_(mei).post(inside(craving.post, "verdict"), {"verdict": "bought", "words": "<b>In red.</b>"})
    assert answer["Location"] == f"{address_of(craving.post)}#craving"
    page = words(as_(mei).get(address_of(craving.post)))
    assert "&lt;b&gt;In red.&lt;/b&gt;" in page
    assert f'href="/p/{pot.pk}/mark/?shelf=have"' in page
    other = words(as_(circle.founder).get(address_of(craving.post)))
    assert '<span class="label honey">Bought</span>' in other
    assert inside(craving.post, "verdict") not in other
    assert "shelf=have" not in other


def test_who_waits_is_told_until_when_and_nobody_else_is(craving, circle, mei):
    as_(mei).post(inside(craving.post, "verdict"), {"verdict": "waiting", "remind_in": "7"})
    made = Craving.objects.get()
    assert timedelta(days=7) < made.remind_at - timezone.now() <= timedelta(days=8)
    assert "You wait until the end of" in words(as_(mei).get(address_of(craving.post)))
    assert "You wait until" not in words(as_(circle.founder).get(address_of(craving.post)))


def test_a_refused_verdict_keeps_what_was_typed(craving, mei):
    for sent, said in (
        ({"verdict": "", "words": "Nearly"}, "Say how it ended."),
        ({"verdict": "bought", "words": "x" * 301}, "At most 300 characters"),
        ({"verdict": "waiting", "words": "Nearly", "remind_in": "4"}, "This cannot be chosen."),
        ({"verdict": "waiting", "words": "Nearly", "remind_in": "१"}, "This cannot be chosen."),
    ):
        answer = as_(mei).post(inside(craving.post, "verdict"), sent)
        assert answer.status_code == 400
        assert said in words(answer)
        assert f'value="{sent["words"]}"' in words(answer)
    assert Craving.objects.get().verdict == ""


def test_a_verdict_on_what_is_not_there_or_not_a_craving(craving, circle, mei):
    shut = a_craving(circle=a_circle(readable_by="members"))
    assert as_(mei).post(inside(shut.post, "verdict"), {"verdict": "bought"}).status_code == 404
    assert as_(mei).post("/c/tea/99/verdict/", {"verdict": "bought"}).status_code == 404
    plain = a_post(circle, author=mei)
    assert as_(mei).post(inside(plain, "verdict"), {"verdict": "bought"}).status_code == 403
    assert as_(mei).get(inside(craving.post, "verdict"))["Location"] == address_of(craving.post)


# The front page


def test_the_front_page_asks_whose_wait_is_over_and_takes_the_answer(circle, mei, pot):
    over = {"verdict": "waiting", "remind_at": NOON, "reminded_at": NOON}
    craving = a_craving(pot, post=a_post(circle, author=mei, title="A fourth pot?"), **over)
    page = words(as_(mei).get("/"))
    assert "You wanted to wait until" in page
    assert page.count(f'action="{inside(craving.post, "verdict")}"') == 1
    assert "You wanted to wait until" not in words(as_(circle.founder).get("/"))
    sent = {"verdict": "waiting", "remind_in": "30", "next": "/"}
    assert as_(mei).post(inside(craving.post, "verdict"), sent)["Location"] == "/"
    assert "You wanted to wait until" not in words(as_(mei).get("/"))
    # The days in the form are for who waits; whoever has bought it presses the button beside them.
    answer = as_(mei).post(inside(craving.post, "verdict"), {**sent, "verdict": "bought", "next": "//evil.example/"})
    assert answer["Location"] == f"{address_of(craving.post)}#craving"
    assert Craving.objects.get().verdict == "bought"


# The tally, and all of them


def test_a_product_tells_how_it_went_for_those_who_asked(circle, mei, pot):
    address = addresses.product(pot.pk, pot.title)
    assert "Talked about buying it" not in words(as_().get(address))
    a_craving(pot, post=a_post(circle, author=mei), verdict="bought")
    a_craving(pot, post=a_post(circle))
    a_craving(pot, circle=a_circle(readable_by="members"), verdict="talked-out")
    page = " ".join(words(as_(mei).get(address)).split())
    assert "2 asked · 1 bought · 0 talked out · 1 waiting" in page
    assert f'href="/talk-me-out/?product={pot.pk}"' in page


def test_the_list_holds_what_one_may_read_by_how_it_ended(circle, mei, pot):
    rows = {
        verdict: a_craving(pot, post=a_post(circle, author=mei, title=f"Craving {verdict or 'open'}"), verdict=verdict)
        for verdict in ("", "waiting", "bought", "talked-out")
    }
    a_craving(pot, post=a_post(a_circle(readable_by="members"), title="Craving secret"))
    a_craving(post=a_post(circle, title="Craving another thing"))

    def listed(query: str) -> list[str]:
        page = words(as_().get(f"/talk-me-out/{query}"))
        return [
            title
            for title in ("open", "waiting", "bought", "talked-out", "secret", "another")
            if f"Craving {title}" in page
        ]

    assert listed("") == ["open", "waiting", "another"]
    assert listed("?verdict=waiting") == ["waiting"]
    assert listed("?verdict=talked-out") == ["talked-out"]
    assert listed(f"?product={pot.pk}") == list(filter(None, ("open", *list(rows)[1:])))
    assert listed(f"?product={pot.pk}&verdict=bought") == ["bought"]
    for query in ("?verdict=", "?verdict=Bought", "?verdict=1 OR 1=1"):
        assert as_().get(f"/talk-me-out/{query}").status_code == 400
    assert as_().get("/talk-me-out/?page=2").status_code == 404
    assert as_().get(f"/talk-me-out/?product={a_product(listed=False).pk}").status_code == 404


def test_the_list_goes_on_over_pages_newest_first(circle):
    for number in range(31):
        a_craving(post=a_post(circle, title=f"No. {number}."))
    first, second = (words(as_().get("/talk-me-out/", {"page": page})) for page in (1, 2))
    assert first.index("No. 30.") < first.index("No. 29.") < first.index("No. 1.")
    assert "No. 0." in second
    assert "verdict=open&amp;page=2" in first
