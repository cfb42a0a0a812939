"""From the parts someone sent to a post that may stand, or everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.kernel.decisions import Refused
from watercress.kernel.ids import row_number
from watercress.kernel.models import Picture
from watercress.labels.models import Label

from . import beside
from . import parts as vocabulary
from .models import Community, Post, Section


@dataclass(frozen=True)
class Shown:
    """What a post shows already: it may stay, sold out or hidden meanwhile."""

    products: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Composed:
    title: str
    text: str
    products: tuple[int, ...]
    pictures: tuple[tuple[int, str], ...]
    labels: tuple[int, ...]
    section: Section | None


def compose(community: Community, *, author: Any, parts: Mapping[str, Any]) -> Composed:
    """Read the parts of a new post; raises Refused with every problem at once."""
    return _compose(community, author=author, parts=parts, shown=Shown())


def recompose(post: Post, *, author: Any, parts: Mapping[str, Any]) -> Composed:
    """Read the parts of a changed post; what is not sent stays, and what it shows already may stay."""
    products = list(post.cards.values_list("product", flat=True))
    labels = list(post.carried.values_list("label", flat=True))
    now = {
        "title": post.title,
        "text": post.text,
        "products": products,
        "pictures": list(post.pictures.values_list("picture", "words")),
        "labels": labels,
        "section": post.section_id,
    }
    known = {part.name for part in post.community.format.parts} | {"section"}
    merged = {name: value for name, value in now.items() if name in known} | dict(parts)
    shown = Shown(frozenset(products), frozenset(labels))
    return _compose(post.community, author=author, parts=merged, post=post, shown=shown)


def _compose(
    community: Community, *, author: Any, parts: Mapping[str, Any], shown: Shown, post: Post | None = None
) -> Composed:
    sent = dict(parts)
    section, problem = _section(community, sent.pop("section", None))
    clean, wrong = vocabulary.problems(community.format.parts, sent)
    if problem:
        wrong["section"] = problem
    products, pictures, labels = (clean.get(name, []) for name in ("products", "pictures", "labels"))
    if "products" not in wrong and set(products) - shown.products - _on_the_shelf(products, author):
        wrong["products"] = _("One of these products is no longer here.")
    if "pictures" not in wrong and len(pictures) != Picture.objects.filter(pk__in=_numbers(pictures)).count():
        wrong["pictures"] = _("One of these pictures is no longer here.")
    if "labels" not in wrong and set(labels) - shown.labels - _in_use(labels, author):
        wrong["labels"] = _("There is no such label here.")
    if post and "products" not in wrong:
        for object_to in beside.objections:
            wrong |= object_to(post, products)
    if wrong:
        raise Refused(wrong)
    title, text = clean.get("title", ""), clean.get("text", "")
    return Composed(title, text, tuple(products), tuple(pictures), tuple(labels), section)


def _on_the_shelf(products: Iterable[int], author: Any) -> set[int]:
    found = Product.objects.visible_to(author).on_the_shelf().filter(pk__in=products)
    return set(found.values_list("pk", flat=True))


def _in_use(labels: Iterable[int], author: Any) -> set[int]:
    return set(Label.objects.visible_to(author).filter(pk__in=labels).values_list("pk", flat=True))


def _numbers(pictures: Iterable[tuple[int, str]]) -> list[int]:
    return [number for number, _words in pictures]


def _section(community: Community, sent: Any) -> tuple[Section | None, str | Promise | None]:
    """Read a section, its number, or its number as a form sends it; empty for none."""
    if sent is None or sent == "":
        return None, None
    number = sent.pk if isinstance(sent, Section) else row_number(sent) if isinstance(sent, str) else sent
    found = community.sections.filter(pk=number).first() if type(number) is int else None
    return found, None if found else _("There is no such section here.")
