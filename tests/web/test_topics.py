"""A topic's page: reading it, answering it, liking it, and what its author and the stewards do to it."""

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_reply, a_section, a_shop, shown_in
from tests.web.circles import SIGN_IN, address_of, as_, controls, inside, words
from watercress.community import stewardship
from watercress.community.models import Draft, Like, LogEntry, Membership, Post, Reply
from watercress.people import blocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return a_person("member", name="Mei")


@pytest.fixture
def circle(member):
    return a_circle(founder=a_person("yan", name="Yan"), members=(member,), slug="tea", name="A Tea House")


@pytest.fixture
def post(circle):
    return a_post(circle, title="Three small kilns", html="<p>Warm.</p>")


def reply(person, post, **sent):
    return as_(person).post(inside(post, "replies"), {"text": "I use the red one.", **sent})


def act(person, post, do, **sent):
    return as_(person).post(inside(post, "acts"), {"do": do, **sent})


# Reading


def test_everyone_reads_a_topic(post):
    page = as_().get(address_of(post))
    assert page.status_code == 200
    assert "Warm." in words(page)
    assert "Members write here." in words(page)
    assert "<form" not in words(page).split('id="write"')[1].split("</section>")[0]


def test_a_short_or_outdated_address_leads_to_the_right_words(post):
    for address in ("/c/tea/1/", "/c/tea/1-other-words/", "/c/tea/1--/"):
        answer = as_().get(address)
        assert (answer.status_code, answer["Location"]) == (301, address_of(post))


@pytest.mark.parametrize("title", ["三个小窑 · hello", "!!!", "İstanbul ﬁne", "a" * 80, "-", "100%"])
def test_whatever_the_title_its_address_answers(circle, title):
    post = a_post(circle, title=title)
    assert as_().get(address_of(post)).status_code == 200
    assert as_().get(f"/c/tea/{post.number}/", follow=True).status_code == 200


def test_what_else_stands_in_the_address_is_kept_on_the_way(post):
    answer = as_().get("/c/tea/1-x/?quote=3&page=1")
    assert answer["Location"] == f"{address_of(post)}?quote=3&page=1"


@pytest.mark.parametrize("number", ["0", "01", "-1", "1.0", "1e0", " 1", "१", "null", "9" * 18, str(2**63), "9" * 400])
def test_s22_no_topic_of_that_number(post, number):
    assert as_().get(f"/c/tea/{number}/").status_code == 404
    assert as_().get(f"/c/tea/{number}-three-small-kilns/").status_code == 404


@pytest.mark.parametrize("written", ["0", "abc", "१", "1.0", " 1", "-1", str(2**63), "9" * 400, "99", "[]"])
@pytest.mark.parametrize("name", ["page", "to", "quote"])
def test_s22_odd_numbers_in_the_address(post, member, name, written):
    answer = as_(member).get(address_of(post), {name: written})
    if (name, written) in (("to", "99"), ("quote", "99")):
        assert answer.status_code == 200  # A reply taken away since: the form simply answers nobody.
    else:
        assert answer.status_code in (400, 404)


def test_replies_are_shown_twenty_a_page(post):
    for number in range(21):
        a_reply(post, text=f"No. {number}", html=f"<p>No. {number}.</p>")
    first, second = (words(as_().get(address_of(post), {"page": page})) for page in (1, 2))
    assert "No. 19." in first
    assert "No. 20." not in first
    assert "No. 20." in second
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


# Replying


def test_a_member_replies_and_lands_at_the_reply(post, member):
    answer = reply(member, post)
    made = Reply.objects.get()
    assert answer["Location"] == f"{address_of(post)}#reply-{made.pk}"
    assert "I use the red one." in words(as_().get(address_of(post)))


def test_a_reply_on_a_later_page_is_shown_on_its_page(post, member):
    for _number in range(20):
        a_reply(post)
    assert f"?page=2#reply-{Reply.objects.last().pk + 1}" in reply(member, post)["Location"]


