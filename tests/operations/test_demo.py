"""The demo town: complete, honest in its numbers, and in times that count back from now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.db.models import F, Q
from django.test import TestCase
from PIL import Image

from tests.factories import NOON, a_person
from tests.operations.lives import acts_of, counters_that_are_off, lives_on
from watercress.catalogue.models import PricePoint, Product, Shop
from watercress.community import stewardship
from watercress.community.models import Community, JoinRequest, Like, LogEntry, Membership, Post, PostLabel, Reply
from watercress.community.models.log import Act
from watercress.kernel import town
from watercress.kernel.models import Picture, Town
from watercress.kernel.pictures import keep_drawn
from watercress.labels import deciding
from watercress.labels.models import Wear
from watercress.operations.demo import art, orders, seed, source
from watercress.people.models import Person
from watercress.shelves.models import Mark

STREETS = ("tea-lane.toml", "wardrobe.toml")


@contextmanager
def two_streets() -> Iterator[None]:
    """Two of the six, so that it does not take a minute; the whole town is sown where `watercress up` is tried."""

    def shipped(folder: Any) -> list[Any]:
        return [file for file in folder.iterdir() if file.name in STREETS]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source, "files_of", shipped)
        yield


@pytest.mark.alike
@pytest.mark.django_db
class TestDemo(TestCase):
    """Sown once for all, with one small picture for everything: drawing has tests of its own."""

    told: ClassVar[list[int]]

    @classmethod
    def setUpClass(cls) -> None:
        cls.enterClassContext(two_streets())
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        def keep_all(*, at: Any, progress: Any) -> dict[tuple[str, str], Picture]:
            picture = keep_drawn([Image.new("RGB", (40, 50))], at=at)[0]
            return {(order.of, order.key): picture for order in orders.orders()}

        cls.told = []
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(art, "keep_all", keep_all)
            seed.sow(at=NOON, progress=lambda done, of: cls.told.append(100 * done // of))

    def test_the_demo_town_is_whole_and_every_counter_is_right(self) -> None:
        assert Town.objects.get().is_demo
        assert self.told == sorted(self.told)
        assert self.told[-1] == 100
        assert Shop.objects.count() == len(source.shops())
        assert Shop.objects.filter(small_since=None).count() == sum(not shop["small"] for shop in source.shops())
        assert Product.objects.on_the_shelf().count() == len(source.products())
        assert list(Community.objects.order_by("id").values_list("slug", flat=True)) == [
            circle["slug"] for circle in source.circles()
        ]
        assert Post.objects.count() >= 60
        assert Reply.objects.count() >= 200
        assert counters_that_are_off(at=NOON) == []
        assert all(shop.products_count == shop.products.count() for shop in Shop.objects.all())

        with pytest.raises(seed.NotANewTown):
            seed.sow(at=NOON, progress=lambda done, of: None)

    def test_the_demo_happens_in_order_and_before_now(self) -> None:
        assert not Post.objects.filter(posted_at__gt=NOON).exists()
        assert not Reply.objects.filter(posted_at__gt=NOON).exists()
        assert not Like.objects.filter(liked_at__gt=NOON).exists()
        assert not LogEntry.objects.filter(at__gt=NOON).exists()
        assert Post.objects.filter(posted_at__gt=NOON - timedelta(days=1)).exists()
        for circle in Community.objects.all():
            numbers = list(circle.posts.order_by("posted_at").values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
            assert not circle.memberships.filter(joined_at__lt=circle.founded_at).exists()
            assert not Post.objects.filter(community=circle, posted_at__lt=circle.founded_at).exists()
        for reply in Reply.objects.exclude(parent=None).select_related("parent", "post"):
            assert reply.parent.posted_at <= reply.posted_at
            assert reply.parent.parent_id is None

    def test_nobody_in_the_demo_has_a_password(self) -> None:
        assert not any(person.has_usable_password() for person in Person.objects.all())
        assert Person.objects.filter(is_operator=True).get().username == "operator"
        assert Membership.objects.get(person__username="yan", community__slug="a-tea-house").is_steward
        assert not Membership.objects.filter(person__username="lulu", is_steward=True).exists()

    def test_what_is_crossed_out_in_the_demo_was_once_the_price(self) -> None:
        reduced = Product.objects.exclude(compare_at=None)
        assert reduced.count() == sum("compare_at" in row for row in source.products()) > 0
        for product in reduced:
            assert list(PricePoint.objects.filter(product=product).order_by("at").values_list("price", flat=True)) == [
                product.compare_at,
                product.price,
            ]

    def test_what_stewards_did_in_the_demo_is_in_the_log(self) -> None:
        assert LogEntry.objects.filter(act=Act.PIN).count() == Post.objects.exclude(pinned_at=None).count() > 0
        assert LogEntry.objects.filter(act=Act.BEST).count() == Post.objects.exclude(best_at=None).count() > 0
        assert LogEntry.objects.filter(act=Act.LOCK).count() == Post.objects.exclude(locked_at=None).count() > 0
        assert Reply.objects.exclude(as_shop=None).count() >= 10

    def test_labels_are_worn_borne_carried_and_disputed_in_the_demo(self) -> None:
        assert Wear.objects.filter(is_public=False).exists()
        assert not Wear.objects.filter(since__gt=NOON).exists()
        assert Product.objects.filter(label_tags=None).exists(), "something is left for a keeper to do"
        assert PostLabel.objects.exists()
        assert [row["n"] for row in deciding.waiting()] == [3]

    def test_somebody_waits_at_the_demo_s_doors(self) -> None:
        waiting = JoinRequest.objects.filter(decided_at=None)
        assert waiting.filter(community__slug="a-tea-house").count() == 2
        assert not waiting.filter(person__memberships__community=F("community")).exists()
        assert not waiting.filter(asked_at__gt=NOON).exists()

    def test_what_people_like_and_want_was_lived_in_the_demo(self) -> None:
        for circle in Community.objects.all():
            assert Like.objects.filter(post__community=circle).exists(), circle
        assert Mark.objects.filter(words="", shelf="want").count() > Product.objects.count()
        assert Mark.objects.filter(words="", stars__isnull=False).exists()
        assert Mark.objects.exclude(product__listed=True).count() == 0
        assert min(Like.objects.values_list("liked_at", flat=True)) >= NOON - timedelta(days=60, minutes=30)

    def test_only_members_like_and_nobody_what_they_wrote_themselves(self) -> None:
        lives_on(NOON + timedelta(days=20))
        assert Like.objects.filter(Q(post__author=F("person")) | Q(reply__author=F("person"))).count() == 0
        joined = {(row.person_id, row.community_id): row.joined_at for row in Membership.objects.all()}
        for like in Like.objects.select_related("post", "reply__post"):
            post = like.post or like.reply.post
            assert like.liked_at >= joined[like.person_id, post.community_id]
            assert like.liked_at >= (like.post or like.reply).posted_at

    @pytest.mark.proof
    def test_people_join_by_themselves_only_where_anyone_may(self) -> None:
        before = dict(Community.objects.values_list("slug", "members_count"))
        lives_on(NOON + timedelta(days=60))
        grown = {
            slug for slug, members in Community.objects.values_list("slug", "members_count") if members > before[slug]
        }
        assert grown
        assert grown <= set(Community.objects.filter(joining="open").values_list("slug", flat=True))

    def test_no_keeper_marks_their_own_goods_or_gives_stars(self) -> None:
        keepers = Mark.objects.filter(person__keeps__isnull=False, words="")
        assert keepers.exists()
        assert not keepers.filter(product__shop__keepers__person=F("person")).exists()
        assert not keepers.exclude(stars=None).exists()

    def test_the_demo_lived_day_by_day_is_the_demo_lived_at_once(self) -> None:
        start = transaction.savepoint()
        lives_on(NOON + timedelta(days=3, hours=5))
        at_once = acts_of(since=NOON)
        transaction.savepoint_rollback(start)
        for hours in (7, 24, 25, 61, 77):
            lives_on(NOON + timedelta(hours=hours))
        assert acts_of(since=NOON) == at_once
        assert len(at_once) > 20

    @pytest.mark.proof
    def test_the_demo_goes_on_after_a_day_a_month_and_a_year(self) -> None:
        for days in (1, 30, 365):
            today = NOON + timedelta(days=days)
            assert lives_on(today)
            assert not lives_on(today), "no time has passed"
            morning = town.day_starts(today)
            for row, column in ((Like, "liked_at"), (Mark, "marked_at")):
                moments = list(row.objects.order_by(column).values_list(column, flat=True))
                assert morning <= moments[-1] <= today
            assert Shop.objects.filter(read_at__lte=today - timedelta(hours=8)).count() == 0
            assert counters_that_are_off(at=today) == []
        # A year is passed over but for the last sixty days.
        asleep = {"liked_at__gt": NOON + timedelta(days=31), "liked_at__lt": NOON + timedelta(days=304)}
        assert not Like.objects.filter(**asleep).exists()

    @pytest.mark.proof
    def test_later_words_are_said_when_their_time_comes(self) -> None:
        with later_words():
            lives_on(NOON + timedelta(days=1))
            assert not Post.objects.filter(title="Tomorrow's pot").exists()
            lives_on(NOON + timedelta(days=2))
            post = Post.objects.get(title="Tomorrow's pot")
            assert post.posted_at == NOON + timedelta(days=1.5)
            assert not post.replies.exists()
            assert post.community.posts.order_by("-number").first() == post
            # The town sleeps until next year: what lay ahead still lies as far ahead.
            lives_on(NOON + timedelta(days=400))
            (first, second) = post.replies.order_by("pk")
            assert first.posted_at == NOON + timedelta(days=340 + 0.5)
            assert second.parent == first
            assert counters_that_are_off(at=NOON + timedelta(days=400)) == []

    def test_later_words_that_can_no_longer_be_said_are_left_out(self) -> None:
        with later_words():
            lives_on(NOON + timedelta(days=2))
            post = Post.objects.get(title="Tomorrow's pot")
            stewardship.lock(post, by=post.community.founder, at=NOON + timedelta(days=2))
            lives_on(NOON + timedelta(days=5))
            assert not post.replies.exists()

    def test_somebody_s_own_account_does_nothing_by_itself(self) -> None:
        own = a_person("somebody", password="their own")
        lives_on(NOON + timedelta(days=30))
        assert not own.likes.exists()
        assert not own.marks.exists()
        assert not own.memberships.exists()


@contextmanager
def later_words() -> Iterator[None]:
    """A topic that lies a day and a half ahead, and two replies that lie further."""
    told = source.topics
    ahead = {
        "title": "Tomorrow's pot",
        "author": "yan",
        "section": "Brewing",
        "days_ago": -1.5,
        "products": [],
        "text": "It is not brewed yet.",
        "reply": [
            {"author": "mo", "hours_later": 24.0, "text": "Neither is mine."},
            {"author": "yan", "hours_later": 30.0, "to": 0, "text": "Then we wait."},
        ],
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source, "topics", lambda slug: told(slug) + [ahead] * (slug == "a-tea-house"))
        yield
