"""Labels that a shop's own words for a product already name: its tags, its kind, and the parts of its title."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .models import Label

_BREAKS = re.compile(r"[,;/|·–—:()（）、，；：｜]|\s-\s")


class Words:
    """Every label by what it is called in either language and in its address; read once for a whole page."""

    def __init__(self, person: Any) -> None:
        rows = Label.objects.visible_to(person).values("pk", "slug", "en", "zh")
        self._by_word = {_plain(name): row["pk"] for row in rows for name in (row["zh"], row["en"], row["slug"])}

    def named(self, product: Mapping[str, Any], *, borne: Iterable[int], most: int) -> list[int]:
        """Return up to `most` labels that `product`'s tags, kind and title are equal to and that it does not bear."""
        said = [*product["tags"], product["kind"], product["title"], *_BREAKS.split(product["title"])]
        found = (self._by_word.get(_plain(each)) for each in said if isinstance(each, str))
        taken = set(borne)
        return list(dict.fromkeys(label for label in found if label and label not in taken))[:most]


def _plain(word: str) -> str:
    """Reduce a word to what two spellings of it share: "Tea-House", "tea house"."""
    return " ".join(re.findall(r"[^\W_]+", word.casefold()))