def test_someone_elses_reply_lifts_the_topic_and_ones_own_does_not(circle, post, member):
    newer = a_post(circle, title="Newer", bumped_at=NOON.replace(hour=13))

    def order() -> bool:
        page = words(as_().get("/c/tea/"))
        return page.index("Three small kilns") < page.index(newer.title)

    reply(circle.founder, post)
    assert not order()
    reply(member, post)
    assert order()


def test_a_visitor_is_asked_to_sign_in_before_replying(post):
    answer = as_().post(inside(post, "replies"), {"text": "Hello"})
    assert answer["Location"].startswith(SIGN_IN)
    assert not Reply.objects.exists()


def test_someone_who_is_no_member_is_refused_kindly_and_changes_nothing(post):
    stranger = a_person()
    answer = reply(stranger, post)
    assert answer.status_code == 403
    assert "Only members reply here." in words(answer)
    assert 'action="/c/tea/membership/"' in words(answer)
    assert 'value="join"' in words(answer)
    assert not Reply.objects.exists()
    page = words(as_(stranger).get(address_of(post)))
    assert "Only members reply here." in page
    assert "Send the reply" not in page


def test_the_way_into_a_circle_that_asks_is_its_question():
    post = a_post(a_circle(slug="asks", question="Brewed what?"))
    answer = reply(a_person(), post)
    assert answer.status_code == 403
    assert 'href="/c/asks/ask/"' in words(answer)


def test_who_is_banned_reads_why_and_writes_nothing(circle, post):
    from watercress.community import membership

    rude = a_person()
    membership.ban(circle, person=rude, by=circle.founder, reason="Shouting.", at=NOON)
    answer = reply(rude, post)
    assert answer.status_code == 403
    assert "Shouting." in words(answer)
    assert as_(rude).get(address_of(post)).status_code == 200


@pytest.mark.parametrize(("text", "said"), [("", "Write something here."), ("x" * 10_001, "At most 10000 characters")])
def test_a_refused_reply_keeps_what_was_typed_and_whom_it_answers(post, member, text, said):
    parent = a_reply(post, author=a_person("lulu", name="Lulu"))
    answer = reply(member, post, text=text, parent=parent.pk)
    assert answer.status_code == 400
    assert said in words(answer)
    assert text in words(answer)
    assert controls(answer)["parent"] == str(parent.pk)
    assert "Answer Lulu" in words(answer)


def test_replies_stand_one_level_deep(post, member):
    first = a_reply(post)
    reply(member, post, parent=first.pk)
    second = Reply.objects.last()
    reply(member, post, parent=second.pk, text="Deeper")
    third = Reply.objects.last()
    assert second.parent == first
    assert (third.parent, third.quoted) == (first, second)


def test_a_quote_is_filled_in_by_the_address_and_stands_above_the_reply(post, member):
    quoted = a_reply(post, text="Red clay *rattles*.", author=a_person("lulu", name="Lulu"))
    page = as_(member).get(address_of(post), {"quote": quoted.pk})
    assert controls(page)["quoted"] == controls(page)["parent"] == str(quoted.pk)
    assert "Red clay rattles." in words(page).split('id="write"')[1]
    reply(member, post, parent=quoted.pk, quoted=quoted.pk, text="Mine does not.")
    assert Reply.objects.last().quote == "Red clay rattles."


def test_whom_one_answers_is_filled_in_by_the_address(post, member):
    answered = a_reply(post, author=a_person("lulu", name="Lulu"))
    page = as_(member).get(address_of(post), {"to": answered.pk})
    assert "Answer Lulu" in words(page)
    assert controls(page)["parent"] == str(answered.pk)
    assert controls(page)["quoted"] == ""


