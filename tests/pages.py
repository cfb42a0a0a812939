"""What a Jinja2 page says by itself, apart from what it is given: for tests about words and attributes."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django.template import engines
from jinja2 import nodes

from tests.source import PAGES

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
READ_ATTRIBUTES = {"placeholder", "title", "aria-label", "aria-description", "alt", "label"}
UNREAD_TAGS = {"script", "style", "svg", "code"}


def pages() -> Iterator[Path]:
    yield from sorted([*PAGES.rglob("*.html"), *PAGES.rglob("*.txt")])


def parse(page: Path) -> nodes.Template:
    return engines["jinja2"].env.parse(page.read_text())  # type: ignore[attr-defined]


@cache
def blocks_in_attributes() -> set[str]:
    """Blocks that only ever fill a class or the like, such as `class="page {% block width %}wide{% endblock %}"`."""
    return {name for page in pages() for name in re.findall(r'="[^"<>]*{%-?\s*block (\w+)', page.read_text())}


class Markup(HTMLParser):
    """Collects the text and the attributes a reader meets in a page's own markup."""

    def __init__(self, page: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._inside: list[str] = []
        tree = parse(page)
        unread = {id(data) for block in tree.find_all(nodes.Block) if block.name in blocks_in_attributes()
                  for data in block.find_all(nodes.TemplateData)}  # fmt: skip
        self.feed("".join(data.data for data in tree.find_all(nodes.TemplateData) if id(data) not in unread))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD_TAGS:
            self._inside.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def words(text: str) -> bool:
    """True for what is said in some language; an address is not."""
    return any(letter.isalpha() for letter in text) and not re.fullmatch(r"\S*/\S*", text.strip())


def phrases_in_expressions(page: Path) -> Iterator[str]:
    """Literals in `{{ … }}` that read like a text and are not handed to gettext."""
    tree = parse(page)
    said = {
        id(literal)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for literal in call.find_all(nodes.Const)
    }
    for literal in tree.find_all(nodes.Const):
        if isinstance(literal.value, str) and id(literal) not in said and _reads_like_a_text(literal.value):
            yield literal.value


def _reads_like_a_text(value: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", value) or re.fullmatch(r"[A-Z][a-z]+.*[a-z].*", value))
