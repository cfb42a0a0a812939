"""What a text says, besides how it looks: whom it names, where it leads, its first words."""

from collections.abc import Iterator

from markdown_it.token import Token

from . import addresses, grammar, rendering


def _lines(source: str, **env: object) -> list[Token]:
    """Return the inline parts of a text; nothing for one that is not read as Markdown either."""
    source = addresses.UNSEEN.sub("", source)
    if not rendering.is_readable(source):
        return []
    return [token for token in grammar.parse(source, {"bare": True, **env}) if token.type == "inline"]


def mentions(source: str) -> set[str]:
    """
    Return every name an "@" in the text may mean, as written; look them up, then give those that exist to `render`.

    A name in Chinese comes with its beginnings ("@小明你好": 小明你好, 小明你, 小明, 小); some 500 in all.
    """
    spoken_to: set[str] = set()
    _lines(source, spoken_to=spoken_to)
    return spoken_to


def links(source: str) -> list[str]:
    """Return the addresses a text leads to outside and inside the town, each once, in order."""
    found = (
        str(part.attrs["href"]) for line in _lines(source) for part in line.children or [] if part.type == "link_open"
    )
    return list(dict.fromkeys(found))


def plain(source: str, most: int = 200) -> str:
    """Return the first words of a text without its marks, at most `most` characters and an ellipsis."""
    # A beginning is enough, whatever the length; marks and addresses take room that words do not.
    words = " ".join("".join(_words(line)) for line in _lines(source[: most * 10]))
    words = " ".join((words or source[: most * 10]).split())
    if len(words) <= most:
        return words
    cut = words[:most]
    whole, space, _ = cut.rpartition(" ")
    # Latin words stay whole; Chinese has no spaces to cut at.
    return (whole if space and len(whole) > most * 2 // 3 else cut).rstrip(" ,.;:，。；：") + "…"


def _words(line: Token) -> Iterator[str]:
    for part in line.children or []:
        yield " " if part.type in ("softbreak", "hardbreak") else part.content
