from datetime import timedelta

import pytest

from tests.factories import NOON, a_circle, a_person, a_picture, a_product, a_section, a_shop
from watercress.community import drafts, membership, posting, writing
from watercress.community.models import Post, Revision
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.people.models import Block

pytestmark = pytest.mark.django_db

PARTS = {"title": "Two cups", "text": "They hold the heat."}


@pytest.fixture
def author(db):
    return a_person()


@pytest.fixture
def circle(author):
    return a_circle(members=(author,))


def publish(circle, author, **parts):
    return posting.publish(circle, author=author, parts={**PARTS, **parts}, at=NOON)


def test_only_members_post_in_a_circle(circle):
    with pytest.raises(NotAllowed, match=r"Only members write here\. Join first"):
        publish(circle, a_person())

    assert not Post.objects.exists()


def test_a_post_has_the_next_number_of_its_circle(circle, author):
    other = a_circle(founder=author)

    numbers = [publish(circle, author).number, publish(circle, author).number, publish(other, author).number]

    circle.refresh_from_db()
    assert numbers == [1, 2, 1]
    assert (circle.posts_count, circle.last_number, circle.last_post_at) == (2, 2, NOON)


def test_a_post_carries_products_pictures_and_a_section(circle, author):
    cup, pot = a_product(), a_product()
    lid, steam = a_picture(), a_picture()
    hauls = a_section(circle)

    post = publish(
        circle,
        author,
        products=[pot.pk, str(cup.pk), pot.pk],
        pictures=[steam.pk, (lid.pk, "The lid")],
        section=str(hauls.pk),
    )

    assert list(post.cards.values_list("product", "position")) == [(pot.pk, 0), (cup.pk, 1)]
    assert list(post.pictures.values_list("picture", "words")) == [(steam.pk, ""), (lid.pk, "The lid")]
    assert post.section == hauls


def test_everything_wrong_with_a_post_is_said_at_once(circle, author):
    with pytest.raises(Refused) as refused:
        publish(circle, author, title="x" * 81, text="", products=[10**9], pictures=list(range(1, 11)), section="77")

    assert set(refused.value.problems) == {"title", "text", "products", "pictures", "section"}


@pytest.mark.parametrize("columns", [{"listed": False}, {"retired_at": NOON}])
def test_only_goods_on_the_shelf_are_shown(circle, author, columns):
    with pytest.raises(Refused, match="no longer here"):
        publish(circle, author, products=[a_product(**columns).pk])


def test_a_keeper_shows_nothing_that_is_off_the_shelf_either(circle, author):
    secret = a_product(shop=a_shop(keeper=author), listed=False)

    with pytest.raises(Refused):
        publish(circle, author, products=[secret.pk])


def test_the_section_of_another_circle_is_none_of_this_one(circle, author):
    with pytest.raises(Refused, match="section"):
        publish(circle, author, section=a_section(a_circle()).pk)


@pytest.mark.parametrize("number", ["", "0", "-1", "1.0", "1e0", " 1", "१", None, [], {}, True, 2**63, "2" * 30, 1.0])
@pytest.mark.parametrize("part", ["products", "pictures"])
def test_s22_what_is_not_a_number_is_no_product_and_no_picture(circle, author, part, number):
    with pytest.raises(Refused):
        publish(circle, author, **{part: [number]})


@pytest.mark.parametrize("value", ["3", 3, {"a": 1}])
def test_s22_what_is_not_a_list_is_no_list_of_products(circle, author, value):
    with pytest.raises(Refused):
        publish(circle, author, products=value)


@pytest.mark.parametrize(
    "name", ["pinned_at", "author", "community", "posted_at", "number", "likes_count", "html", "hidden_at"]
)
def test_s17_a_post_takes_the_parts_of_its_format_and_nothing_else(circle, author, name):
    with pytest.raises(Refused, match="no such part"):
        posting.publish(circle, author=author, parts={**PARTS, name: "1"}, at=NOON)


@pytest.mark.parametrize("part", ["title", "text"])
@pytest.mark.parametrize("value", ["x" * 10**6, "a\x00b", "\ud800", ["a"], 7, {"a": 1}])
def test_s40_words_have_bounds(circle, author, part, value):
    with pytest.raises(Refused):
        publish(circle, author, **{part: value})


@pytest.mark.parametrize("part", ["products", "pictures"])
def test_s40_lists_have_bounds(circle, author, part):
    with pytest.raises(Refused):
        publish(circle, author, **{part: list(range(1, 10**4))})


def test_titles_are_one_honest_line(circle, author):
    assert publish(circle, author, title=" Two\n\n cups\u202e\u200b ").title == "Two cups"


