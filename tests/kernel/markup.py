"""What an HTML parser finds in a fragment, for tests that must prove what is not there."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "img",
    "form",
    "input",
    "link",
    "meta",
    "base",
}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "cite", "srcset"}


class Found(HTMLParser):
    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes]


def dangers(fragment: str) -> list[str]:
    """Return everything in a fragment that could run, restyle the page, or lead to another scheme than http(s)."""
    wrong = []
    for tag, attributes in Found(fragment).tags:
        if tag in FORBIDDEN:
            wrong.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in {"style", "id", "name", "srcdoc"}:
                wrong.append(f"{name}={value}")
            # What a browser drops before it looks at the scheme.
            bare = "".join(c for c in value if c > " ")
            if name in ADDRESSES and urlsplit(bare).scheme not in ("", "http", "https"):
                wrong.append(f"{name}={value}")
            if name in ADDRESSES and bare.startswith(("//", "/\\", "\\")):
                wrong.append(f"{name}={value}")
    return wrong
