"""A town as the model sees it: read once from the database, in the order its rows came into being."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from watercress.catalogue.models import Keeper, Product
from watercress.community.format import Audience, Joining
from watercress.community.models import Ban, Community, JoinRequest, Like, Membership, Post, PostProduct, Reply
from watercress.community.models.posts import STANDING
from watercress.labels.models import Tag, Wear
from watercress.people.models import Person
from watercress.shelves.models import List, ListEntry, ListFollow, Mark

from .model import temper
from .model.world import Good, Remark, Resident, ShownList, Site, Topic, World

NOBODY = 0


def world(*, seed: int, began: datetime, people_talk: bool = False) -> World:
    """
    Return the town with all its ties; what people are like follows from what they wore when the simulation `began`.

    Accounts with a password are somebody's own and left alone.
    """
    goods = _goods()
    sites = _sites()
    topics = _topics(sites, goods)
    residents = _residents()
    found = World(
        seed=seed,
        goods=list(goods.values()),
        sites=list(sites.values()),
        residents=list(residents.values()),
        lists=_lists(goods),
        ahead=list(topics.values()),
        people_talk=people_talk,
    )
    later = _dress(residents, began)
    temper.give_all(found)
    for who, label in later:
        who.worn.append(label)
    _tie(residents, sites, topics, goods, found.lists)
    return found


def _goods() -> dict[int, Good]:
    labels: defaultdict[int, list[int]] = defaultdict(list)
    for product, label in Tag.objects.order_by("product", "position").values_list("product", "label"):
        labels[product].append(label)
    marks = Counter(Mark.objects.values_list("product", flat=True))
    rows = Product.objects.on_the_shelf().order_by("pk")
    fields = rows.values_list("pk", "shop", "first_listed_at", "added_at", "lang", "shop__small_since")
    return {
        pk: Good(pk, shop, tuple(labels[pk]), listed or added, lang, small is not None, marks[pk])
        for pk, shop, listed, added, lang, small in fields.iterator()
    }


def _sites() -> dict[int, Site]:
    # Whom nobody may read is looked at by its members alone; what is closed gets no new ties.
    rows = Community.objects.filter(archived_at=None).order_by("pk")
    found = {
        row.pk: Site(row.pk, row.founded_at, row.joining == Joining.OPEN, row.readable_by == Audience.WORLD)
        for row in rows
    }
    shut_out = [*Ban.objects.filter(lifted_at=None).values_list("community", "person")]
    shut_out += JoinRequest.objects.filter(decided_at=None).values_list("community", "person")
    for community, person in shut_out:
        if community in found:
            found[community].closed_to.add(person)
    return found


def _topics(sites: dict[int, Site], goods: dict[int, Good]) -> dict[int, Topic]:
    shown: defaultdict[int, list[Good]] = defaultdict(list)
    for post, product in PostProduct.objects.order_by("post", "position").values_list("post", "product"):
        if product in goods:
            shown[post].append(goods[product])
    rows = Post.objects.filter(STANDING, community__in=sites).order_by("pk")
    topics = {
        pk: Topic(pk, sites[community], author or NOBODY, at, tuple(shown[pk]))
        for pk, community, author, at in rows.values_list("pk", "community", "author", "posted_at")
    }
    for pk, post, author, at in _replies().values_list("pk", "post", "author", "posted_at").iterator():
        if post in topics:
            topics[post].replies.append(Remark(pk, author or NOBODY, at))
    return topics


def _replies() -> QuerySet[Reply]:
    return Reply.objects.filter(STANDING).order_by("pk")


def _residents() -> dict[int, Resident]:
    keeps: defaultdict[int, set[int]] = defaultdict(set)
    for person, shop in Keeper.objects.values_list("person", "shop"):
        keeps[person].add(shop)
    unusable = Q(password__startswith="!")  # noqa: S106  (what Django writes for none)
    rows = Person.objects.filter(unusable, is_active=True, is_operator=False).order_by("pk")
    return {
        pk: Resident(pk, number, joined, keeps=frozenset(keeps[pk]))
        for number, (pk, joined) in enumerate(rows.values_list("pk", "joined_at"), start=1)
    }


def _dress(residents: dict[int, Resident], began: datetime) -> list[tuple[Resident, int]]:
    """Give people what they wore from the start, and return what they put on since."""
    later = []
    for person, label, since in Wear.objects.order_by("person", "position").values_list("person", "label", "since"):
        if who := residents.get(person):
            if since <= max(began, who.joined_at):
                who.worn.append(label)
            else:
                later.append((who, label))
    return later


def _lists(goods: dict[int, Good]) -> list[ShownList]:
    entries: defaultdict[int, list[Good]] = defaultdict(list)
    for found, product in ListEntry.objects.order_by("list", "position").values_list("list", "product"):
        if product in goods:
            entries[found].append(goods[product])
    rows = List.objects.filter(is_public=True, owner__is_active=True).order_by("pk")
    return [
        ShownList(pk, owner, made, tuple(entries[pk])) for pk, owner, made in rows.values_list("pk", "owner", "made_at")
    ]


def _tie(
    residents: dict[int, Resident],
    sites: dict[int, Site],
    topics: dict[int, Topic],
    goods: dict[int, Good],
    lists: Iterable[ShownList],
) -> None:
    """Give people the ties they have, in the order they came about."""
    followed = {each.id: each for each in lists}
    remarks = {remark.id: remark for topic in topics.values() for remark in topic.replies}
    for who, site, since in _pairs(Membership, residents, "community", "joined_at"):
        if site in sites:
            who.sites[sites[site]] = since
    for who, post, reply in _pairs(Like, residents, "post", "reply"):
        if text := topics.get(post) or remarks.get(reply):
            who.liked.add(text)
    for who, product, shelf, said in _pairs(Mark, residents, "product", "shelf", "said_at"):
        if product in goods:
            who.shelf[goods[product]] = shelf
            if said:
                who.said.add(goods[product])
    for who, found in _pairs(ListFollow, residents, "list"):
        if found in followed:
            who.follows.add(followed[found])


def _pairs(model: Any, residents: dict[int, Resident], *names: str) -> Iterable[tuple[Any, ...]]:
    for person, *rest in model.objects.order_by("pk").values_list("person", *names).iterator():
        if who := residents.get(person):
            yield (who, *rest)