def test_the_language_is_guessed(circle, author):
    assert publish(circle, author, text="两只杯子，很好用。").lang == "zh-hans"
    assert publish(circle, author, text="Two cups.").lang == "en"
    assert publish(circle, author, text="123").lang == circle.lang


def test_markdown_is_kept_beside_safe_html(circle, author):
    post = publish(circle, author, text="**Hot** <script>alert(1)</script>")

    assert post.text.startswith("**Hot**")
    assert "<strong>Hot</strong>" in post.html
    assert "<script" not in post.html


def test_a_name_that_exists_becomes_a_link(circle, author):
    a_person("Yan")

    post = publish(circle, author, text="@yan and @nobody")

    assert ">@yan</a>" in post.html
    assert "@nobody" in post.html
    assert post.html.count("<a ") == 1


def test_whoever_blocked_the_author_is_not_told(author):
    yan, mo = a_person("yan"), a_person("mo")
    Block.objects.create(blocker=yan, blocked=author, blocked_at=NOON)

    written = writing.prepare("@yan @mo @" + author.username, author=author, lang="en")

    assert written.mentioned == (mo.pk,)


def test_the_draft_is_gone_once_the_post_stands(circle, author):
    drafts.save(circle, person=author, fields={"title": "Two c"}, at=NOON)

    with pytest.raises(Refused):
        publish(circle, author, text="")
    assert drafts.read(circle, person=author)
    publish(circle, author)

    assert drafts.read(circle, person=author) is None


def test_an_edit_keeps_the_text_before_it(circle, author):
    post = publish(circle, author)
    later = NOON + timedelta(hours=1)

    posting.edit(post, author=author, parts={"text": "They lose the heat."}, at=later)

    post.refresh_from_db()
    assert (post.title, post.text, post.edited_at) == ("Two cups", "They lose the heat.", later)
    kept = Revision.objects.get()
    assert (kept.text, kept.written_at) == ("They hold the heat.", NOON)


def test_the_same_text_again_is_no_edit(circle, author):
    post = publish(circle, author)

    posting.edit(post, author=author, parts=PARTS, at=NOON + timedelta(hours=1))

    post.refresh_from_db()
    assert post.edited_at is None
    assert not Revision.objects.exists()


def test_revisions_do_not_pile_up_for_ever(circle, author, monkeypatch):
    monkeypatch.setattr(writing, "REVISIONS", 3)
    post = publish(circle, author)

    for n in range(6):
        posting.edit(post, author=author, parts={"text": f"Version {n}"}, at=NOON)

    assert list(Revision.objects.order_by("id").values_list("text", flat=True)) == [
        "Version 2",
        "Version 3",
        "Version 4",
    ]


def test_an_edit_may_keep_what_was_sold_since_but_add_nothing_sold(circle, author):
    sold, also_sold = a_product(), a_product(retired_at=NOON)
    post = publish(circle, author, products=[sold.pk])
    sold.retired_at = NOON
    sold.save()

    posting.edit(post, author=author, parts={"products": [sold.pk]}, at=NOON)
    with pytest.raises(Refused):
        posting.edit(post, author=author, parts={"products": [sold.pk, also_sold.pk]}, at=NOON)
    posting.edit(post, author=author, parts={"products": []}, at=NOON)

    assert not post.cards.exists()


def test_only_the_author_edits_and_only_as_a_member(circle, author):
    post = publish(circle, author)

    with pytest.raises(NotAllowed, match="Only whoever wrote this"):
        posting.edit(post, author=circle.founder, parts={"text": "Mine now."}, at=NOON)
    membership.leave(circle, person=author, at=NOON)
    with pytest.raises(NotAllowed, match="Only members"):
        posting.edit(post, author=author, parts={"text": "Changed."}, at=NOON)


def test_an_author_takes_a_post_back_and_puts_it_back(circle, author):
    post = publish(circle, author)

    for _ in range(2):
        posting.withdraw(post, author=author, at=NOON)
    circle.refresh_from_db()
    assert circle.posts_count == 0
    assert post not in Post.objects.visible_to(circle.founder)

    for _ in range(2):
        posting.restore(post, author=author, at=NOON)
    circle.refresh_from_db()
    assert circle.posts_count == 1
    assert publish(circle, author).number == 2


def test_a_banned_author_may_still_take_a_post_back(circle, author):
    post = publish(circle, author)
    membership.ban(circle, person=author, by=circle.founder, reason="A quarrel.", at=NOON)

    posting.withdraw(post, author=author, at=NOON)
    with pytest.raises(NotAllowed, match="banned"):
        posting.restore(post, author=author, at=NOON)


def test_nobody_else_takes_a_post_back(circle, author):
    with pytest.raises(NotAllowed):
        posting.withdraw(publish(circle, author), author=circle.founder, at=NOON)
