from datetime import timedelta

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_reply, a_shop, shown_in
from watercress.community import drafts, recounting, replying, stewardship
from watercress.community.features.shop_answers import answering
from watercress.community.models import Reply
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.people.models import Block

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def author(db):
    return a_person()


@pytest.fixture
def reader(db):
    return a_person("reader")


@pytest.fixture
def circle(author, reader):
    return a_circle(members=(author, reader))


@pytest.fixture
def post(circle, author):
    return a_post(circle, author=author)


def reply(post, author, text="I have one too.", at=LATER, **more):
    return replying.reply(post, author=author, text=text, at=at, **more)


def test_only_members_reply_in_a_circle(post):
    with pytest.raises(NotAllowed, match="Only members reply here"):
        reply(post, a_person())


def test_a_reply_lifts_the_topic(post, reader):
    reply(post, reader)

    post.refresh_from_db()
    assert (post.replies_count, post.bumped_at, post.last_reply_at) == (1, LATER, LATER)


def test_an_authors_own_reply_does_not_lift_the_topic(post, author):
    reply(post, author)

    post.refresh_from_db()
    assert (post.replies_count, post.bumped_at, post.last_reply_at) == (1, NOON, LATER)


def test_a_clock_that_runs_behind_pulls_no_topic_down(post, reader):
    reply(post, reader)
    reply(post, reader, at=NOON)

    post.refresh_from_db()
    assert (post.bumped_at, post.last_reply_at) == (LATER, LATER)


def test_a_reply_from_before_its_topic_pulls_it_no_further_down(post, author, reader):
    early = reply(post, reader, at=NOON - timedelta(minutes=2))
    replying.withdraw(reply(post, reader), author=reader, at=LATER)

    post.refresh_from_db()
    assert (post.bumped_at, post.last_reply_at) == (NOON, early.posted_at)
    assert recounting.recount(post.community) == []


def test_an_answer_to_an_answer_stands_beside_it_and_quotes_it(post, author, reader):
    first = reply(post, reader, "Which kiln?")
    second = reply(post, author, "**Number 9**.", parent=first)

    third = reply(post, reader, "Thanks!", parent=second)

    assert (second.parent, second.quote) == (first, "")
    assert (third.parent, third.quoted, third.quote) == (first, second, "Number 9.")


def test_a_quote_is_the_beginning_of_what_it_quotes(post, author, reader):
    long = reply(post, reader, "word " * 500)

    quoting = reply(post, author, "Quite.", quoted=long)

    assert quoting.quote.startswith("word word")
    assert len(quoting.quote) <= 301


def test_a_reply_answers_nothing_under_another_topic(circle, post, reader):
    elsewhere = a_reply(a_post(circle))

    with pytest.raises(Refused, match="another topic"):
        reply(post, reader, parent=elsewhere)


def test_a_locked_topic_takes_no_replies_not_even_its_authors(circle, post, author):
    stewardship.lock(post, by=circle.founder, at=NOON)

    with pytest.raises(NotAllowed, match="closed this topic"):
        reply(post, author)


def test_whoever_the_author_blocked_does_not_reply(post, author, reader):
    Block.objects.create(blocker=author, blocked=reader, blocked_at=NOON)

    with pytest.raises(NotAllowed, match="takes no replies from you"):
        reply(post, reader)


def test_whoever_was_blocked_answers_others_in_the_same_topic(circle, post, author, reader):
    founders = reply(post, circle.founder)
    Block.objects.create(blocker=circle.founder, blocked=reader, blocked_at=NOON)

    reply(post, reader)
    with pytest.raises(NotAllowed):
        reply(post, reader, parent=founders)
    with pytest.raises(NotAllowed):
        reply(post, reader, quoted=founders)


@pytest.mark.parametrize("gone", [{"withdrawn_at": NOON}, {"hidden_at": NOON}])
def test_nobody_replies_to_what_is_gone(circle, post, reader, gone):
    gone_post = a_post(circle, **gone)
    gone_reply = a_reply(post, **gone)

    with pytest.raises(NotAllowed, match="no longer here"):
        reply(gone_post, reader)
    with pytest.raises(NotAllowed, match="no longer here"):
        reply(post, reader, parent=gone_reply)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_001, "\x00"])
def test_a_reply_says_something_and_ends(post, reader, text):
    with pytest.raises(Refused) as refused:
        reply(post, reader, text)

    assert set(refused.value.problems) == {"text"}


