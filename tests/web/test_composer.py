"""The form a topic is written with: whatever button is pressed, nothing typed, picked or uploaded is lost."""

import re

import pytest

from tests.factories import a_circle, a_person, a_post, a_product, a_section, a_shop
from tests.kernel import drawings
from tests.kernel.markup import Found
from tests.web.circles import SIGN_IN, a_file, address_of, as_, controls, inside, status_of, words
from watercress.community.models import Draft, Post, Revision
from watercress.kernel.models import Picture
from watercress.web import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
HTMX = {"headers": {"HX-Request": "true", "HX-Target": "products"}}


@pytest.fixture(autouse=True)
def picture_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def member():
    return a_person("member")


@pytest.fixture
def circle(member):
    return a_circle(slug="tea", members=(member,))


@pytest.fixture
def pot():
    return a_product(shop=a_shop("Kiln No. 9", host="kilnno9.example"), title="Side-handle pot", handle="side-handle")


def write(person, do="publish", headers=None, **sent):
    given = {"do": do, "title": "Three small kilns", "text": "They *answer* letters.", **sent}
    return as_(person).post("/c/tea/write/", given, **(headers or {}))


def picked(page) -> list[int]:
    return [int(n) for n in re.findall(r'name="products" value="(\d+)"', words(page))]


def uploaded(page) -> list[str]:
    return re.findall(r'name="pictures" value="([\w-]+)"', words(page))


def assert_typed_is_there(page) -> None:
    assert controls(page)["title"] == "Three small kilns"
    assert "They *answer* letters." in words(page)


# Publishing


def test_a_topic_is_published_with_two_products_and_stands_first(member, circle, pot):
    a_post(circle, title="Older")
    cup = a_product(shop=pot.shop, title="Cup")
    answer = write(member, products=[pot.pk, cup.pk])
    post = Post.objects.get(title="Three small kilns")
    assert answer["Location"] == address_of(post)
    page = words(as_().get(answer["Location"]))
    assert "<em>answer</em>" in page
    assert addresses.product(pot.pk, pot.title) in page
    front = words(as_().get("/c/tea/"))
    assert front.index("Three small kilns") < front.index("Older")


def test_a_title_in_chinese_has_an_address_that_answers(member, circle):
    answer = write(member, title="三个小窑", text="他们回信。")
    page = as_().get(answer["Location"])
    assert page.status_code == 200
    assert '<h1 lang="zh-Hans">三个小窑</h1>' in words(page)


def test_a_topic_is_filed_in_its_section(member, circle):
    section = a_section(circle, "Hauls")
    assert f'<option value="{section.pk}">Hauls' in words(as_(member).get("/c/tea/write/"))
    assert write(member, section=str(section.pk)).status_code == 302
    assert Post.objects.get().section == section


def test_s14_a_section_of_another_circle_is_refused(member, circle):
    elsewhere = a_section(a_circle(), "Theirs")
    for section in (elsewhere.pk, "१", "9" * 300):
        answer = write(member, section=str(section))
        assert answer.status_code == 400
        assert_typed_is_there(answer)
    assert not Post.objects.exists()


def test_a_button_from_the_section_starts_in_it(member, circle):
    section = a_section(circle, "Hauls")
    page = words(as_(member).get("/c/tea/write/", {"section": section.pk}))
    assert f'<option value="{section.pk}" selected>' in page


def test_s17_what_the_form_does_not_offer_is_ignored(member, circle):
    other = a_circle()
    forged = {"author": circle.founder.pk, "community": other.pk, "pinned_at": "2020-01-01", "best_at": "2020-01-01"}
    write(member, **forged, number=999, likes_count=5, posted_at="2001-01-01", html="<script>", is_staff="1")
    post = Post.objects.get()
    assert (post.author, post.community, post.number) == (member, circle, 1)
    assert (post.pinned_at, post.best_at, post.likes_count) == (None, None, 0)
    assert post.posted_at.year > 2001
    assert post.html.strip() == "<p>They <em>answer</em> letters.</p>"


def test_only_members_write_and_others_are_shown_the_way_in(circle):
    stranger = a_person()
    for answer in (as_(stranger).get("/c/tea/write/"), write(stranger)):
        assert answer.status_code == 403
        assert "Only members write here." in words(answer)
        assert 'action="/c/tea/membership/"' in words(answer)
        assert 'value="join"' in words(answer)
    assert not Post.objects.exists()
    assert not Draft.objects.exists()


