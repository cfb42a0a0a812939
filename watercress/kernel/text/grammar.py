"""
Markdown as the town reads it: CommonMark without HTML, headings from h3, pictures as links, names and bare addresses.

A parse is told what to do through its `env`: `people` maps lower-case names to the names that get a link, `spoken_to`
collects every name a text may mean, and `bare` leaves the warnings beside misleading links out.
"""

from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from . import addresses, naming

DEEPEST = 20
"""Quotes in lists in quotes: deeper than this is not written by people."""


class TownMarkdown(MarkdownIt):
    """CommonMark whose links are checked by our rule, and whose bare addresses are found by our finder."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": DEEPEST})
        self.linkify = addresses.AddressFinder()
        self.enable(["linkify", "strikethrough"])
        self.inline.ruler.after("link", "mention", _mention)
        self.core.ruler.push("headings", _lower_headings)
        self.core.ruler.push("pictures", _pictures_as_links)
        self.core.ruler.push("warnings", _mark_links)

    def validateLink(self, url: str) -> bool:  # noqa: N802  markdown-it's name
        return addresses.may_be_linked(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  markdown-it's name
        """Keep an address as it is resolved: a Cyrillic look-alike stays xn--…"""
        return link


def _mention(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@" or state.linkLevel or not naming.begins(state.src, state.pos):
        return False
    names = naming.candidates(state.src, state.pos)
    spoken_to = state.env.get("spoken_to")
    # Silent passes also look inside what becomes a link; whoever is named there is not spoken to.
    if spoken_to is not None and not silent and len(spoken_to) < naming.MOST_NAMES:
        spoken_to.update(names)
    people = state.env.get("people", {})
    written = next((name for name in names if name.lower() in people), None)
    if not written:
        return False
    if not silent:
        name = people[written.lower()]
        state.push("link_open", "a", 1).attrs = {"href": naming.address(name), "class": "mention"}
        state.push("text", "", 0).content = f"@{written}"
        state.push("link_close", "a", -1)
    state.pos += 1 + len(written)
    return True


def _lower_headings(state: StateCore) -> None:
    """A page has its own h1 and h2."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


def _each_line(state: StateCore, rewrite: Callable[[list[Token]], list[Token]]) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = rewrite(token.children)


def _pictures_as_links(state: StateCore) -> None:
    _each_line(state, _without_pictures)


def _without_pictures(tokens: list[Token]) -> list[Token]:
    """Turn `![words](address)` into a link: a reader's browser asks no other host for anything."""
    made: list[Token] = []
    inside = 0
    for token in tokens:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "image":
            made.append(token)
            continue
        url = str(token.attrs.get("src", ""))
        words = Token("text", "", 0, content=token.content or url)
        made += (
            [words]
            if inside
            else [Token("link_open", "a", 1, attrs={"href": url}), words, Token("link_close", "a", -1)]
        )
    return made


def _mark_links(state: StateCore) -> None:
    if not state.env.get("bare"):
        _each_line(state, _with_warnings)


def _with_warnings(tokens: list[Token]) -> list[Token]:
    """Give links that leave the town their `rel`, and show the real host after words that name another."""
    made: list[Token] = []
    words: list[str] = []
    host = ""
    for token in tokens:
        made.append(token)
        if token.type == "link_open":
            words = []
            host = addresses.host_of(str(token.attrs["href"]))
            if host:
                token.attrs["rel"] = addresses.REL
        elif token.type == "link_close":
            if host and addresses.misleads("".join(words), host):
                made += _shown_host(host)
            host = ""
        elif host:
            words.append(token.content)
    return made


def _shown_host(host: str) -> list[Token]:
    return [
        Token("text", "", 0, content=" "),
        Token("span_open", "span", 1, attrs={"class": "host"}),
        Token("text", "", 0, content=f"({host})"),
        Token("span_close", "span", -1),
    ]


MARKDOWN = TownMarkdown()


def parse(source: str, env: dict[str, Any]) -> list[Token]:
    return MARKDOWN.parse(source, env)