def test_s14_a_reply_under_another_topic_is_not_answered_here(circle, post, member):
    elsewhere = a_reply(a_post(circle))
    assert reply(member, post, parent=elsewhere.pk).status_code == 404
    assert reply(member, post, quoted=elsewhere.pk).status_code == 404
    assert post.replies.count() == 0


def test_a_locked_topic_takes_no_reply(circle, post, member):
    stewardship.lock(post, by=circle.founder, at=NOON)
    assert reply(member, post).status_code == 403
    page = words(as_(member).get(address_of(post)))
    assert "A steward has closed this topic to replies." in page
    assert "Send the reply" not in page
    assert reply(circle.founder, post).status_code == 403


def test_whom_an_author_has_blocked_does_not_reply(circle, post, member):
    blocks.block(member, by=circle.founder, at=NOON)
    assert reply(member, post).status_code == 403
    assert "takes no replies from you" in words(as_(member).get(address_of(post)))
    theirs = a_reply(a_post(circle, author=a_person()), author=circle.founder)
    assert reply(member, theirs.post, parent=theirs.pk).status_code == 403
    assert reply(member, theirs.post).status_code == 302


def test_s17_a_reply_is_its_senders_and_stands_where_it_was_sent(circle, post, member):
    other = a_post(circle)
    reply(member, post, author=circle.founder.pk, community=other.pk, likes_count=9, posted_at="2001-01-01")
    made = Reply.objects.get()
    assert (made.author, made.post, made.likes_count) == (member, post, 0)
    assert made.posted_at.year > 2001


# Drafts of replies


def test_a_reply_saves_itself_and_is_shown_again_until_it_is_sent(post, member):
    parent = a_reply(post, author=a_person("lulu", name="Lulu"))
    sent = {"text": "I was abou", "parent": parent.pk}
    answer = as_(member).post(inside(post, "draft"), sent)
    assert (answer.status_code, answer.content) == (204, b"")
    page = as_(member).get(address_of(post))
    assert "I was abou" in words(page)
    assert "Answer Lulu" in words(page)
    reply(member, post)
    assert not Draft.objects.exists()


def test_a_visitor_keeps_no_draft(post):
    assert as_().post(inside(post, "draft"), {"text": "x"}).status_code == 302
    assert not Draft.objects.exists()


# Shops answer


@pytest.fixture
def kiln():
    return a_shop("Kiln No. 9", slug="kiln", keeper=a_person("keeper"))


@pytest.fixture
def keeper(kiln):
    return kiln.keepers.get().person


@pytest.fixture
def mentioned(post, kiln):
    shown_in(post, a_product(shop=kiln, title="Side-handle pot"))
    return post


def test_a_mentioned_shop_answers_once_under_its_badge_and_then_not_again(mentioned, kiln, keeper):
    assert "Answer as Kiln No. 9" in words(as_(keeper).get(address_of(mentioned)))
    assert reply(keeper, mentioned, as_shop=kiln.pk, text="We turn a new lid.").status_code == 302
    page = words(as_(keeper).get(address_of(mentioned)))
    assert "the shop answers" in page
    assert "Answer as Kiln No. 9" not in page
    assert reply(keeper, mentioned, as_shop=kiln.pk, text="And buy our cups!").status_code == 403
    assert Reply.objects.count() == 1


def test_a_member_asks_the_shop_and_it_answers_once_more(mentioned, kiln, keeper, member):
    reply(keeper, mentioned, as_shop=kiln.pk)
    assert "Ask a shop to answer" in words(as_(member).get(address_of(mentioned)))
    assert reply(member, mentioned, asks_shop=kiln.pk, text="And the cup?").status_code == 302
    assert "asks Kiln No. 9 to answer" in words(as_().get(address_of(mentioned)))
    assert reply(keeper, mentioned, as_shop=kiln.pk, text="It is the same clay.").status_code == 302
    assert reply(keeper, mentioned, as_shop=kiln.pk, text="More!").status_code == 403
    assert Reply.objects.filter(as_shop=kiln).count() == 2