def test_a_visitor_is_asked_to_sign_in(circle):
    answer = as_().post("/c/tea/write/", {"do": "publish", "title": "Hello", "text": "x"})
    assert answer["Location"] == f"{SIGN_IN}/c/tea/write/"
    assert not Post.objects.exists()


# Nothing typed is lost


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("do", ["find", "preview", "keep", "add", "drop", "drop-picture"])
def test_every_button_keeps_what_was_typed_picked_and_uploaded(member, circle, pot, do, headers):
    section, cup = a_section(circle, "Hauls"), a_product(title="Cup")
    first = write(member, "find", files=[a_file("a.jpg", drawings.a_picture())], products=[pot.pk])
    (key,) = uploaded(first)
    button = {"add": f"add-{cup.pk}", "drop": f"drop-{cup.pk}", "drop-picture": "drop-picture-aaaaaaaaaa"}.get(do, do)
    sent = {"products": [pot.pk], "pictures": [key], f"words-{key}": "A pot", "section": section.pk, "q": ""}
    page = write(member, button, headers=headers, **sent)
    assert page.status_code == 200
    assert_typed_is_there(page)
    assert picked(page)[:1] == [pot.pk]
    assert uploaded(page) == [key]
    assert controls(page)[f"words-{key}"] == "A pot"
    assert f'value="{section.pk}" selected' in words(page)
    again = as_(member).get("/c/tea/write/")
    assert_typed_is_there(again)
    assert uploaded(again) == [key]
    assert "This is your draft from before" in words(again)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "T" * 81}, "At most 80 characters; this has 81."),
        ({"title": ""}, "Write something here."),
        ({"text": "x" * 20_001}, "At most 20000 characters; this has 20001."),
        ({"text": " "}, "Write something here."),
        ({"title": "null\x00byte"}, "cannot be kept"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_keeps_the_rest(member, circle, pot, wrong, said):
    kept = uploaded(write(member, "find", files=[a_file("a.jpg", drawings.a_picture())]))
    page = write(member, products=[pot.pk], pictures=kept, **wrong)
    assert page.status_code == 400
    assert said in words(page)
    assert picked(page) == [pot.pk]
    assert uploaded(page) == kept
    typed = {"title": "Three small kilns", "text": "They *answer* letters.", **wrong}
    assert typed["text"] in words(page)
    assert not Post.objects.exists()
    assert write(member, products=[pot.pk], pictures=kept).status_code == 302
    assert Post.objects.get().pictures.count() == 1


def test_a_text_longer_than_any_draft_is_shown_again_whole(member, circle):
    long = "word " * 50_000
    page = write(member, text=long)
    assert page.status_code == 400
    assert long.strip() in words(page)
    assert Draft.objects.get().fields["text"].startswith("word word")


# Products


def test_products_are_found_by_name_and_by_either_link_and_added(member, circle, pot):
    ours = f"http://localhost{addresses.product(pot.pk, pot.title)}"
    for q in ("side-handle", "KILN pot", ours, addresses.product(pot.pk, pot.title),
              "https://kilnno9.example/products/side-handle?variant=1"):  # fmt: skip
        page = write(member, "find", q=q)
        assert f'value="add-{pot.pk}"' in words(page), q
    page = write(member, f"add-{pot.pk}")
    assert picked(page) == [pot.pk]
    assert picked(write(member, f"drop-{pot.pk}", products=[pot.pk])) == []


def test_nothing_found_says_what_to_try(member, circle, pot):
    for q in ("samovar", "https://elsewhere.example/products/pot", "https://[", "\x00", "x" * 100_000):
        page = write(member, "find", q=q)
        assert page.status_code == 200
        assert "No product here is called that." in words(page)


def test_a_tenth_product_is_refused_and_all_ten_stay_to_choose_from(member, circle):
    shop = a_shop()
    ten = [a_product(shop=shop).pk for _each in range(10)]
    page = write(member, products=ten)
    assert page.status_code == 400
    assert "At most 9 products; this has 10." in words(page)
    assert picked(page) == ten
    assert not Post.objects.exists()


def test_a_product_kept_off_the_shelf_is_not_found_and_not_shown(member, circle):
    hidden = a_product(title="Secret pot", listed=False, first_listed_at=None)
    assert "Secret pot" not in words(write(member, "find", q="Secret"))
    assert "Secret pot" not in words(write(member, f"add-{hidden.pk}"))
    page = write(member, products=[hidden.pk])
    assert page.status_code == 400
    assert "no longer here" in words(page)
    assert "Secret pot" not in words(page)
    assert not Post.objects.exists()


def test_s22_odd_numbers_of_products_are_no_products(member, circle):
    odd = ["", "0", "-1", "1.0", "1e0", " 1", "१", "null", "[]", str(2**63)]
    assert write(member, products=odd).status_code == 302
    assert not Post.objects.get().products.exists()


# Pictures


def test_an_uploaded_picture_is_kept_through_a_refusal_and_shown_in_the_topic(member, circle):
    page = write(member, title="", files=[a_file("pot.jpg", drawings.a_picture())])
    (key,) = uploaded(page)
    assert page.status_code == 400
    mine = f"/c/tea/pictures/{key}/480.webp"
    assert status_of(as_(member), mine) == 200
    assert status_of(as_(circle.founder), mine) == 404
    answer = write(member, pictures=[key], **{f"words-{key}": "A red <pot>"})
    page = words(as_().get(answer["Location"]))
    assert mine in page
    assert 'alt="A red &lt;pot&gt;"' in page
    assert status_of(as_(), mine) == 200


def test_a_file_that_is_no_picture_is_named_and_the_others_stay(member, circle):
    good, bad = a_file("good.jpg", drawings.a_picture()), a_file("bad.svg", drawings.SVG)
    page = write(member, files=[good, bad])
    assert page.status_code == 400
    assert "bad.svg" in words(page)
    assert len(uploaded(page)) == 1
    assert_typed_is_there(page)
    assert not Post.objects.exists()


def test_a_tenth_picture_is_said_to_be_left_out(member, circle):
    page = write(member, files=[a_file(f"{n}.jpg", drawings.a_picture(60, 60)) for n in range(10)])
    assert page.status_code == 400
    assert "At most 9 pictures; 1 was left out." in words(page)
    assert len(uploaded(page)) == 9


def test_nobody_shows_a_picture_somebody_else_uploaded(member, circle):
    (key,) = uploaded(write(member, "find", files=[a_file("mine.jpg", drawings.a_picture())]))
    as_(circle.founder).post("/c/tea/write/", {"do": "publish", "title": "Stolen", "text": "x", "pictures": [key]})
    assert not Post.objects.get().pictures.exists()


def test_a_picture_dropped_is_gone_from_the_form(member, circle):
    kept = uploaded(
        write(member, "find", files=[a_file("a.jpg", drawings.a_picture()), a_file("b.jpg", drawings.a_picture())])
    )
    page = write(member, f"drop-picture-{kept[0]}", pictures=kept)
    assert uploaded(page) == kept[1:]


# Preview


def test_a_preview_shows_what_it_will_look_like(member, circle):
    page = write(member, "preview", text="*Warm* <script>alert(1)</script>")
    assert "As it will look" in words(page)
    assert "<em>Warm</em>" in words(page)
    assert not Post.objects.exists()


# The draft that saves itself


def test_a_draft_saves_itself_and_is_shown_again(member, circle, pot):
    sent = {"title": "Half a tho", "text": "It begi", "products": [pot.pk]}
    answer = as_(member).post("/c/tea/draft/", sent)
    assert (answer.status_code, answer.content) == (204, b"")
    page = as_(member).get("/c/tea/write/")
    assert controls(page)["title"] == "Half a tho"
    assert picked(page) == [pot.pk]
    assert "Half a tho" in words(as_(member).get("/"))


def test_a_draft_is_gone_once_it_is_published_or_thrown_away(member, circle):
    as_(member).post("/c/tea/draft/", {"title": "Half"})
    assert write(member).status_code == 302
    assert not Draft.objects.exists()
    as_(member).post("/c/tea/draft/", {"title": "Half"})
    assert as_(member).post("/c/tea/write/", {"do": "discard"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_too_long_is_a_bad_request_and_the_last_one_stays(member, circle):
    as_(member).post("/c/tea/draft/", {"title": "Half"})
    assert as_(member).post("/c/tea/draft/", {"text": "x" * 300_000}).status_code == 400
    assert Draft.objects.get().fields["title"] == "Half"


def test_nobody_reads_anothers_draft(member, circle):
    as_(member).post("/c/tea/draft/", {"title": "My secret"})
    for person in (circle.founder, a_person(is_operator=True)):
        for address in ("/c/tea/write/", "/", "/c/tea/"):
            assert "My secret" not in words(as_(person).get(address))


def test_strangers_and_visitors_keep_no_draft_here(circle):
    assert as_(a_person()).post("/c/tea/draft/", {"title": "x"}).status_code == 403
    assert as_().post("/c/tea/draft/", {"title": "x"}).status_code == 302
    assert as_(a_person()).get("/c/tea/draft/").status_code == 405
    assert not Draft.objects.exists()


# Editing


def test_an_edit_keeps_the_earlier_version_for_everyone_to_read(member, circle, pot):
    write(member, products=[pot.pk])
    post = Post.objects.get()
    page = as_(member).get(inside(post, "edit"))
    assert controls(page)["title"] == "Three small kilns"
    assert picked(page) == [pot.pk]
    sent = {"do": "publish", "title": "Three small kilns", "text": "They answer *calls*.", "products": [pot.pk]}
    answer = as_(member).post(inside(post, "edit"), sent)
    assert answer["Location"] == address_of(post)
    topic = words(as_().get(answer["Location"]))
    assert "<em>calls</em>" in topic
    assert inside(post, "history") in topic
    assert "<em>answer</em> letters" in words(as_().get(inside(post, "history")))
    assert Revision.objects.count() == 1


def test_an_edit_keeps_pictures_with_their_words_and_takes_new_ones(member, circle):
    (key,) = uploaded(write(member, "find", files=[a_file("a.jpg", drawings.a_picture())]))
    write(member, pictures=[key], **{f"words-{key}": "A lid"})
    post, client = Post.objects.get(), as_(member)
    page = client.get(inside(post, "edit"))
    assert controls(page)[f"words-{key}"] == "A lid"
    sent = {"title": "", "text": "Changed.", "pictures": [key], f"words-{key}": "A lid"}
    page = client.post(
        inside(post, "edit"), {**sent, "do": "publish", "files": [a_file("b.jpg", drawings.a_picture())]}
    )
    both = uploaded(page)
    assert page.status_code == 400
    assert both[0] == key
    assert status_of(client, f"/c/tea/pictures/{both[1]}/96.webp") == 200
    assert status_of(as_(), f"/c/tea/pictures/{both[1]}/96.webp") == 404
    answer = client.post(inside(post, "edit"), {**sent, "do": "publish", "title": "Better", "pictures": both})
    assert answer.status_code == 302
    assert list(post.pictures.values_list("picture__key", "words")) == [(both[0], "A lid"), (both[1], "")]


def test_a_new_title_moves_the_address_and_the_old_one_leads_there(member, circle):
    write(member)
    post = Post.objects.get()
    old = address_of(post)
    as_(member).post(inside(post, "edit"), {"do": "publish", "title": "四个小窑", "text": "They answer."})
    post.refresh_from_db()
    moved = as_().get(f"{old}?page=1")
    assert (moved.status_code, moved["Location"]) == (301, f"{address_of(post)}?page=1")
    assert as_().get(moved["Location"]).status_code == 200


def test_only_its_author_edits_a_topic(member, circle):
    post = a_post(circle, author=member)
    for person in (circle.founder, a_person()):
        assert as_(person).get(inside(post, "edit")).status_code == 403
        answer = as_(person).post(inside(post, "edit"), {"do": "publish", "title": "Mine", "text": "x"})
        assert answer.status_code == 403
    post.refresh_from_db()
    assert post.title == "A title"


def test_a_picture_of_a_draft_stays_private_and_unlisted(member, circle):
    write(member, "find", files=[a_file("a.jpg", drawings.a_picture())])
    picture = Picture.objects.get()
    assert not picture.public
    assert status_of(as_(), f"/pictures/{picture.key}/480.webp") == 404


def test_the_page_names_its_fields_for_those_who_hear_it(member, circle):
    page = Found(words(as_(member).get("/c/tea/write/")))
    labelled = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in {"input", "textarea", "select"} and attributes.get("type") != "hidden":
            assert attributes.get("id") in labelled or "aria-label" in attributes, attributes
