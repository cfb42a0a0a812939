"""From what search returns to what its pages say."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from watercress.community import naming as places
from watercress.labels import naming
from watercress.search.narrowing import Choices
from watercress.search.suggestions import Suggestion
from watercress.web import addresses

from .reading import Question

NARROWING = ("department", "shop", "label", "currency", "least", "most", "available", "circle")
_WRITTEN = {"text": "q", "tab": "in", "least": "from", "most": "to"}
"""How a field stands in the address, where that is not its own name."""


def query(asks: Question) -> str:
    """Return what stands in the address of these hits but the page, ending with &."""
    fields = ("text", "tab", "sort", *NARROWING)
    given = {_WRITTEN.get(name, name): value for name in fields if (value := getattr(asks, name)) and value != "best"}
    return urlencode(given) + "&" if given else ""


def is_narrowed(asks: Question) -> bool:
    return any(getattr(asks, name) for name in NARROWING)


def choices(found: Choices | None) -> dict[str, Any]:
    if found is None:
        return {}
    in_chinese = naming.in_chinese()
    return {
        "departments": [
            {"slug": each.slug, "name": each.zh if in_chinese else each.en, "depth": depth, "n": n}
            for each, depth, n in found.departments
        ],
        "shops": [{"slug": slug, "name": name, "n": n} for slug, name, n in found.shops],
        "labels": [{**naming.named(row), "n": n} for row, n in found.labels],
        "currencies": [{"code": code, "n": n} for code, n in found.currencies],
    }


def suggested(each: Suggestion) -> dict[str, Any]:
    """Return a suggestion as a link with a name, what it is called besides, and its language."""
    row = {"name": each.name, "other": each.other_name, "lang": each.lang, "address": _address(each)}
    if each.tab == "people":
        row |= {"name": each.name or each.slug, "other": f"@{each.slug}" if each.name else ""}
    if each.tab == "circles":
        called = places.named(each.name, each.other_name)
        row |= {"name": called.name, "other": called.other, "lang": called.lang}
    if each.tab == "labels":
        named = naming.named({"slug": each.slug, "en": each.name, "zh": each.other_name})
        row |= {"name": named["name"], "other": named["other_name"]}
    return row


def _address(each: Suggestion) -> str:
    match each.tab:
        case "products":
            return addresses.product(each.number, each.name)
        case "shops":
            return reverse("shop", args=[each.slug])
        case "circles":
            return reverse("community", args=[each.slug])
        case "topics":
            return addresses.post(each.slug, each.inside, each.name)
        case "people":
            return reverse("person", args=[each.slug])
        case _:
            return reverse("label", args=[each.slug])
