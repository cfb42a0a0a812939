"""Plain functions that make one valid thing each. Every argument may be left out."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db.models import F

from watercress.catalogue import tallies
from watercress.catalogue.models import Keeper, Product, Shop
from watercress.community.features.cravings.models import Argument, Craving
from watercress.community.format import Audience, Joining
from watercress.community.models import Community, Membership, Post, PostProduct, Reply, Section
from watercress.kernel.models import Picture
from watercress.labels.models import Label, Tag, Wear
from watercress.people.models import Person
from watercress.shelves.models import List, ListEntry, Mark

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
_numbers = count(1)


def a_person(username: str | None = None, *, password: str | None = None, **columns: Any) -> Person:
    person = Person(username=username or f"person-{next(_numbers)}", joined_at=NOON, **columns)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def a_shop(name: str | None = None, *, keeper: Person | None = None, **columns: Any) -> Shop:
    number = next(_numbers)
    shop = Shop.objects.create(
        **{"slug": f"shop-{number}", "name": name or f"Shop {number}", "currency": "CNY", "opened_at": NOON, **columns}
    )
    if keeper:
        Keeper.objects.create(shop=shop, person=keeper, since=NOON)
    return shop


def a_product(*, shop: Shop | None = None, **columns: Any) -> Product:
    number = next(_numbers)
    shop = shop or a_shop()
    given = {
        "handle": f"thing-{number}",
        "title": f"Thing {number}",
        "currency": shop.currency,
        "price": 16800,
        "price_most": 16800,
        "first_listed_at": NOON,
        "added_at": NOON,
        "changed_at": NOON,
        "read_at": NOON,
    }
    return Product.objects.create(shop=shop, **{**given, **columns})


def a_circle(*, founder: Person | None = None, members: tuple[Person, ...] = (), **columns: Any) -> Community:
    """A circle with its founder and `members` in it; joined by answering when it has a question."""
    number = next(_numbers)
    founder = founder or a_person()
    given = {
        "slug": f"circle-{number}",
        "format_key": "circle",
        "name": f"Circle {number}",
        "sentence": "A sentence about it.",
        "founder": founder,
        "readable_by": Audience.WORLD,
        "joining": Joining.ASK if columns.get("question") else Joining.OPEN,
        "founded_at": NOON,
        "members_count": 1 + len(members),
    }
    circle = Community.objects.create(**{**given, **columns})
    for person in (founder, *members):
        Membership.objects.create(community=circle, person=person, joined_at=NOON, is_steward=person == founder)
    return circle


def a_post(circle: Community, *, author: Person | None = None, **columns: Any) -> Post:
    circle.last_number += 1
    circle.posts_count += 1
    circle.save(update_fields=["last_number", "posts_count"])
    given = {"title": "A title", "text": "Words.", "html": "<p>Words.</p>", "posted_at": NOON, "bumped_at": NOON}
    author = author or circle.founder
    return Post.objects.create(community=circle, number=circle.last_number, author=author, **{**given, **columns})


def a_reply(post: Post, *, author: Person | None = None, **columns: Any) -> Reply:
    Post.objects.filter(pk=post.pk).update(replies_count=F("replies_count") + 1, last_reply_at=NOON)
    given = {"text": "An answer.", "html": "<p>An answer.</p>", "posted_at": NOON}
    return Reply.objects.create(post=post, author=author or post.author, **{**given, **columns})


def a_picture(**columns: Any) -> Picture:
    number = next(_numbers)
    given = {"key": f"picture-{number}", "width": 40, "height": 30, "bytes": 900, "source_sha256": "", "kept_at": NOON}
    return Picture.objects.create(**{**given, **columns})


def a_section(circle: Community, name: str = "Hauls", position: int = 0) -> Section:
    return Section.objects.create(community=circle, name=name, position=position)


def shown_in(post: Post, *products: Product) -> None:
    """Put cards of `products` under a post."""
    PostProduct.objects.bulk_create(
        PostProduct(post=post, product=product, position=place) for place, product in enumerate(products)
    )


def a_label(slug: str = "tea-house") -> Label:
    """One of the 240, which every town has."""
    return Label.objects.get(slug=slug)


def a_wear(person: Person, slug: str, **columns: Any) -> Wear:
    """`person` wears a label, after those they wear already."""
    label = a_label(slug)
    given = {"position": person.wears.count() + 1, "is_public": not label.private_by_default, "since": NOON}
    wear = Wear.objects.create(person=person, label=label, **{**given, **columns})
    Label.objects.filter(pk=label.pk).update(wearers_count=F("wearers_count") + int(wear.is_public))
    return wear


def a_tag(product: Product, *slugs: str) -> None:
    """`product` bears these labels, after those it bears already."""
    for slug in slugs:
        label, place = a_label(slug), product.label_tags.count() + 1
        Tag.objects.create(product=product, label=label, position=place, tagged_at=NOON)
        Label.objects.filter(pk=label.pk).update(goods_count=F("goods_count") + 1)


def a_mark(product: Product, *, person: Person | None = None, shelf: str = "want", **columns: Any) -> Mark:
    """A product on someone's shelf, counted as the action counts it."""
    said = any(columns.get(name) for name in ("stars", "words", "why_left", "picture"))
    given = {"shelf": shelf, "marked_at": NOON, "changed_at": NOON, "said_at": NOON if said else None}
    mark = Mark.objects.create(product=product, person=person or a_person(), **{**given, **columns})
    if mark.is_public and not mark.held_at:
        stars = {"stars_count": 1, "stars_sum": mark.stars} if mark.stars else {}
        tallies.tally(product.pk, **{f"{shelf}s_count": 1}, **stars)
    return mark


def a_list(*products: Product, owner: Person | None = None, **columns: Any) -> List:
    given = {"title": "A list", "made_at": NOON, "changed_at": NOON, "entries_count": len(products)}
    found = List.objects.create(owner=owner or a_person(), **{**given, **columns})
    for place, product in enumerate(products, start=1):
        ListEntry.objects.create(list=found, product=product, position=place, added_at=NOON)
    return found


def a_craving(
    product: Product | None = None, *, post: Post | None = None, circle: Community | None = None, **columns: Any
) -> Craving:
    """A topic that asks to be talked out of `product`, decided if a verdict is given."""
    post = post or a_post(circle or a_circle())
    product = product or a_product()
    shown_in(post, product)
    decided = {"decided_at": NOON} if columns.get("verdict") else {}
    return Craving.objects.create(post=post, person=post.author, product=product, **{**decided, **columns})


def an_argument(craving: Craving, leans: str, *, author: Person | None = None, **columns: Any) -> Argument:
    """A reply that leans to one side."""
    reply = a_reply(craving.post, author=author or a_person(), **columns)
    return Argument.objects.create(reply=reply, craving=craving, person=reply.author, leans=leans)
