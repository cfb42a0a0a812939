"""What the rows of one handle say in a table mapped by hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from django.utils.translation import gettext as _

from . import amounts, availability, drafts
from .gathering import Piece
from .records import Rejection, SourceProduct, SourceVariant

_COMMAS = str.maketrans("，、；;|", ",,,,,")


class Group:
    """
    The rows of one product.

    options  role → the name of its column, which is the option's name
    sign     what the name of the price's column says of its currency, such as "₹"
    """

    def __init__(self, pieces: Sequence[Piece], *, options: Mapping[str, str], sign: str, currency: str) -> None:
        self.pieces = pieces[: drafts.MOST_ROWS]
        self.options = options
        self.currency = currency
        if sign:
            with suppress(amounts.NotAPrice):
                self.currency = amounts.currency_named(sign, currency)
        self.draft = drafts.Draft(pieces[0].key, pieces[0].line)
        if len(pieces) > drafts.MOST_ROWS:
            self.draft.is_cut(pieces[0].line)

    def told(self) -> Iterator[SourceProduct | Rejection]:
        return self.draft.told(self._product())

    def _product(self) -> SourceProduct | None:
        first = self.pieces[0]
        title = drafts.line_of_words(first.said.get("title", ""))
        if not self.draft.has_title(title, first.line):
            return None
        priced = [each for piece in self.pieces if (each := self._priced(piece))]
        if not priced:
            return None
        words = {role: drafts.line_of_words(first.said.get(role, "")) for role in ("vendor", "kind", "category")}
        return SourceProduct(
            line=first.line,
            handle=self.draft.handle,
            title=title,
            listed=True,
            currency=priced[0].currency,
            description=first.said.get("description", ""),
            vendor=words["vendor"][:120],
            kind=words["kind"][:120],
            category=drafts.filed(words["category"], words["kind"]),
            link=self.draft.link(first.said.get("link", ""), first.line),
            tags=drafts.tags(first.said.get("tags", "").translate(_COMMAS)),
            variants=tuple(self._once(self.draft.choices(priced, title=title))),
            pictures=self.draft.pictures(
                (piece.line, address, "")
                for piece in self.pieces
                for address in drafts.addresses(piece.said.get("pictures", ""))
            ),
        )

    def _once(self, choices: Sequence[drafts.Priced]) -> Iterator[SourceVariant]:
        lines: dict[tuple[tuple[str, str], ...], int] = {}
        for each in choices:
            before = lines.setdefault(tuple(each.variant.options.items()), each.line)
            if before == each.line:
                yield each.variant
            else:
                reason = _("The row offers the same choice as line %(line)d; variants need options that differ.")
                self.draft.reject(each.line, reason % {"line": before})

    def _priced(self, piece: Piece) -> drafts.Priced | None:
        said = piece.said
        try:
            named = amounts.currency_named(said["currency"], self.currency) if said.get("currency") else self.currency
            before = amounts.read(said["compare_at"], named) if said.get("compare_at") else None
            # Where one column is for what is reduced, the others' price stands in the column for before.
            price = amounts.read(said["price"], named) if said.get("price") else before
            available = availability.read(said.get("availability", ""))
        except (amounts.NotAPrice, availability.NotSaid) as problem:
            self.draft.reject(piece.line, problem.reason)
            return None
        now = price.minor if price else None
        compare_at = drafts.reduced_from(before.minor if before else None, now)
        chosen = ((name, drafts.line_of_words(said.get(role, ""))) for role, name in self.options.items())
        variant = SourceVariant(drafts.options(chosen), said.get("sku", "")[:120], now, compare_at, available)
        return drafts.Priced(
            piece.line, drafts.line_of_words(said.get("title", "")), variant, price.currency if price else named
        )
