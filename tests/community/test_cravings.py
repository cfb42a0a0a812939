"""Asking to be talked out of a thing, arguing about it, and saying how it ended."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_circle, a_craving, a_person, a_post, a_product, a_reply, a_shop, an_argument
from watercress import formats
from watercress.community import drafts, founding, membership, policies, posting, replying, standing, stewardship
from watercress.community import format as vocabulary
from watercress.community import reading as core
from watercress.community.features.cravings import Cravings, arguing, asking, deciding, reading
from watercress.community.features.cravings import policies as craving_policies
from watercress.community.features.cravings.models import Argument, Craving
from watercress.community.models import Draft, Membership, Post, Reply
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.people import blocks

pytestmark = pytest.mark.django_db

TOPIC = {"title": "Do I need a fourth pot?", "text": "I have three."}


@pytest.fixture
def mei():
    return a_person("mei")


@pytest.fixture
def lulu():
    return a_person("lulu")


@pytest.fixture
def circle(mei, lulu):
    return a_circle(members=(mei, lulu))


@pytest.fixture
def craving(circle, mei):
    return a_craving(post=a_post(circle, author=mei))


def sides(craving):
    found = reading.of(craving.post)
    return found.leave_count, found.buy_count


# Asking


def test_whoever_asks_publishes_and_craves_at_once(circle, mei):
    pot, cup = a_product(), a_product()
    drafts.save(circle, person=mei, fields={"title": "Half", "craves": "1", "craved": str(cup.pk)}, at=NOON)

    first = asking.ask(circle, author=mei, parts={**TOPIC, "products": [pot.pk, cup.pk]}, at=NOON)
    chosen = asking.ask(circle, author=mei, parts={**TOPIC, "products": [pot.pk, cup.pk]}, craved=cup.pk, at=NOON)

    assert [(c.post, c.product, c.person, c.verdict) for c in Craving.objects.order_by("id")] == [
        (first, pot, mei, ""),
        (chosen, cup, mei, ""),
    ]
    assert not Draft.objects.exists()


def test_a_craving_without_the_thing_is_refused_with_all_else_that_is_wrong(circle, mei):
    mine = a_product(shop=a_shop(keeper=mei))
    for parts, craved, wrong in (
        ({"title": "Just so", "text": ""}, None, {"craves": "add the product", "text": "Write something"}),
        ({**TOPIC, "products": [a_product().pk]}, mine.pk, {"craves": "one of the products you show"}),
        ({**TOPIC, "products": [mine.pk]}, None, {"craves": "You keep the shop"}),
        ({**TOPIC, "products": [a_product(listed=False).pk]}, None, {"products": "no longer here"}),
        ({**TOPIC, "products": "12"}, None, {"craves": "add the product", "products": "not a product"}),
    ):
        with pytest.raises(Refused) as refused:
            asking.ask(circle, author=mei, parts=parts, craved=craved, at=NOON)
        assert refused.value.problems.keys() == wrong.keys()
        assert all(words in str(refused.value.problems[name]) for name, words in wrong.items())
    assert not Post.objects.exists()


def test_a_format_without_the_feature_does_not_offer_it(circle, mei, monkeypatch):
    assert craving_policies.can_ask(standing.of(mei, circle))
    plain = tuple(feature for feature in formats.CIRCLE.features if not isinstance(feature, Cravings))
    monkeypatch.setitem(vocabulary._formats, "circle", replace(formats.CIRCLE, features=plain))

    with pytest.raises(NotAllowed) as refused:
        asking.ask(circle, author=mei, parts={**TOPIC, "products": [a_product().pk]}, at=NOON)

    assert refused.value.decision.code == "not-here"
    assert reading.places_for(mei) == []


def test_only_who_may_post_asks(circle):
    with pytest.raises(NotAllowed, match="Only members write here"):
        asking.ask(circle, author=a_person(), parts={**TOPIC, "products": [a_product().pk]}, at=NOON)


@pytest.mark.parametrize("verdict", ["", "bought"])
def test_a_topic_does_not_lose_what_it_craves(circle, mei, verdict):
    craving, cup = a_craving(post=a_post(circle, author=mei), verdict=verdict), a_product()

    with pytest.raises(Refused, match="stays in it"):
        posting.edit(craving.post, author=mei, parts={"products": [cup.pk]}, at=NOON)
    posting.edit(craving.post, author=mei, parts={"products": [cup.pk, craving.product.pk], "text": "Four."}, at=NOON)

    assert craving.post.cards.count() == 2


# Arguing


def test_each_person_counts_once_by_what_they_said_last(craving, circle, lulu):
    arguing.argue(craving.post, author=circle.founder, text="Leave it.", leans="leave", at=NOON)
    arguing.argue(craving.post, author=lulu, text="Buy it!", leans="buy", at=NOON)
    later = arguing.argue(craving.post, author=lulu, text="On second thought…", leans="leave", at=NOON)
    replying.reply(craving.post, author=lulu, text="Just talking.", at=NOON)

    assert sides(craving) == (2, 0)
    replying.withdraw(later, author=lulu, at=NOON)
    assert sides(craving) == (1, 1)
    stewardship.hide(Reply.objects.get(text="Buy it!"), by=circle.founder, reason="An advert.", at=NOON)
    assert sides(craving) == (1, 0)
    replying.restore(later, author=lulu, at=NOON)
    assert sides(craving) == (2, 0)


def test_the_page_and_the_directory_tell_the_same_sides(craving, circle, lulu):
    an_argument(craving, "buy", author=lulu)
    an_argument(craving, "leave", author=lulu)
    an_argument(craving, "buy", withdrawn_at=NOON)
    other = a_craving(circle=circle)
    an_argument(other, "buy")
    seen = core.post_at(circle.slug, craving.post.number, person=lulu)

    assert (reading.of(seen).leave_count, reading.of(seen).buy_count) == sides(craving) == (1, 0)
    rows, count = reading.directory(lulu, verdicts=("", "waiting"))
    assert [(row["leave_count"], row["buy_count"]) for row in rows] == [(0, 1), (1, 0)]
    assert count == 2


def test_who_asked_and_who_sells_do_not_argue(craving, circle, mei, lulu):
    craving.product.shop.keepers.create(person=lulu, since=NOON)
    for author, why in ((mei, "let others argue"), (lulu, "You keep the shop")):
        with pytest.raises(Refused, match=why) as refused:
            arguing.argue(craving.post, author=author, text="Buy it!", leans="buy", at=NOON)
        assert list(refused.value.problems) == ["leans"]
        replying.reply(craving.post, author=author, text="I only say hello.", at=NOON)
    assert not Argument.objects.exists()
    assert Reply.objects.count() == 2


@pytest.mark.parametrize("verdict", ["bought", "talked-out"])
def test_what_is_decided_takes_no_more_arguments(craving, mei, lulu, verdict):
    deciding.decide(craving.post, author=mei, verdict=verdict, at=NOON)
    with pytest.raises(Refused, match="takes no more arguments"):
        arguing.argue(craving.post, author=lulu, text="Leave it.", leans="leave", at=NOON)
    assert not Reply.objects.exists()
    deciding.decide(craving.post, author=mei, verdict="waiting", at=NOON)
    assert arguing.argue(craving.post, author=lulu, text="Leave it.", leans="leave", at=NOON).argument


def test_an_argument_needs_a_craving_a_side_and_the_right_to_reply(craving, circle, lulu):
    with pytest.raises(Refused, match="Nobody asks"):
        arguing.argue(a_post(circle), author=lulu, text="Leave it.", leans="leave", at=NOON)
    with pytest.raises(Refused, match="cannot be chosen"):
        arguing.argue(craving.post, author=lulu, text="Leave it.", leans="both", at=NOON)
    with pytest.raises(NotAllowed, match="Only members reply here"):
        arguing.argue(craving.post, author=a_person(), text="Leave it.", leans="leave", at=NOON)
    blocks.block(lulu, by=craving.person, at=NOON)
    with pytest.raises(NotAllowed, match="takes no replies from you"):
        arguing.argue(craving.post, author=lulu, text="Leave it.", leans="leave", at=NOON)
    assert not Reply.objects.exists()


def test_a_reply_may_change_sides_while_nothing_is_decided(craving, circle, mei, lulu):
    reply = arguing.argue(craving.post, author=lulu, text="Buy it.", leans="buy", at=NOON)
    for leans, counted in (("leave", (1, 0)), ("leave", (1, 0)), ("", (0, 0)), ("buy", (0, 1))):
        arguing.edit(reply, author=lulu, text="Hm.", leans=leans, at=NOON)
        assert sides(craving) == counted
    deciding.decide(craving.post, author=mei, verdict="bought", at=NOON)
    arguing.edit(reply, author=lulu, text="A typo mended.", leans="buy", at=NOON)
    with pytest.raises(Refused, match="takes no more arguments"):
        arguing.edit(reply, author=lulu, text="I never said that.", leans="leave", at=NOON)
    with pytest.raises(NotAllowed):
        arguing.edit(reply, author=mei, text="Not mine.", leans="leave", at=NOON)
    reply.refresh_from_db()
    assert (reply.text, sides(craving)) == ("A typo mended.", (0, 1))


def test_an_answer_of_a_shop_takes_no_side(craving, lulu):
    answer = a_reply(craving.post, author=lulu, as_shop=a_shop(keeper=lulu))
    with pytest.raises(Refused, match="takes no side"):
        arguing.edit(answer, author=lulu, text="Buy ours.", leans="buy", at=NOON)
    assert sides(craving) == (0, 0)


# How it ended


def test_any_verdict_may_follow_any_other(craving, mei):
    for verdict, words, at in (
        ("waiting", "Until payday.", NOON),
        ("bought", "In iron red.", NOON + timedelta(days=1)),
        ("talked-out", "", NOON + timedelta(days=2)),
    ):
        deciding.decide(craving.post, author=mei, verdict=verdict, words=f" {words}\n", at=at)
        craving.refresh_from_db()
        assert (craving.verdict, craving.words, craving.decided_at) == (verdict, words, at)


def test_words_stay_with_their_verdict_and_go_with_it(craving, mei):
    for verdict, words, left in (
        ("waiting", "到发工资那天。", "到发工资那天。"),
        ("waiting", None, "到发工资那天。"),
        ("bought", None, ""),
    ):
        deciding.decide(craving.post, author=mei, verdict=verdict, words=words, at=NOON)
        craving.refresh_from_db()
        assert craving.words == left
        assert craving.words_lang == ("zh-hans" if left else "en")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"verdict": ""}, {"verdict"}),
        ({"verdict": "Bought"}, {"verdict"}),
        ({"verdict": "bought", "words": "x" * 301}, {"words"}),
        ({"verdict": "bought", "words": "a\x00b"}, {"words"}),
        ({"verdict": "bought", "words": "\ud800"}, {"words"}),
        ({"verdict": "waiting", "remind_in": 4}, {"remind_in"}),
        ({"verdict": "waiting", "remind_in": -1}, {"remind_in"}),
        ({"verdict": "bought", "remind_in": 3}, {"remind_in"}),
        ({"verdict": "?", "words": "x" * 301, "remind_in": 0}, {"verdict", "words", "remind_in"}),
    ],
)
def test_an_odd_verdict_is_refused_and_changes_nothing(craving, mei, sent, wrong):
    with pytest.raises(Refused) as refused:
        deciding.decide(craving.post, author=mei, at=NOON, **sent)
    assert set(refused.value.problems) == wrong
    craving.refresh_from_db()
    assert craving.verdict == ""


def test_only_whoever_asked_decides_and_only_what_stands(craving, circle, mei, lulu):
    for person, code in (
        (lulu, "only-author"),
        (circle.founder, "only-author"),
        (a_person(is_operator=True), "only-author"),
        (AnonymousUser(), "signed-out"),
    ):
        with pytest.raises(NotAllowed) as refused:
            deciding.decide(craving.post, author=person, verdict="bought", at=NOON)
        assert refused.value.decision.code == code
    with pytest.raises(NotAllowed, match="Nobody asks"):
        deciding.decide(a_post(circle, author=mei), author=mei, verdict="bought", at=NOON)
    posting.withdraw(craving.post, author=mei, at=NOON)
    with pytest.raises(NotAllowed, match="no longer here"):
        deciding.decide(craving.post, author=mei, verdict="bought", at=NOON)


def test_who_was_sent_away_still_decides_and_says_nothing_more(craving, circle, mei):
    deciding.decide(craving.post, author=mei, verdict="waiting", words="Until payday.", at=NOON)
    membership.ban(circle, person=mei, by=circle.founder, reason="A quarrel.", at=NOON)

    with pytest.raises(Refused, match="A quarrel"):
        deciding.decide(craving.post, author=mei, verdict="bought", words="And you are all fools.", at=NOON)
    deciding.decide(craving.post, author=mei, verdict="bought", at=NOON)

    craving.refresh_from_db()
    assert (craving.verdict, craving.words) == ("bought", "")


def test_who_can_no_longer_read_it_no_longer_decides(mei):
    shut = a_circle(members=(mei,), readable_by="members")
    craving = a_craving(post=a_post(shut, author=mei))
    membership.leave(shut, person=mei, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        deciding.decide(craving.post, author=mei, verdict="bought", at=NOON)
    assert refused.value.decision.code == "hidden"
    assert reading.waiting_for(mei, at=NOON + timedelta(days=99)) == []


# Who sees it


def test_a_craving_is_seen_where_its_topic_is(mei, lulu):
    shut, open_ = a_circle(members=(mei,), readable_by="members"), a_circle(members=(mei,))
    hidden, shown = a_craving(circle=shut), a_craving(circle=open_)
    a_craving(post=a_post(open_, withdrawn_at=NOON))
    for person, seen in ((mei, [shown, hidden]), (lulu, [shown]), (AnonymousUser(), [shown])):
        assert [row["id"] for row in reading.directory(person, verdicts=("",))[0]] == [each.pk for each in seen]
        assert set(Craving.objects.visible_to(person)) == set(seen)


def test_a_product_off_the_shelf_is_not_shown_in_the_directory(circle, lulu):
    craving = a_craving(a_product(listed=False), circle=circle)
    (row,), _count = reading.directory(lulu, verdicts=("",))
    assert row["product_number"] is None
    keeper = a_person()
    craving.product.shop.keepers.create(person=keeper, since=NOON)
    assert reading.directory(keeper, verdicts=("",))[0][0]["product_number"] == craving.product.pk


def test_a_craving_outlives_its_product(craving):
    craving.product.delete()
    craving.refresh_from_db()
    assert craving.product is None
    assert reading.of(craving.post).product is None
    assert [row["product_number"] for row in reading.directory(AnonymousUser(), verdicts=("",))[0]] == [None]
    assert policies.can_edit(standing.of(craving.person, craving.post.community), craving.post)
    posting.edit(craving.post, author=craving.person, parts={"text": "It is gone."}, at=NOON)


def test_the_places_where_one_may_ask_are_ones_own_and_open(circle, mei):
    closed = a_circle(members=(mei,), archived_at=NOON)
    a_circle()
    assert Membership.objects.filter(person=mei, community=closed).exists()
    assert [row["id"] for row in reading.places_for(mei)] == [circle.pk]
    assert reading.places_for(AnonymousUser()) == []


# The honest tally


def test_the_tally_counts_each_person_once_by_their_latest(circle, mei, lulu):
    pot = a_product()
    for person, verdict in ((mei, "bought"), (mei, "talked-out"), (lulu, ""), (circle.founder, "waiting")):
        a_craving(pot, post=a_post(circle, author=person), verdict=verdict)
    a_craving(post=a_post(circle, author=mei), verdict="bought")

    assert reading.honest_tally(pot) == {"asked": 3, "bought": 0, "talked_out": 1, "waiting": 2}


def test_the_tally_is_what_anyone_may_read_at_any_moment(mei):
    circle = a_circle(members=(mei,))
    pot = a_product()
    craving = a_craving(pot, post=a_post(circle, author=mei), verdict="bought")
    a_craving(pot, circle=a_circle(readable_by="members"), verdict="bought")
    none, one = ({"asked": n, "bought": n, "talked_out": 0, "waiting": 0} for n in (0, 1))
    seen = [reading.honest_tally(pot)]
    for act in (
        lambda: posting.withdraw(craving.post, author=mei, at=NOON),
        lambda: posting.restore(craving.post, author=mei, at=NOON),
        lambda: stewardship.hide(craving.post, by=circle.founder, reason="Spam.", at=NOON),
        lambda: stewardship.unhide(craving.post, by=circle.founder, at=NOON),
        lambda: founding.change_settings(circle, by=circle.founder, readable_by="members", at=NOON),
    ):
        act()
        seen.append(reading.honest_tally(pot))
    assert seen == [one, none, one, none, one, none]


def test_who_is_erased_goes_from_every_count_and_the_thread_stays(craving, lulu, mei):
    an_argument(craving, "leave", author=lulu)
    lulu.delete()
    assert sides(craving) == (0, 0)
    mei.delete()
    assert reading.honest_tally(craving.product)["asked"] == 0
    assert Post.objects.get().author is None
    assert Reply.objects.count() == 1


# Asked again


def test_the_front_page_asks_about_what_one_waited_for_or_forgot(circle, mei):
    day = timedelta(days=1)
    reminded = a_craving(
        post=a_post(circle, author=mei), verdict="waiting", remind_at=NOON - day, reminded_at=NOON - day
    )
    forgotten = a_craving(post=a_post(circle, author=mei, posted_at=NOON - 31 * day))
    missed = a_craving(post=a_post(circle, author=mei), verdict="waiting", remind_at=NOON - 31 * day)
    a_craving(post=a_post(circle, author=mei, posted_at=NOON - 29 * day))
    a_craving(post=a_post(circle, author=mei, posted_at=NOON - 99 * day), verdict="waiting")
    a_craving(post=a_post(circle, author=mei, posted_at=NOON - 99 * day), verdict="talked-out")
    a_craving(post=a_post(circle, posted_at=NOON - 99 * day))

    rows = reading.waiting_for(mei, at=NOON)

    assert [row["id"] for row in rows] == [reminded.pk, missed.pk, forgotten.pk]
    assert rows[0]["waited_until"] < reminded.remind_at
    assert rows[0]["cool_off"] == (3, 7, 30)
    assert reading.waiting_for(AnonymousUser(), at=NOON) == []
    assert isinstance(rows[0]["remind_at"], datetime)


def test_a_reply_under_a_craving_is_read_with_its_side_and_a_gone_one_without(craving, lulu):
    an_argument(craving, "buy", author=lulu)
    gone = an_argument(craving, "leave", author=lulu, withdrawn_at=NOON)
    a_reply(craving.post, parent=gone.reply)
    rows, _count = core.replies(craving.post, person=lulu)
    assert [row["leans"] for row in rows] == ["buy", None, None]