def test_a_refused_answer_of_a_shop_keeps_what_was_typed_in_its_own_form(mentioned, kiln, keeper):
    answer = reply(keeper, mentioned, as_shop=kiln.pk, text="z" * 10_001)
    assert answer.status_code == 400
    form = words(answer).split("shop-answer")[1]
    assert "z" * 10_001 in form
    assert "At most 10000 characters" in form


def test_nobody_answers_for_a_shop_they_do_not_keep_or_that_is_not_shown(post, kiln, keeper, member):
    assert reply(keeper, post, as_shop=kiln.pk).status_code == 403
    shown_in(post, a_product(shop=kiln))
    rival = a_person()
    a_shop(keeper=rival)
    for person in (member, rival, a_person()):
        assert reply(person, post, as_shop=kiln.pk).status_code == 403
    assert reply(keeper, post, as_shop=2**40).status_code == 404
    assert not Reply.objects.exists()


def test_a_shop_never_posts_as_a_shop(circle, kiln, keeper):
    answer = as_(keeper).post("/c/tea/write/", {"do": "publish", "title": "Sale", "text": "Buy", "as_shop": kiln.pk})
    assert answer.status_code == 403
    assert not Post.objects.exists()


def test_a_shop_that_is_not_shown_is_not_asked(post, kiln, member):
    answer = reply(member, post, asks_shop=kiln.pk)
    assert answer.status_code == 400
    assert "None of this shop" in words(answer)


# Changing a reply


def test_an_edited_reply_keeps_its_earlier_version(post, member):
    mine = a_reply(post, author=member, text="Red.", html="<p>Red.</p>")
    assert "Red." in words(as_(member).get(f"/replies/{mine.pk}/edit/"))
    answer = as_(member).post(f"/replies/{mine.pk}/edit/", {"do": "save", "text": "Blue."})
    assert answer.status_code == 302
    assert "Blue." in words(as_().get(address_of(post)))
    assert "Red." in words(as_().get(f"/replies/{mine.pk}/history/"))
    refused = as_(member).post(f"/replies/{mine.pk}/edit/", {"do": "save", "text": ""})
    assert refused.status_code == 400


def test_a_reply_taken_back_can_be_put_back(post, member):
    mine = a_reply(post, author=member, html="<p>Hasty words.</p>")
    page = as_(member).post(f"/replies/{mine.pk}/edit/", {"do": "withdraw"}, follow=True)
    assert "You took it back" in words(page)
    assert "Hasty words." not in words(as_().get(address_of(post)))
    as_(member).post(f"/replies/{mine.pk}/edit/", {"do": "restore"})
    assert "Hasty words." in words(as_().get(address_of(post)))


def test_only_its_author_changes_a_reply(circle, post, member):
    theirs = a_reply(post, author=member)
    for person in (circle.founder, a_person()):
        for sent in ({"text": "Mine"}, {"do": "withdraw"}):
            assert as_(person).post(f"/replies/{theirs.pk}/edit/", sent).status_code == 403
    theirs.refresh_from_db()
    assert theirs.text == "An answer."
    assert theirs.withdrawn_at is None


def test_a_steward_takes_a_reply_down_with_a_reason_and_puts_it_back(circle, post, member):
    theirs = a_reply(post, author=member, html="<p>Buy now.</p>")
    answered = a_reply(post, parent=theirs)
    yan = as_(circle.founder)
    refused = yan.post(f"/replies/{theirs.pk}/acts/", {"do": "hide", "reason": ""})
    assert refused.status_code == 400
    assert "Write something here." in words(refused)
    assert yan.post(f"/replies/{theirs.pk}/acts/", {"do": "explode", "reason": "x"}).status_code == 400
    assert yan.post(f"/replies/{theirs.pk}/acts/", {"do": "hide", "reason": "An advert."}).status_code == 302
    page = words(as_().get(address_of(post)))
    assert "Buy now." not in page
    assert "A steward took this reply down." in page
    assert f"reply-{answered.pk}" in page
    assert f'href="/replies/{theirs.pk}/acts/"' in words(yan.get(address_of(post)))
    assert f'href="/replies/{theirs.pk}/acts/"' in words(yan.get("/c/tea/log/"))
    assert yan.post(f"/replies/{theirs.pk}/acts/", {"do": "unhide"}).status_code == 302
    assert "Buy now." in words(as_().get(address_of(post)))
    assert as_(member).post(f"/replies/{theirs.pk}/acts/", {"do": "hide", "reason": "x"}).status_code == 403