def test_a_reply_withdrawn_takes_its_lift_along(post, reader):
    mine = reply(post, reader)

    for _ in range(2):
        replying.withdraw(mine, author=reader, at=LATER)
    post.refresh_from_db()
    assert (post.replies_count, post.bumped_at, post.last_reply_at) == (0, NOON, None)

    for _ in range(2):
        replying.restore(mine, author=reader, at=LATER)
    post.refresh_from_db()
    assert (post.replies_count, post.bumped_at, post.last_reply_at) == (1, LATER, LATER)


def test_an_edited_reply_keeps_the_text_before(post, reader):
    mine = reply(post, reader)

    replying.edit(mine, author=reader, text="I have two.", at=LATER)
    replying.edit(mine, author=reader, text="I have two.", at=LATER)

    mine.refresh_from_db()
    assert mine.text == "I have two."
    assert list(mine.revisions.values_list("text", flat=True)) == ["I have one too."]


def test_the_draft_of_a_reply_is_gone_once_it_stands(circle, post, reader):
    drafts.save(circle, person=reader, post=post, fields={"text": "I ha"}, at=NOON)
    drafts.save(circle, person=reader, fields={"text": "Another topic"}, at=NOON)

    reply(post, reader)

    assert drafts.read(circle, person=reader, post=post) is None
    assert drafts.read(circle, person=reader)


@pytest.fixture
def keeper(db):
    return a_person("keeper")


@pytest.fixture
def shop(keeper):
    return a_shop("Kiln No. 9", keeper=keeper)


@pytest.fixture
def shown(post, shop):
    shown_in(post, a_product(shop=shop))
    return post


def answer(post, shop, keeper, text="We fire at 1,280 degrees."):
    return answering.answer(post, shop=shop, author=keeper, text=text, at=LATER)


def test_a_mentioned_shop_answers_once_and_not_twice(shown, shop, keeper):
    answered = answer(shown, shop, keeper)

    with pytest.raises(NotAllowed, match="once a member asks"):
        answer(shown, shop, keeper)

    assert answered.as_shop == shop
    assert Reply.objects.count() == 1


def test_a_shop_lifts_no_topic_that_shows_its_goods(shown, shop, keeper):
    answer(shown, shop, keeper)

    shown.refresh_from_db()
    assert (shown.replies_count, shown.bumped_at, shown.last_reply_at) == (1, NOON, LATER)


def test_a_member_may_ask_the_shop_again(shown, shop, keeper, reader):
    answer(shown, shop, keeper)

    reply(shown, reader, "And the glaze?", asks_shop=shop)
    answer(shown, shop, keeper, "Ash.")

    with pytest.raises(NotAllowed):
        answer(shown, shop, keeper, "Pine ash.")


def test_taking_an_answer_back_gives_the_shop_no_second_one(shown, shop, keeper):
    replying.withdraw(answer(shown, shop, keeper), author=keeper, at=LATER)

    with pytest.raises(NotAllowed):
        answer(shown, shop, keeper)


def test_a_keeper_does_not_ask_their_own_shop(circle, shown, shop, reader):
    shop.keepers.create(person=reader, since=NOON)

    with pytest.raises(Refused, match="someone else"):
        reply(shown, reader, "And the glaze?", asks_shop=shop)


def test_only_a_shop_that_is_shown_is_asked(shown, reader):
    with pytest.raises(Refused) as refused:
        reply(shown, reader, "", asks_shop=a_shop())

    assert set(refused.value.problems) == {"text", "asks_shop"}


def test_a_shop_that_is_not_shown_does_not_answer(post, shop, keeper):
    with pytest.raises(NotAllowed, match="None of this shop's goods"):
        answer(post, shop, keeper)


def test_nobody_else_answers_for_a_shop(shown, shop, reader):
    with pytest.raises(NotAllowed, match="Only the keepers"):
        answer(shown, shop, reader)


def test_a_keeper_who_is_no_member_says_nothing_else(shown, shop, keeper):
    answer(shown, shop, keeper)

    with pytest.raises(NotAllowed, match="Only members"):
        reply(shown, keeper)


def test_a_keeper_corrects_the_shops_answer(shown, shop, keeper):
    answered = answer(shown, shop, keeper)

    replying.edit(answered, author=keeper, text="We fire at 1,260 degrees.", at=LATER)
    shop.keepers.all().delete()
    with pytest.raises(NotAllowed):
        replying.edit(answered, author=keeper, text="Ha!", at=LATER)


def test_a_shop_does_not_answer_where_its_keeper_may_not_read(shop, keeper):
    post = a_post(a_circle(readable_by="members"))
    shown_in(post, a_product(shop=shop))

    with pytest.raises(NotAllowed) as refused:
        answer(post, shop, keeper)

    assert refused.value.decision.code == "hidden"
