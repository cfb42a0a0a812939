"""Any table of products, by a mapping someone made by hand: which column plays which role."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import table
from .records import Feed, FileRefused, Recognition, Rejection, SourceProduct


class Role(NamedTuple):
    """What a column can be to us."""

    key: str
    label: str | Promise
    help: str | Promise = ""
    required: bool = False


_OPTION = gettext_lazy("Such as size or colour; the column's name is the option's.")

ROLES = (
    Role("title", gettext_lazy("Title"), required=True),
    Role(
        "handle",
        gettext_lazy("Handle"),
        gettext_lazy(
            "Any short name that is the product's own; rows that share one are its variants. "
            "Without it the SKU serves, and without that the words of the title."
        ),
    ),
    Role("price", gettext_lazy("Price")),
    Role("compare_at", gettext_lazy("Price before a reduction")),
    Role("currency", gettext_lazy("Currency"), gettext_lazy("Only if the file has a column of codes such as EUR.")),
    Role("description", gettext_lazy("Description")),
    Role("pictures", gettext_lazy("Pictures"), gettext_lazy("Addresses that begin with https://, one or several.")),
    Role("link", gettext_lazy("Address of its page")),
    Role("category", gettext_lazy("Category"), gettext_lazy("Google's number or path, or your own words.")),
    Role("kind", gettext_lazy("Type")),
    Role("vendor", gettext_lazy("Brand or maker")),
    Role("tags", gettext_lazy("Tags"), gettext_lazy("Parted by commas.")),
    Role("sku", gettext_lazy("SKU")),
    Role("availability", gettext_lazy("In stock"), gettext_lazy("A number, or words such as yes or sold out.")),
    Role("option1", gettext_lazy("First option"), _OPTION),
    Role("option2", gettext_lazy("Second option"), _OPTION),
    Role("option3", gettext_lazy("Third option"), _OPTION),
)

_LIKELY = {
    "title": (r"title|name|product name|商品名称|商品名|名称|标题|品名|宝贝标题|产品名称",),
    "price": (r"price|售价|价格|单价|现价|零售价",),
}


def guess(header: Sequence[str]) -> dict[str, str]:
    """Return the mapping the names of the columns suggest, each column in one role at the most."""
    taken: dict[str, str] = {}
    for role, patterns in _LIKELY.items():
        for pattern in patterns:
            found = next((name for name in header if re.search(pattern, name, re.IGNORECASE)), "")
            if found and found not in taken.values():
                taken[role] = found
                break
    return taken


def problems(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Return what is wrong with a mapping, by role; nothing, if the file can be read by it."""
    known = {role.key for role in ROLES}
    wrong = {role: _("There is no such role.") for role in mapping if role not in known}
    for role, column in mapping.items():
        if column and role in known and column not in header:
            wrong[role] = _("The file has no column “%(column)s”.") % {"column": column[:80]}
    for needed in (role.key for role in ROLES if role.required):
        if not mapping.get(needed):
            wrong[needed] = _("Choose the column it is in.")
    return wrong


class MappedCsv:
    """One reading by one mapping; unlike other sources it is made for a file, and never found by itself."""

    key = "mapped"
    label = gettext_lazy("Any table (CSV), its columns mapped by hand")
    is_whole = True

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = {role: column for role, column in mapping.items() if column}

    def recognise(self, feed: Feed) -> Recognition:
        return Recognition(sure=0, missing=tuple(problems(self.mapping, table.header(feed))))

    def check(self, feed: Feed) -> None:
        table.check(feed)

    def advice(self, feed: Feed) -> str:
        return " ".join(problems(self.mapping, table.header(feed)).values())

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        raise FileRefused(_("This is on its way."))
