"""The departments as people walk through them: what is above and below each, and how many goods stand there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils import translation

from watercress.catalogue.models import Category, Product


@dataclass(eq=False)
class Branch:
    """A department with its own place in the tree."""

    id: int
    slug: str
    name: str
    parent: "Branch | None" = None
    children: list["Branch"] = field(default_factory=list)
    goods: int = 0
    """Here and in all that are below."""

    @property
    def path(self) -> list["Branch"]:
        """From the top to this one."""
        return [*(self.parent.path if self.parent else []), self]

    @property
    def below(self) -> list["Branch"]:
        """All that branches off it, each before what branches off that."""
        return [branch for child in self.children for branch in (child, *child.below)]

    @property
    def numbers(self) -> list[int]:
        """Its own number and those of all below: what is filed under any of them is found here."""
        return [self.id, *(branch.id for branch in self.below)]


def tree() -> dict[int, Branch]:
    """Return every department by its number, in order, parents before their children: one query for the lot."""
    name = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    branches: dict[int, Branch] = {}
    for number, slug, words, above in Category.objects.values_list("pk", "slug", name, "parent").order_by("ord", "pk"):
        branch = branches[number] = Branch(number, slug, words, branches.get(above) if above else None)
        if branch.parent:
            branch.parent.children.append(branch)
    return branches


def count(branches: dict[int, Branch], found: Iterable[tuple[int | None, int]]) -> None:
    """Add how many goods each department has of its own to it and to all above."""
    for number, goods in found:
        branch = branches.get(number) if number else None
        while branch:
            branch.goods += goods
            branch = branch.parent


def with_goods(*, person: Any) -> dict[int, Branch]:
    """Return every department with how many goods `person` finds on its shelf: two queries."""
    branches = tree()
    shelf = Product.objects.visible_to(person).on_the_shelf()
    count(branches, shelf.order_by().values_list("category").annotate(goods=Count("pk")))
    return branches
