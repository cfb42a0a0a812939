"""Goods of small shops that someone might like, each with every reason there is. In few queries, however large the town."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from watercress.catalogue import cards
from watercress.catalogue.models import Keeper, Product
from watercress.community.models import Community, Membership
from watercress.community.naming import named
from watercress.kernel import town
from watercress.kernel.few import A_FEW
from watercress.labels.models import Tag
from watercress.shelves.models import Mark, Shelf

from .scoring import PARAMETERS, Candidate, Kind, Term, label_points, new_points, wants_points
from .worn import Worn

OF_EACH_LABEL = 40
NEWEST = 40
WANTED = 100
MEMBERS_ASKED = 100
"""The newest members of one's circles: what they want comes into question. How many want it is then asked of all."""
CIRCLES = 40


@dataclass(frozen=True)
class Gathered:
    candidates: list[Candidate]
    cards: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What a card shows of each, by product."""


@dataclass(frozen=True)
class Circle:
    id: int
    name: str
    members: int


def circles_of(person: Any) -> list[Circle]:
    """Return the places someone is in, those joined last first: one query, or none for a visitor."""
    if not person.is_authenticated:
        return []
    joined = Community.objects.joined_by(person).order_by("-memberships__joined_at", "-id")
    rows = joined.values_list("id", "name", "other_name", "members_count")[:CIRCLES]
    return [Circle(number, named(name, other).name, members) for number, name, other, members in rows]


def gather(person: Any, worn: Sequence[Worn], circles: Sequence[Circle], *, at: datetime) -> Gathered:
    """Return what comes into question for `person` with all its terms: two queries, and one more with circles."""
    rows = _facts(person, worn, circles, at)
    matches: dict[int, set[int]] = {}
    for row in rows:
        matches.setdefault(row["id"], set()).add(row["label_id"])
    found = {row["id"]: row for row in rows}
    wants = _wants(person, [number for number, row in found.items() if row["wants_count"]], circles)
    today = town.at_home(at).date()
    candidates = [
        Candidate(number, row["shop_id"], _terms(row, matches[number], worn, wants.get(number), today))
        for number, row in found.items()
    ]
    return Gathered(candidates, found)


def _terms(
    row: dict[str, Any], matches: set[int], worn: Sequence[Worn], wanted: Term | None, today: date
) -> tuple[Term, ...]:
    terms = [_label_term(label) for label in worn if label.id in matches]
    if wanted:
        terms.append(wanted)
    days = (today - town.at_home(row["since"]).date()).days
    if points := new_points(max(0, days)):
        terms.append(Term(Kind.NEW, points, days=max(0, days)))
    return tuple(terms)


def _label_term(worn: Worn) -> Term:
    return Term(
        Kind.LABEL,
        label_points(worn.place, goods=worn.goods, town=worn.town),
        of=worn.slug,
        name=worn.name,
        place=worn.place,
        goods=worn.goods,
        is_private=worn.is_private,
    )


def _suggestible(person: Any, *, product: str = "") -> list[Any]:
    """
    What makes goods worth suggesting: on the shelf of a small shop that `person` does not keep, and not marked by them.

    As conditions on rows of goods, or on rows whose `product` is named, so that each look-up stops at its first few.
    """
    of = f"{product}__" if product else ""
    shelved = Q((f"{of}listed", True), (f"{of}retired_at", None), (f"{of}shop__small_since__isnull", False))
    if not person.is_authenticated:
        return [shelved]
    marked = Mark.objects.filter(person=person, product=OuterRef(product or "pk"))
    kept = Keeper.objects.filter(person=person, shop=OuterRef(f"{of}shop"))
    return [shelved, ~Exists(marked), ~Exists(kept)]


def _facts(person: Any, worn: Sequence[Worn], circles: Sequence[Circle], at: datetime) -> list[dict[str, Any]]:
    """Read what cards and terms need; a product comes once for each of the labels it bears among those worn."""
    # Never an empty list: Django would take the whole query for one that finds nothing.
    labels = [label.id for label in worn] or [0]
    bears = FilteredRelation("label_tags", condition=Q(label_tags__label__in=labels))
    goods = (
        Product.objects.visible_to(person)
        .filter(pk__in=_come_into_question(person, worn, circles, at))
        .annotate(bears=bears)
    )
    rows: Any = goods.values(
        *cards.COLUMNS,
        since=Coalesce("first_listed_at", "added_at"),
        label_id=F("bears__label"),
        **cards.of_the_shop("shop__"),
        picture_key=F("picture__key"),
    )
    return list(rows)


def _come_into_question(person: Any, worn: Sequence[Worn], circles: Sequence[Circle], at: datetime) -> QuerySet[Any]:
    """Return numbers of products, the newest from each side, so that no label many goods bear crowds out the rest."""
    theirs = _suggestible(person, product="product")
    # Each arm picks its few by an index of its own; a limit must stand one level down to be allowed in a union.
    arms: list[QuerySet[Any]] = [_newest(person, at)]
    tagged = Tag.objects.filter(*theirs).order_by("-product").values("pk")
    for label in worn:
        few = tagged.filter(label=label.id)[:OF_EACH_LABEL]
        arms.append(Tag.objects.filter(pk__in=few).order_by().values_list("product_id"))
    if circles:
        last = _wants_of_members(person, circles).filter(*theirs).order_by("-marked_at").values("pk")[:WANTED]
        arms.append(Mark.objects.filter(pk__in=last).order_by().values_list("product_id"))
    return arms[0].union(*arms[1:])


def _newest(person: Any, at: datetime) -> QuerySet[Any]:
    since = at - timedelta(days=PARAMETERS.new_for)
    few = Product.objects.filter(*_suggestible(person), added_at__gt=since).order_by("-added_at", "-id")
    return Product.objects.filter(pk__in=few.values("pk")[:NEWEST]).order_by().values_list("pk")


def _wants_of_members(person: Any, circles: Sequence[Circle]) -> QuerySet[Mark]:
    members = Membership.objects.filter(community__in=[circle.id for circle in circles]).exclude(person=person)
    asked = members.order_by("-joined_at", "-id").values("person")[:MEMBERS_ASKED]
    return _public_wants(person).filter(person__in=asked)


def _public_wants(person: Any) -> QuerySet[Mark]:
    """What others, who are still here, want for all to see."""
    wants = Mark.objects.visible_to(person).filter(shelf=Shelf.WANT, person__is_active=True)
    return wants.exclude(person=person)


def _wants(person: Any, products: Sequence[int], circles: Sequence[Circle]) -> dict[int, Term]:
    """Count who wants these in each circle, and return for each product the term of the circle with most."""
    if not products or not circles:
        return {}
    names = {circle.id: circle.name for circle in circles}
    wants = _public_wants(person).filter(product__in=products).order_by()
    # The sum keeps SQLite from beginning with all who are in these circles, and all they ever wanted.
    wants = wants.annotate(circle=F("person__memberships__community") + 0).filter(circle__in=list(names))
    counted = wants.values_list("product", "circle").annotate(n=Count("pk"))
    most: dict[int, tuple[int, int]] = {}
    for product, circle, people in counted:
        most[product] = max(most.get(product, (0, 0)), (people, -circle))
    return {product: _wants_term(people, -circle, names) for product, (people, circle) in most.items()}


def _wants_term(people: int, circle: int, names: dict[int, str]) -> Term:
    told = people if people >= A_FEW else 0
    return Term(Kind.WANTS, wants_points(told), of=str(circle), name=names[circle], people=told)
