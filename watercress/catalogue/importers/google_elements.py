"""The items of a feed as the XML parser tells of them: no tree is built, and only what belongs to an item is kept."""

from django.utils.translation import gettext as _

from . import google_products
from .gathering import Piece
from .records import FileRefused, Rejection

ITEMS = frozenset({"item", "entry"})
MOST_DEEP = 100
MOST_IN_A_TEXT = 1024 * 1024
MOST_IN_A_VALUE = 10_000
MOST_OF_ONE = 50
_ATOM = {"summary": "description", "content": "description"}


class Elements:
    """A target for lxml's parser; `line` is set by who feeds it, and `taken` are the items that have ended since."""

    def __init__(self) -> None:
        self.line = 1
        self._depth = 0
        self._item: _Item | None = None
        self._item_at = 0
        self._ended: list[Piece | Rejection] = []

    def taken(self) -> list[Piece | Rejection]:
        ended, self._ended = self._ended, []
        return ended

    def doctype(self, *names: str | None) -> None:
        raise FileRefused(
            _(
                "The file declares a document type (<!DOCTYPE …>). A feed needs none, and it may hide harm: leave it out."
            )
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise FileRefused(
                _("Line %(line)d: elements stand more than %(most)d deep in each other.")
                % {"line": self.line, "most": MOST_DEEP}
            )
        space, _brace, name = tag.rpartition("}")
        if self._item is None:
            if name in ITEMS:
                self._item, self._item_at = _Item(self.line), self._depth
        elif self._depth == self._item_at + 1:
            self._item.begin(name[:50], is_googles="base.google.com/" in space, attributes=attributes)

    def data(self, text: str) -> None:
        if self._item:
            self._item.add(text)

    def end(self, tag: str) -> None:
        if self._item and self._depth == self._item_at + 1:
            self._item.finish()
        elif self._item and self._depth == self._item_at:
            self._ended.append(self._item.told())
            self._item = None
        self._depth -= 1

    def close(self) -> None:
        """lxml asks for it; there is nothing to hand over."""


class _Item:
    """What one item says, by attribute; what stands in Google's namespace goes before what does not."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._plain: dict[str, list[str]] = {}
        self._googles: dict[str, list[str]] = {}
        self._said = self._plain
        self._name = ""
        self._text: list[str] = []
        self._size = 0
        self._too_long = ""

    def begin(self, name: str, *, is_googles: bool, attributes: dict[str, str]) -> None:
        name = google_products.attribute(name)
        name = name if is_googles else _ATOM.get(name, name)
        self._name = name if name in google_products.NAMES else ""
        self._said = self._googles if is_googles else self._plain
        self._text, self._size = [], 0
        if name == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
            self.add(attributes["href"])

    def add(self, text: str) -> None:
        if not self._name:
            return
        self._size += len(text)
        if self._size > (MOST_IN_A_TEXT if self._name == "description" else MOST_IN_A_VALUE):
            self._too_long = self._name
        else:
            self._text.append(text)

    def finish(self) -> None:
        values = self._said.setdefault(self._name, [])
        if (value := "".join(self._text).strip()) and self._name and len(values) < MOST_OF_ONE:
            values.append(value)
        self._name, self._text = "", []

    def told(self) -> Piece | Rejection:
        said = {name: values for name, values in self._plain.items() if values}
        said |= {name: values for name, values in self._googles.items() if values}
        item = google_products.piece(self.line, said)
        if self._too_long:
            handle = item.key if isinstance(item, Piece) else item.handle
            return Rejection(self.line, _("The item's %(name)s is far too long.") % {"name": self._too_long}, handle)
        return item
