from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import (
    NOON,
    a_circle,
    a_person,
    a_post,
    a_product,
    a_reply,
    a_section,
    a_shop,
    shown_in,
)
from watercress.catalogue.models import Category
from watercress.community import drafts, founding, liking, membership, posting, reading, replying, standing
from watercress.community.format import Order
from watercress.community.models import Post
from watercress.kernel import town
from watercress.people.models import Block

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def _town_known(db):
    """The town is kept in the process; whoever comes first asks for it."""
    town.town()


def later(minutes):
    return NOON + timedelta(minutes=minutes)


def titles(rows):
    return [row["title"] for row in rows]


def test_topics_stand_by_their_last_reply_pinned_ones_first():
    circle = a_circle()
    for n, title in enumerate(["Old", "Older still", "New"]):
        a_post(circle, title=title, bumped_at=later(n), posted_at=later(-n))
    a_post(circle, title="Pinned", pinned_at=NOON, bumped_at=later(-99))

    rows, count = reading.topics(circle, person=VISITOR)
    newest, _count = reading.topics(circle, person=VISITOR, order=Order.NEWEST)

    assert titles(rows) == ["Pinned", "New", "Older still", "Old"]
    assert titles(newest) == ["Pinned", "Old", "Older still", "New"]
    assert count == 4


def test_topics_by_section_and_the_best():
    circle = a_circle()
    hauls = a_section(circle)
    a_post(circle, title="Haul", section=hauls)
    a_post(circle, title="Best", best_at=NOON)

    assert titles(reading.topics(circle, person=VISITOR, section=hauls.pk)[0]) == ["Haul"]
    rows, count = reading.topics(circle, person=VISITOR, best=True)
    assert (titles(rows), count) == (["Best"], 1)
    assert reading.topics(circle, person=VISITOR, section=10**6) == ([], 0)


def test_a_page_of_topics_shows_four_little_pictures_each():
    circle = a_circle()
    goods = [a_product(title=f"Cup {n}") for n in range(6)]
    shown_in(a_post(circle), *goods)
    goods[1].listed = False
    goods[1].save()

    (row,), _count = reading.topics(circle, person=VISITOR)

    assert [card["title"] for card in row["cards"]] == ["Cup 0", "Cup 2", "Cup 3", "Cup 4"]
    assert row["products_count"] == 5


def test_pages_of_topics_go_on():
    circle = a_circle()
    for n in range(32):
        a_post(circle, title=f"Topic {n}", bumped_at=later(n))

    assert len(reading.topics(circle, person=VISITOR)[0]) == 30
    assert titles(reading.topics(circle, person=VISITOR, page=2)[0]) == ["Topic 1", "Topic 0"]
    assert reading.topics(circle, person=VISITOR, page=3)[0] == []


def test_a_thread_keeps_answers_under_what_they_answer():
    circle = a_circle()
    post = a_post(circle)
    first, second = a_reply(post, text="1"), a_reply(post, text="2")
    under_first = a_reply(post, text="1.1", parent=first)

    rows, count = reading.replies(post, person=VISITOR)

    assert [row["id"] for row in rows] == [first.pk, under_first.pk, second.pk]
    assert count == 3


def test_page_of_finds_the_reply_where_replies_show_it():
    post = a_post(a_circle())
    first = a_reply(post)
    written = [first, *(a_reply(post) for _ in range(30)), a_reply(post, parent=first)]

    pages = {reply.pk: reading.page_of(reply) for reply in written}

    for page in (1, 2):
        shown = {row["id"] for row in reading.replies(post, person=VISITOR, page=page)[0]}
        assert shown == {pk for pk, on in pages.items() if on == page}


def test_a_withdrawn_reply_keeps_its_place_and_says_nothing():
    circle = a_circle()
    post, writer = a_post(circle), a_person("writer")
    alone = a_reply(post, author=writer, html="<p>Regret</p>", withdrawn_at=NOON)
    answered = a_reply(post, author=writer, html="<p>Regret</p>", hidden_at=NOON)
    answer = a_reply(post, parent=answered, quoted=answered, quote="Regret")

    rows, _count = reading.replies(post, person=VISITOR)

    assert [row["id"] for row in rows] == [answered.pk, answer.pk]
    assert rows[0]["gone"]
    assert alone.pk not in {row["id"] for row in rows}
    assert "Regret" not in str(rows)
    assert "writer" not in str(rows)


