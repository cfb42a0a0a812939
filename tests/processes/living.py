"""A crowd in a few circles and before a few shelves: joining, liking, replying, wanting, wearing, and all of it back."""

import random
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction

from tests.factories import a_circle, a_list, a_person, a_post, a_product, a_shop
from watercress.catalogue.models import Product, Shop
from watercress.community import liking, membership, replying
from watercress.community.models import Community, Membership, Post, Reply
from watercress.kernel.decisions import NotAllowed
from watercress.labels import tagging, wearing
from watercress.labels.models import Label
from watercress.people.models import Person
from watercress.shelves import listing, marking
from watercress.shelves.models import List, Shelf

PEOPLE, CIRCLES, POSTS, GOODS = 24, 3, 3, 3
LABELS = ("tea-house", "mori-girl", "nuts", "handmade")
# Few rows and many hands: that is where counters go wrong.


@transaction.atomic
def ready() -> None:
    people = [a_person() for _ in range(PEOPLE)]
    shop = a_shop(keeper=a_person())
    goods = [a_product(shop=shop) for _ in range(GOODS)]
    for _ in range(CIRCLES):
        circle = a_circle(founder=a_person(), members=tuple(people[::2]))
        for _ in range(POSTS):
            a_post(circle)
    a_list(*goods)


def write(chance: random.Random, *, at: datetime) -> str:
    if chance.random() < 0.15:
        return _label(chance, at)
    circle = Community.objects.get(pk=chance.choice(_circles()))
    person = Person.objects.get(pk=chance.choice(_people()))
    try:
        if chance.random() < 0.2:
            return _shelve(chance, person, at)
        return _act(chance, circle, person, at)
    except NotAllowed:
        # A rule's answer, and not a failure: whoever has left may no longer write, nor does one follow one's own list.
        return "refused"


def _label(chance: random.Random, at: datetime) -> str:
    """In a new order each time: two who take the same rows in opposite orders would wait for each other."""
    some = chance.sample(LABELS, chance.randint(0, len(LABELS)))
    if chance.random() < 0.7:
        person = Person.objects.get(pk=chance.choice(_people()))
        wearing.arrange(person, worn=[(slug, chance.random() < 0.8) for slug in some], by=person, at=at)
        return "wore labels"
    shop, label = Shop.objects.get(), Label.objects.get(slug=chance.choice(LABELS))
    act = tagging.put_on_many if chance.random() < 0.5 else tagging.take_off_many
    act(list(Product.objects.all()), label, shop=shop, by=shop.keepers.get().person, at=at)
    return "tagged goods"


@cache
def _people() -> list[int]:
    """Everyone but the founders, who cannot leave."""
    return list(Person.objects.filter(founded_communities=None).values_list("pk", flat=True))


@cache
def _circles() -> list[int]:
    return list(Community.objects.values_list("pk", flat=True))


def _act(chance: random.Random, circle: Community, person: Person, at: datetime) -> str:
    if not Membership.objects.filter(community=circle, person=person).exists():
        mine = membership.join(circle, person=person, at=at)
        return "joined" if mine.joined_at == at else "was in"
    roll = chance.random()
    if roll < 0.25:
        return "left" if membership.leave(circle, person=person, at=at) else "was gone"
    post = Post.objects.select_related("community").get(community=circle, number=chance.randint(1, POSTS))
    if roll < 0.6:
        return _like(chance, post, person, at)
    written = Reply.objects.filter(post=post, author=person, withdrawn_at=None).last()
    if written and roll < 0.7:
        replying.withdraw(written, author=person, at=at)
        return "took a reply back"
    replying.reply(post, author=person, text=f"Number {chance.random()}", at=at)
    return "replied"


def _like(chance: random.Random, post: Post, person: Person, at: datetime) -> str:
    text: Any = chance.choice([post, post, Reply.objects.filter(post=post, withdrawn_at=None).last() or post])
    if chance.random() < 0.4:
        return "took a like back" if liking.unlike(text, person=person, at=at) else "liked nothing"
    return "liked" if liking.like(text, person=person, at=at) else "liked already"


def _shelve(chance: random.Random, person: Person, at: datetime) -> str:
    if chance.random() < 0.3:
        found = List.objects.get()
        act = chance.choice(
            [lambda: listing.follow(found, person=person, at=at), lambda: listing.unfollow(found, person=person)]
        )
        return "followed or not" if act() else "followed as before"
    product = chance.choice(Product.objects.all())
    if chance.random() < 0.3:
        return "took off a shelf" if marking.unmark(product, person=person, at=at) else "was on no shelf"
    shelf = chance.choice(Shelf.values)
    stars = None if shelf == Shelf.WANT else chance.choice([None, 1, 5])
    marking.mark(product, person=person, shelf=shelf, stars=stars, is_public=chance.random() < 0.8, at=at)
    return "put on a shelf"
