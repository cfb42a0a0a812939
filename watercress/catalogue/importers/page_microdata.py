"""Microdata in a page (HTML Living Standard, 5), as nodes of the same shape as JSON-LD."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

MOST_NODES = 50_000
MOST_DEEP = 12
MOST_IN_A_TEXT = 100_000
_ADDRESS_IN = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}


def read(root: etree._Element) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each item that is no other's property, with its line."""
    reader = _Reader(root)
    for element in root.iter("*"):
        if "itemscope" in element.attrib and "itemprop" not in element.attrib:
            yield element.sourceline or 1, reader.node(element, 0)


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self._left = MOST_NODES
        self._by_id: dict[str, etree._Element] = {}
        for element in root.iter("*"):
            if name := element.get("id"):
                self._by_id.setdefault(name, element)

    def node(self, element: etree._Element, depth: int) -> dict[str, Any]:
        node: dict[str, Any] = {"@type": element.get("itemtype", "").split()}
        if element.get("itemid"):
            node["@id"] = element.get("itemid").strip()
        for found in self._properties(element):
            value = self._value(found, depth)
            for name in found.get("itemprop", "").split():
                node.setdefault(name.rsplit("/", 1)[-1], []).append(value)
        return node

    def _properties(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield the elements that hold its properties, in the order of the page; then those it refers to by id."""
        named = [self._by_id[name] for name in element.get("itemref", "").split()[:50] if name in self._by_id]
        waiting = [*element.iterchildren("*"), *named][::-1]
        seen = {element}
        while waiting and self._left > 0:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            self._left -= 1
            if "itemprop" in current.attrib:
                yield current
            # By the letter an item referred to keeps its own; pages mean that it lends them, and other readers see it so.
            if "itemscope" not in current.attrib or (current in named and "itemprop" not in current.attrib):
                waiting.extend(reversed(current))

    def _value(self, element: etree._Element, depth: int) -> Any:
        if "itemscope" in element.attrib:
            return self.node(element, depth + 1) if depth < MOST_DEEP else {}
        if "content" in element.attrib:
            return element.get("content")
        if name := _ADDRESS_IN.get(element.tag):
            return element.get(name, "").strip()
        if element.tag in ("data", "meter"):
            return element.get("value", "")
        if element.tag == "time" and "datetime" in element.attrib:
            return element.get("datetime")
        return _text(element)


def _text(element: etree._Element) -> str:
    parts, left = [], MOST_IN_A_TEXT
    for part in element.itertext():
        parts.append(part[:left])
        left -= len(part)
        if left <= 0:
            break
    return "".join(parts).strip()