def test_replies_say_whether_i_like_them_who_wrote_them_and_for_which_shop():
    reader = a_person()
    circle = a_circle(members=(reader,))
    post, shop = a_post(circle), a_shop("Kiln No. 9")
    a_reply(post, as_shop=shop)
    liking.like(a_reply(post), person=reader, at=NOON)

    rows, _count = reading.replies(post, person=reader)

    assert [row["liked"] for row in rows] == [False, True]
    assert [row["shop_name"] for row in rows] == ["Kiln No. 9", None]
    assert {row["author_username"] for row in rows} == {circle.founder.username}


def test_someone_who_left_has_no_name():
    post = a_post(a_circle())
    Post.objects.update(author=None)
    a_reply(post, author=a_person())
    post.replies.update(author=None)
    post.refresh_from_db()

    assert reading.post(post, person=VISITOR)["author_username"] is None
    assert reading.replies(post, person=VISITOR)[0][0]["author_username"] is None


def test_the_words_of_someone_who_left_are_quoted_no_more():
    post = a_post(a_circle())
    gone = a_reply(post, author=a_person("gone"))
    a_reply(post, quoted=gone, quote="Their words.")
    assert reading.replies(post, person=VISITOR)[0][1]["quote"] == "Their words."

    post.replies.filter(pk=gone.pk).update(author=None, text="", html="")

    assert reading.replies(post, person=VISITOR)[0][1]["quote"] == ""


def test_a_post_shows_its_goods_and_names_their_shops():
    circle, kiln = a_circle(), a_shop("Kiln No. 9")
    post = a_post(circle)
    shown_in(
        post, a_product(shop=kiln, title="Pot"), a_product(shop=kiln, title="Lid"), a_product(shop=kiln, listed=False)
    )

    row = reading.post(post, person=VISITOR)

    assert titles(row["products"]) == ["Pot", "Lid"]
    assert row["shops"] == [kiln]
    assert row["shops"][0].name == "Kiln No. 9"


def test_the_home_of_a_member_shows_their_circles_and_a_visitors_the_town():
    reader = a_person()
    mine, other, private = a_circle(members=(reader,)), a_circle(), a_circle(readable_by="members")
    a_post(mine, title="Mine")
    a_post(other, title="Other", bumped_at=later(1))
    a_post(private, title="Private", bumped_at=later(2))

    assert (titles(reading.latest(reader)[0]), reading.latest(reader)[1]) == (["Mine"], True)
    assert (titles(reading.latest(VISITOR)[0]), reading.latest(VISITOR)[1]) == (["Other", "Mine"], False)
    assert titles(reading.latest(a_person())[0]) == ["Other", "Mine"]
    assert titles(reading.latest(private.founder)[0]) == ["Private"]


def test_a_profile_and_a_product_page_show_what_the_viewer_may_read():
    author, reader, cup = a_person(), a_person(), a_product()
    for circle in (a_circle(founder=author), a_circle(founder=author, readable_by="members", members=(reader,))):
        shown_in(a_post(circle, author=author, title=circle.readable_by), cup)

    assert titles(reading.by_person(author, person=VISITOR)) == ["world"]
    assert set(titles(reading.by_person(author, person=reader))) == {"world", "members"}
    assert titles(reading.mentioning(cup, person=VISITOR)) == ["world"]
    assert len(reading.mentioning(cup, person=reader)) == 2


def test_the_directory_stands_by_department():
    pantry = Category.objects.create(slug="the-pantry", en="The pantry", zh="食品柜", ord=1)
    leaves = Category.objects.create(slug="leaves", en="Leaves", zh="茶叶", parent=pantry, ord=2)
    reader = a_person()
    house = a_circle(name="A Tea House", category=leaves, members=(reader,))
    a_circle(name="Nut party", category=pantry)
    a_circle(name="Odds and ends")
    a_post(house, title="Pinned", pinned_at=NOON)
    a_post(house, title="Three small kilns", posted_at=NOON - timedelta(days=2))

    shown = reading.directory("circle", person=reader, at=NOON)

    assert [(group["name"], [c["name"] for c in group["circles"]]) for group in shown["groups"]] == [
        ("The pantry", ["A Tea House", "Nut party"]),
        ("", ["Odds and ends"]),
    ]
    (mine,) = shown["joined"]
    assert (mine["members_count"], mine["posts_today"], mine["last"]["title"]) == (2, 1, "Three small kilns")