# Liking


@pytest.mark.parametrize("what", ["post", "reply"])
def test_a_like_is_a_button_for_htmx_and_a_page_without(post, member, what):
    address = inside(post, "like")
    back = address_of(post)
    if what == "reply":
        liked = a_reply(post)
        address, back = f"/replies/{liked.pk}/like/", f"{back}#reply-{liked.pk}"
    fragment = as_(member).post(address, {"do": "like"}, headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    assert words(fragment).strip().startswith("<form")
    assert 'aria-pressed="true"' in words(fragment)
    assert 'value="unlike"' in words(fragment)
    plain = as_(member).post(address, {"do": "unlike"})
    assert plain["Location"] == back
    assert not Like.objects.exists()


def test_liking_twice_counts_once(post, member):
    for _time in range(2):
        as_(member).post(inside(post, "like"), {"do": "like"})
    post.refresh_from_db()
    assert post.likes_count == Like.objects.count() == 1


def test_nobody_likes_their_own(circle, post, member):
    assert as_(circle.founder).post(inside(post, "like"), {"do": "like"}).status_code == 403
    mine = a_reply(post, author=member)
    assert as_(member).post(f"/replies/{mine.pk}/like/", {"do": "like"}).status_code == 403
    assert 'value="like"' not in words(as_(circle.founder).get(address_of(post))).split('id="replies"')[0]
    assert not Like.objects.exists()


def test_only_members_like(post):
    stranger = a_person()
    assert as_(stranger).post(inside(post, "like"), {"do": "like"}).status_code == 403
    assert as_().post(inside(post, "like"), {"do": "like"})["Location"].startswith(SIGN_IN)
    assert 'value="like"' not in words(as_(stranger).get(address_of(post)))


# What its author does


def test_a_topic_taken_back_is_missing_for_others_and_can_be_put_back(circle, member):
    post = a_post(circle, author=member)
    assert act(member, post, "withdraw").status_code == 302
    assert as_().get(address_of(post)).status_code == 404
    assert as_(a_person()).get(address_of(post)).status_code == 404
    page = words(as_(member).get(address_of(post)))
    assert "You took this topic back" in page
    assert "Put it back" in page
    assert act(member, post, "restore").status_code == 302
    assert as_().get(address_of(post)).status_code == 200


def test_nobody_else_takes_a_topic_back(circle, post, member):
    assert act(member, post, "withdraw").status_code == 403
    assert act(a_person(), post, "withdraw").status_code == 403
    assert as_().post(inside(post, "acts"), {"do": "withdraw"})["Location"].startswith(SIGN_IN)


# What stewards do


@pytest.mark.parametrize(
    ("do", "undo", "column"),
    [("pin", "unpin", "pinned_at"), ("best", "unbest", "best_at"), ("lock", "unlock", "locked_at")],
)
def test_a_steward_pins_praises_and_locks_and_the_log_tells(circle, post, member, do, undo, column):
    assert act(member, post, do).status_code == 403
    assert f'value="{do}"' in words(as_(circle.founder).get(address_of(post)))
    assert act(circle.founder, post, do).status_code == 302
    post.refresh_from_db()
    assert getattr(post, column) is not None
    assert f'value="{undo}"' in words(as_(circle.founder).get(address_of(post)))
    assert act(circle.founder, post, undo).status_code == 302
    post.refresh_from_db()
    assert getattr(post, column) is None
    assert list(LogEntry.objects.order_by("id").values_list("act", flat=True)) == [do, undo]


def test_a_sixth_pin_is_refused_in_words(circle, post):
    for _number in range(5):
        a_post(circle, pinned_at=NOON)
    answer = act(circle.founder, post, "pin")
    assert answer.status_code == 403
    assert "At most 5 topics stand on top" in words(answer)


def test_a_steward_moves_a_topic_between_sections(circle, post):
    section = a_section(circle, "Hauls")
    elsewhere = a_section(a_circle(), "Theirs")
    assert act(circle.founder, post, "move", section=section.pk).status_code == 302
    post.refresh_from_db()
    assert post.section == section
    for wrong in (elsewhere.pk, "१", 2**63):
        assert act(circle.founder, post, "move", section=wrong).status_code == 400
    post.refresh_from_db()
    assert post.section == section
    assert act(circle.founder, post, "move", section="").status_code == 302
    post.refresh_from_db()
    assert post.section is None


def test_a_topic_taken_down_is_missing_for_others_and_its_author_reads_why(circle, member):
    post = a_post(circle, author=member, title="Buy now")
    refused = act(circle.founder, post, "hide", reason="r" * 501)
    assert refused.status_code == 400
    assert "r" * 501 in words(refused)
    assert act(circle.founder, post, "hide", reason="An advert.").status_code == 302
    for person in (None, a_person()):
        assert as_(person).get(address_of(post)).status_code == 404
        assert "Buy now" not in words(as_(person).get("/c/tea/"))
    page = words(as_(member).get(address_of(post)))
    assert "A steward took this topic down" in page
    assert "An advert." in page
    assert "Buy now" not in words(as_(a_member(circle)).get("/c/tea/log/"))
    assert act(circle.founder, post, "unhide").status_code == 302
    assert as_().get(address_of(post)).status_code == 200


def a_member(circle):
    person = a_person()
    Membership.objects.create(community=circle, person=person, joined_at=NOON)
    return person


def test_an_unknown_act_is_a_bad_request_and_nothing_is_said_to_be_done(circle, post):
    answer = act(circle.founder, post, "crown")
    assert answer.status_code == 400
    assert not LogEntry.objects.exists()


def test_s14_a_steward_does_nothing_to_a_topic_elsewhere(circle, post):
    other = a_circle(slug="other")
    for do in ("pin", "lock", "hide", "move"):
        answer = as_(other.founder).post(f"/c/other/{post.number}/acts/", {"do": do, "reason": "Because"})
        assert answer.status_code == 404
        assert act(other.founder, post, do, reason="Because").status_code == 403
    assert not LogEntry.objects.exists()


def test_an_archived_circle_is_read_and_not_answered(post, circle, member):
    circle.archived_at = NOON
    circle.save(update_fields=["archived_at"])
    assert as_(member).get(address_of(post)).status_code == 200
    assert reply(member, post).status_code == 403
    assert as_(member).post(inside(post, "like"), {"do": "like"}).status_code == 403


def test_who_signs_in_on_the_way_comes_back_to_the_page_they_were_on(circle, post, member):
    mine = a_reply(post, author=member)
    ours = a_post(circle, author=member)
    topic = address_of(post)
    for address, back in (
        (inside(post, "like"), topic),
        (inside(post, "replies"), f"{topic}#write"),
        (f"/replies/{mine.pk}/like/", f"{topic}#reply-{mine.pk}"),
        (inside(ours, "acts"), address_of(ours)),
        ("/c/tea/membership/", "/c/tea/"),
    ):
        assert as_().post(address)["Location"] == f"{SIGN_IN}{address}"
        answer = as_(member).get(address)
        assert (answer.status_code, answer["Location"]) == (302, back)
