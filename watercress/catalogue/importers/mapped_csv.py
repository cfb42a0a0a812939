"""Any table of products, by a mapping someone made by hand: which column plays which role."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watercress.kernel import ids

from . import sheet, table
from .gathering import Gathering, Piece
from .mapped_roles import OPTIONS, ROLES, guess, problems
from .mapped_rows import Group
from .records import Feed, Recognition, Rejection, SourceProduct

__all__ = ["ROLES", "MappedCsv", "guess", "problems"]

# "Price (₹)", "价格（元）", "Price USD"
_SIGN_IN_NAME = re.compile(r"(?:[(\[（/,]\s*|\s(?=[A-Z]{3}$))([^()\[\]（）/,\s]{1,8})\s*[)\]）]?$")
MOST_IN_A_CELL = 20_000


class MappedCsv(Gathering):
    """One reading by one mapping; unlike other sources it is made for a file, and never found by itself."""

    key = "mapped"
    label = gettext_lazy("Any table (CSV), its columns mapped by hand")

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = {role: column for role, column in mapping.items() if column}

    def recognise(self, feed: Feed) -> Recognition:
        return Recognition(sure=0, missing=tuple(problems(self.mapping, table.header(feed))))

    def check(self, feed: Feed) -> None:
        table.check(feed)
        super().check(feed)

    def advice(self, feed: Feed) -> str:
        """Say of each role what is wrong with its column."""
        labels = {role.key: role.label for role in ROLES}
        wrong = problems(self.mapping, table.header(feed))
        return " ".join(f"{labels.get(role, role[:40])}: {reason}" for role, reason in wrong.items())

    def pieces(self, feed: Feed) -> Iterator[Piece | Rejection]:
        names = table.header(feed)
        columns = {role: names.index(column) for role, column in self.mapping.items()}
        for row, problem in sheet.rows(feed, columns, width=len(names)):
            said = {role: _cut(role, row[role]) for role in columns if row[role]}
            handle = said.get("handle") or said.get("sku") or ids.words(said.get("title", ""), most=200)
            if reason := problem or _why_not(handle):
                yield Rejection(row.line, reason, handle if "\0" not in handle else "")
            else:
                yield Piece(handle, row.line, said)

    def told(self, pieces: list[Piece], feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        names = {role: self.mapping[role] for role in OPTIONS if role in self.mapping}
        sign = _SIGN_IN_NAME.search(self.mapping.get("price", ""))
        return Group(pieces, options=names, sign=sign[1] if sign else "", currency=currency).told()


def _cut(role: str, cell: str) -> str:
    return cell if role == "description" else cell[:MOST_IN_A_CELL]


def _why_not(handle: str) -> str:
    if not handle:
        return _("The row has neither a title nor anything else to know the product by.")
    return _("The handle is longer than 255 characters.") if len(handle) > 255 else ""