def test_a_circle_comes_with_its_header_in_one_query(django_assert_num_queries):
    tea = Category.objects.create(slug="tea-leaves", en="Tea", zh="茶")
    circle = a_circle(slug="a-tea-house", category=tea)
    a_section(circle, "Talk", 1)
    a_section(circle, "Hauls", 0)
    a_post(circle)
    a_post(circle, posted_at=NOON - timedelta(days=1))

    with django_assert_num_queries(1):
        place = reading.place("a-tea-house", person=VISITOR, at=NOON)
        assert [section.name for section in place.sections.all()] == ["Hauls", "Talk"]
        assert (place.category.name, place.crest) == ("Tea", None)
        assert reading.posts_today(place, person=VISITOR, at=NOON) == 1
    assert reading.posts_today(circle, person=VISITOR, at=NOON) == 1
    assert reading.place("nowhere", person=VISITOR, at=NOON) is None


def test_neighbours_are_chosen_or_share_members():
    regulars = tuple(a_person() for _ in range(5))
    circle, chosen = a_circle(members=regulars), a_circle(name="Chosen")
    a_circle(name="Near", members=regulars)
    a_circle(name="A little near", members=regulars[:2])
    a_circle(name="Far", members=regulars[:1])
    a_circle(name="Closed", members=regulars, archived_at=NOON)
    founding.choose_neighbours(circle, neighbours=[chosen], by=circle.founder, at=NOON)

    rows = reading.neighbours(circle, person=VISITOR)

    assert [(row["name"], row["why"]) for row in rows] == [
        ("Chosen", "chosen by the founder"),
        ("Near", "5 members in common"),
        ("A little near", "a few members in common"),
    ]


def test_a_table_is_laid_with_what_is_shown_most():
    circle, pot, cup = a_circle(), a_product(title="Pot"), a_product(title="Cup")
    shown_in(a_post(circle), pot, cup)
    shown_in(a_post(circle), cup)
    shown_in(a_post(circle, hidden_at=NOON), a_product(title="Hidden"))
    shown_in(a_post(circle), a_product(title="Gone", listed=False, retired_at=NOON))

    rows = reading.table(reading.topics(circle, person=VISITOR)[0])

    assert [(row["title"], row["why"]) for row in rows] == [("Cup", "in 2 topics here"), ("Pot", "in 1 topic here")]


def test_what_waits_for_a_person():
    steward, asker = a_person(), a_person()
    circle = a_circle(founder=steward, question="What?", name="Tea")
    membership.ask(circle, person=asker, answer="Dan Cong.", at=NOON)
    drafts.save(circle, person=asker, fields={"title": "Soon"}, at=NOON)

    assert [row["name"] for row in reading.waiting_of(asker)] == ["Tea"]
    assert [(row["name"], row["waiting"]) for row in reading.requests_for(steward)] == [("Tea", 1)]
    assert [(row["name"], row["title"]) for row in reading.drafts_of(asker)] == [("Tea", "Soon")]
    for read in (reading.waiting_of, reading.requests_for, reading.drafts_of):
        assert read(VISITOR) == []


def _busy_circle(posts, replies, members):
    people = tuple(a_person() for _ in range(members))
    circle = a_circle(members=people, slug=f"busy-{posts}")
    for n in range(posts):
        post = a_post(circle, author=people[n % members])
        shown_in(post, *(a_product() for _ in range(3)))
        for _ in range(replies):
            liking.like(a_reply(post, author=people[0], as_shop=a_shop()), person=people[1], at=NOON)
    return circle, people[1]


