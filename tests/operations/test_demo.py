"""The demo town: complete, honest in its numbers, and in times that count back from now."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db.models import F
from django.test import TestCase
from PIL import Image

from tests.factories import NOON
from watercress.catalogue.models import PricePoint, Product, Shop
from watercress.community import recounting
from watercress.community.models import Community, JoinRequest, Like, LogEntry, Membership, Post, PostLabel, Reply
from watercress.community.models.log import Act
from watercress.kernel.models import Picture, Town
from watercress.kernel.pictures import keep_drawn
from watercress.labels import deciding
from watercress.labels import recounting as labels
from watercress.labels.models import Wear
from watercress.operations.demo import art, orders, seed, source
from watercress.people.models import Person


class TestDemo(TestCase):
    """Sown once for all, with one small picture for everything: drawing has tests of its own."""

    told: ClassVar[list[int]]

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
        assert Shop.objects.count() == 14
        assert Shop.objects.filter(small_since=None).count() == 3
        assert Product.objects.on_the_shelf().count() == 160
        assert list(Community.objects.order_by("id").values_list("slug", flat=True)) == [
            circle["slug"] for circle in source.circles()
        ]
        assert Post.objects.count() >= 60
        assert Reply.objects.count() >= 200
        assert [wrong for circle in Community.objects.all() for wrong in recounting.recount(circle)] == []
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
        assert reduced.count() == 15
        for product in reduced:
            assert list(PricePoint.objects.filter(product=product).order_by("at").values_list("price", flat=True)) == [
                product.compare_at,
                product.price,
            ]

    def test_what_stewards_did_in_the_demo_is_in_the_log(self) -> None:
        assert LogEntry.objects.filter(act=Act.PIN).count() == Post.objects.exclude(pinned_at=None).count() > 0
        assert LogEntry.objects.filter(act=Act.BEST).count() == Post.objects.exclude(best_at=None).count() > 0
        assert LogEntry.objects.filter(act=Act.LOCK).count() == Post.objects.exclude(locked_at=None).count() > 0
        assert Reply.objects.exclude(as_shop=None).count() == 10

    def test_labels_are_worn_borne_carried_and_disputed_in_the_demo(self) -> None:
        assert labels.recount() == []
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
