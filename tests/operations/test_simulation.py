"""Towns that are grown: the same seed and the same days make the same town, and all in it is as it should be."""

import ast
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Q

from tests.factories import NOON
from tests.operations.lives import acts_of, counters_that_are_off
from tests.source import modules, parsed
from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Like, Membership, Post, Reply
from watercress.kernel.models import Town
from watercress.labels.models import Wear
from watercress.operations.management.commands import simulate
from watercress.operations.opening import home, steps
from watercress.operations.simulation import growing
from watercress.operations.simulation.figures import Figures
from watercress.operations.simulation.model import passing, temper
from watercress.operations.simulation.model.acts import Act, Visit
from watercress.operations.simulation.model.acts import Like as Liking
from watercress.operations.simulation.model.acts import Mark as Marking
from watercress.operations.simulation.model.world import Good, Resident, Site, Topic, World
from watercress.people.models import Person
from watercress.shelves.models import Mark

SINCE = datetime(2026, 7, 1, tzinfo=UTC)


def a_world(seed: int = 1, people: int = 30) -> World:
    """Forty goods of four tastes in eight shops, two circles, and people who wear one label each."""
    goods = [Good(n, n // 5, (n % 4, 4 + n % 4), SINCE - timedelta(days=9)) for n in range(40)]
    sites = [Site(n, SINCE - timedelta(days=9), is_open=n == 0) for n in range(2)]
    topics = [Topic(n, sites[n % 2], 1 + n, SINCE + timedelta(hours=9 * n), (goods[n],)) for n in range(8)]
    residents = [Resident(n, n, SINCE - timedelta(days=9), worn=[n % 4]) for n in range(1, people + 1)]
    for who in residents[:10]:
        who.sites[sites[1]] = who.joined_at
    world = World(seed, goods, sites, residents, ahead=topics)
    temper.give_all(world)
    passing.plan(world, SINCE)
    return world


def told(world: World, days: float) -> list[tuple[Any, ...]]:
    visits = passing.live(world, SINCE + timedelta(days=days))
    return [_told(act) for _who, acts in visits for act in acts]


def _told(act: Act) -> tuple[Any, ...]:
    what = act.good.id if isinstance(act, Visit | Marking) else act.text.id if isinstance(act, Liking) else None
    return type(act).__name__, act.who.id, act.at, what


def test_the_model_knows_no_database() -> None:
    for path in modules("operations"):
        if path.parent.name == "model":
            for node in ast.walk(parsed(path)):
                named = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                assert not [name for name in named if name.startswith(("django", "watercress"))], path


def test_the_same_seed_is_the_same_life_and_another_is_another() -> None:
    assert told(a_world(), 5) == told(a_world(), 5)
    assert told(a_world(), 5) != told(a_world(seed=2), 5)


def test_a_week_is_seven_days() -> None:
    world = a_world()
    parts = [act for part in (0.3, 1, 1.1, 2.7, 5, 7) for act in told(world, part)]
    assert parts == told(a_world(), 7)
    assert {name for name, *_ in parts} >= {"Look", "Visit", "Like", "Mark", "Join"}


def test_nobody_does_anything_before_or_after_its_time() -> None:
    world = a_world()
    for who, acts in passing.live(world, SINCE + timedelta(days=20)):
        moments = [act.at for act in acts]
        assert all(who.joined_at <= moment <= SINCE + timedelta(days=20) for moment in moments)
        for act in acts:
            if isinstance(act, Liking):
                assert act.at >= act.text.at
                assert act.text.author != who.id
            if isinstance(act, Visit):
                assert act.at > act.look.at


def test_people_go_to_what_they_like() -> None:
    world = a_world(people=200)
    visits = [
        act for _who, acts in passing.live(world, SINCE + timedelta(days=20)) for act in acts if isinstance(act, Visit)
    ]
    liked = sum(any(label in act.who.taste for label in act.good.labels) for act in visits)
    assert len(visits) > 300
    assert liked > 0.7 * len(visits)


def test_who_finds_more_comes_more_often() -> None:
    rich, poor = a_world(people=200), a_world(people=200)
    for good in poor.goods:
        good.since = SINCE + timedelta(days=999)  # There is nothing to see yet.
    visits_of = {
        name: len(list(passing.live(world, SINCE + timedelta(days=20))))
        for name, world in (("rich", rich), ("poor", poor))
    }
    assert visits_of["rich"] > 1.2 * visits_of["poor"]


def grow(**more: Any) -> Figures:
    asked = {"people": 60, "shops": 6, "days": 12, "seed": 3, "until": NOON, "progress": lambda done, of: None}
    return growing.grow(**(asked | more))


@pytest.mark.django_db
def test_a_grown_town_is_whole() -> None:
    figures = grow()
    assert Person.objects.filter(is_operator=False).count() == 60
    assert not any(person.has_usable_password() for person in Person.objects.all())
    assert Shop.objects.count() == 6
    assert all(shop.products_count == shop.products.count() for shop in Shop.objects.all())
    assert Community.objects.count() == 3
    assert counters_that_are_off(at=NOON) == []
    assert figures.counts["likes"] == Like.objects.count() > 0
    assert figures.counts["visits"] > 0
    assert 0 < figures.share_of_small() <= 1
    assert 0 < figures.returned(1, until=NOON) < 1
    for circle in Community.objects.all():
        assert list(circle.posts.order_by("posted_at", "pk").values_list("number", flat=True)) == list(
            range(1, circle.last_number + 1)
        )


@pytest.mark.django_db
def test_in_a_grown_town_only_members_write_and_like() -> None:
    grow()
    joined = {(row.person_id, row.community_id): row.joined_at for row in Membership.objects.all()}
    assert all(row.posted_at >= joined[row.author_id, row.community_id] for row in Post.objects.all())
    for reply in Reply.objects.select_related("post"):
        assert reply.posted_at >= joined[reply.author_id, reply.post.community_id]
        assert reply.posted_at >= reply.post.posted_at
    for like in Like.objects.select_related("post", "reply__post"):
        assert like.liked_at >= joined[like.person_id, (like.post or like.reply.post).community_id]
    assert Like.objects.filter(Q(post__author=F("person")) | Q(reply__author=F("person"))).count() == 0
    for model, when in ((Like, "liked_at"), (Mark, "marked_at"), (Membership, "joined_at")):
        assert not model.objects.filter(**{f"{when}__lt": F("person__joined_at")}).exists()
        assert not model.objects.filter(**{f"{when}__gt": NOON}).exists()


@pytest.mark.django_db
def test_the_same_seed_grows_the_same_town() -> None:
    towns = []
    for seed in (3, 3, 4):
        start = transaction.savepoint()
        grow(seed=seed)
        towns.append((acts_of(since=SINCE), list(Product.objects.order_by("pk").values_list("title", "price"))))
        transaction.savepoint_rollback(start)
    assert towns[0] == towns[1] != towns[2]


@pytest.mark.django_db
def test_nobody_wears_or_shows_more_than_they_may() -> None:
    grow(days=40)
    assert not Wear.objects.filter(is_public=True, label__private_by_default=True).exists()
    assert not Wear.objects.filter(position__gt=12).exists()


@pytest.mark.django_db
def test_the_command_says_what_came_of_it_and_refuses_a_town(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(steps, "migrate", lambda: False)
    out = StringIO()
    asked = {"people": 40, "shops": 4, "days": 6, "until": datetime(2026, 9, 1, tzinfo=UTC), "stdout": out}
    call_command("simulate", **asked)
    said = out.getvalue()
    assert "41 people" in said
    assert "visits to shops" in said
    assert "(D7)" in said
    assert not Like.objects.filter(liked_at__gt=asked["until"]).exists()

    with pytest.raises(CommandError, match="already"):
        call_command("simulate", **asked)
    with home.held(tmp_path), pytest.raises(CommandError, match="already open"):
        call_command("simulate", **asked)
    with pytest.raises(CommandError, match="at least 1"):
        call_command("simulate", people=0, stdout=out)
    assert Town.objects.count() == 1


def test_a_day_is_written_as_people_write_it() -> None:
    assert simulate._date("2026-11-01") == datetime(2026, 11, 1, tzinfo=UTC)