def _pages(circle, person):
    """What the front page of a circle and the page of a topic ask of the engine."""
    place = reading.place(circle.slug, person=person, at=NOON)
    stands = standing.of(person, place)
    topics = reading.topics(place, person=person)
    yield topics
    yield reading.stewards(place)
    yield reading.neighbours(place, person=person)
    yield reading.table(topics[0])
    yield list(place.sections.all())
    post = reading.post_at(circle.slug, 1, person=person)
    yield reading.post(post, person=person)
    yield reading.replies(post, person=person)
    yield reading.others(post, person=person)
    yield stands.blocked_by


def test_queries_do_not_grow_with_rows(django_assert_num_queries):
    for posts, replies, members in ((2, 1, 2), (12, 6, 9)):
        circle, person = _busy_circle(posts, replies, members)
        with django_assert_num_queries(12):
            list(_pages(circle, person))


def test_a_visitor_sees_a_circle_and_a_topic_in_five_queries_each(django_assert_num_queries):
    circle, _person = _busy_circle(3, 2, 3)

    with django_assert_num_queries(5):
        place = reading.place(circle.slug, person=VISITOR, at=NOON)
        standing.of(VISITOR, place)
        topics, _count = reading.topics(place, person=VISITOR)
        list(place.sections.all())
        reading.stewards(place), reading.neighbours(place, person=VISITOR), reading.table(topics)
    with django_assert_num_queries(5):
        post = reading.post_at(circle.slug, 1, person=VISITOR)
        reading.post(post, person=VISITOR), reading.replies(post, person=VISITOR), reading.others(post, person=VISITOR)


def test_standing_is_read_in_one_query(django_assert_num_queries):
    reader = a_person()
    circle = a_circle(question="What?")
    membership.ask(circle, person=reader, answer="First.", at=NOON)
    membership.decline(circle.join_requests.get(), by=circle.founder, reason="Too short.", at=NOON)
    membership.ask(circle, person=reader, answer="Second.", at=NOON)

    with django_assert_num_queries(1):
        stands = standing.of(reader, circle)

    assert (stands.is_waiting, stands.request.answer, stands.membership, stands.ban) == (True, "Second.", None, None)
    with django_assert_num_queries(0):
        assert not standing.of(VISITOR, circle).is_member


def test_a_lifted_ban_and_other_peoples_rows_say_nothing_about_me():
    reader, pest = a_person(), a_person()
    circle = a_circle(members=(reader, pest))
    membership.ban(circle, person=reader, by=circle.founder, reason="A quarrel.", at=NOON)
    membership.lift_ban(circle, person=reader, by=circle.founder, at=NOON)
    membership.ban(circle, person=pest, by=circle.founder, reason="Spam.", at=NOON)

    assert standing.of(reader, circle).ban is None
    assert standing.of(pest, circle).ban.reason == "Spam."


def test_blocks_and_shops_are_read_when_first_asked(django_assert_num_queries):
    reader, other = a_person(), a_person()
    Block.objects.create(blocker=other, blocked=reader, blocked_at=NOON)
    shop = a_shop(keeper=reader)
    stands = standing.of(reader, a_circle())

    with django_assert_num_queries(2):
        for _ in range(3):
            assert (stands.blocked_by, stands.shops) == ({other.pk}, {shop.pk})


def test_a_topic_with_two_products_stands_first_for_all():
    """The walk of a newcomer, from the question to the top of the page."""
    newcomer = a_person()
    circle = a_circle(question="What did you last brew?")
    a_post(circle, title="Yesterday's")
    membership.approve(membership.ask(circle, person=newcomer, answer="Dan Cong.", at=NOON), by=circle.founder, at=NOON)
    posting.publish(
        circle,
        author=newcomer,
        parts={"title": "Two pots", "text": "Side by side.", "products": [a_product().pk, a_product().pk]},
        at=later(5),
    )

    rows, _count = reading.topics(circle, person=VISITOR)
    assert titles(rows) == ["Two pots", "Yesterday's"]
    assert len(rows[0]["cards"]) == 2
    replying.reply(Post.objects.get(title="Yesterday's"), author=newcomer, text="Still true.", at=later(9))
    assert titles(reading.topics(circle, person=VISITOR)[0]) == ["Yesterday's", "Two pots"]
