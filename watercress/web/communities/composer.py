"""
The form a topic is written with, kept whole between its buttons.

Everything typed, picked and uploaded so far travels in the form itself and in the draft, so that finding a
product, looking at a preview or a refusal loses nothing, with or without JavaScript.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import ngettext

from watercress.catalogue import cards, finding
from watercress.community import drafts
from watercress.community.models import Community, Post
from watercress.kernel import ids, pictures
from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture
from watercress.kernel.text import UNKEEPABLE
from watercress.search import asked as questions
from watercress.search import hits

MOST = 9
"""Pictures taken in for one topic; how many products it may have, and every other limit, is the format's word."""
LONGEST_SEARCH = 200
MOST_FOUND = 6


@dataclass
class Writing:
    """What has been put together so far."""

    title: str = ""
    text: str = ""
    section: str = ""
    products: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    craves: bool = False
    craved: int | None = None
    """Of the products, the one to be talked out of; None for the first."""
    pictures: dict[str, str] = field(default_factory=dict)
    """By key, the words for those who do not see it; in the order they were added."""
    problems: dict[str, Any] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {
            "title": self.title,
            "text": self.text,
            "section": self.section,
            "products": self.products,
            "labels": self.labels,
            "craves": "1" if self.craves else "",
            "craved": str(self.craved or ""),
            "pictures": [[key, words] for key, words in self.pictures.items()],
        }

    def parts(self) -> dict[str, Any]:
        """As the engine takes it; pictures by number, in the order they were added."""
        kept = {picture.key: picture.pk for picture in Picture.objects.filter(key__in=self.pictures)}
        return {
            "title": self.title,
            "text": self.text,
            "section": self.section,
            "products": self.products,
            "labels": self.labels,
            "pictures": [(kept[key], words) for key, words in self.pictures.items() if key in kept],
        }


def typed(request: HttpRequest, allowed_pictures: set[str]) -> Writing:
    """Read the form as it was sent, whatever button was pressed. Only the writer's own pictures may be named."""
    sent = request.POST
    keys = [key for key in sent.getlist("pictures")[:50] if key in allowed_pictures]
    return Writing(
        title=sent.get("title", ""),
        text=sent.get("text", ""),
        section=sent.get("section", ""),
        products=_numbers(sent.getlist("products")),
        # What stands chosen in the list of all labels counts too, whether or not it was added first.
        labels=_numbers([*sent.getlist("labels"), sent.get("label", "")]),
        craves=sent.get("craves") == "1",
        craved=ids.row_number(sent.get("craved", "")),
        pictures={key: sent.get(f"words-{key}", "") for key in keys},
    )


def _numbers(sent: list[str]) -> list[int]:
    numbers = (ids.row_number(value) for value in sent[:50])
    return list(dict.fromkeys(number for number in numbers if number))


def drafted(community: Community, person: Any) -> Writing | None:
    draft = drafts.read(community, person=person)
    if draft is None:
        return None
    kept = draft.fields
    return Writing(
        title=str(kept.get("title", "")),
        text=str(kept.get("text", "")),
        section=str(kept.get("section", "")),
        products=[number for number in kept.get("products", []) if isinstance(number, int)],
        labels=[number for number in kept.get("labels", []) if isinstance(number, int)],
        craves=bool(kept.get("craves")),
        craved=ids.row_number(str(kept.get("craved", ""))),
        pictures=dict(kept.get("pictures", [])),
    )


def published(post: Post) -> Writing:
    return Writing(
        title=post.title,
        text=post.text,
        section=str(post.section_id or ""),
        products=list(post.cards.values_list("product", flat=True)),
        labels=list(post.carried.values_list("label", flat=True)),
        pictures=dict(post.pictures.values_list("picture__key", "words")),
    )


def begin_with(writing: Writing, product: str, *, craves: bool) -> None:
    """Add the product an address names to what was typed, and what is wanted with it; raises BadRequest for none."""
    number = ids.row_number(product)
    if number is None:
        raise BadRequest("product")
    press(writing, f"add-{number}")
    if craves:
        writing.craves, writing.craved = True, number


def take_files(writing: Writing, files: list[UploadedFile], *, at: datetime) -> None:
    """Keep what was uploaded at once, since a browser cannot send it twice; name what could not be kept."""
    room = max(0, MOST - len(writing.pictures))
    if over := len(files) - room if len(files) > room else 0:
        said = ngettext(
            "At most {most} pictures; {n} was left out.", "At most {most} pictures; {n} were left out.", over
        )
        writing.problems["pictures"] = said.format(most=MOST, n=over)
    for file in files[:room]:
        try:
            writing.pictures[pictures.keep(file, at=at, public=False).key] = ""
        except Refused as refused:
            writing.problems["pictures"] = f"{file.name}: {' '.join(map(str, refused.problems.values()))}"


def press(writing: Writing, button: str) -> None:
    """Do what the small buttons of the form say: add or drop a product, drop a picture."""
    if found := re.fullmatch(r"add-([1-9][0-9]{0,17})", button):
        number = int(found[1])
        if number not in writing.products:
            writing.products.append(number)
    elif found := re.fullmatch(r"drop-([1-9][0-9]{0,17})", button):
        writing.products = [number for number in writing.products if number != int(found[1])]
        if writing.craved not in writing.products:
            writing.craved = None
    elif found := re.fullmatch(r"drop-picture-([\w-]{8,40})", button):
        writing.pictures.pop(found[1], None)


def refuse(writing: Writing, refused: Refused) -> None:
    writing.problems.update(refused.problems)


def search(words: str, person: Any) -> list[dict[str, Any]]:
    """Find products by their words, or by their address here or at their shop."""
    wanted = UNKEEPABLE.sub("", words).strip()[:LONGEST_SEARCH]
    if not wanted or finding.is_link(wanted):
        return finding.find(wanted, person=person, most=MOST_FOUND) if wanted else []
    asked = questions.read(wanted, unfinished=True)
    best = hits.in_order("products", hits.products(asked, person=person), asked)
    # What came a moment ago may not have been read for search yet.
    return cards.rows(best[:MOST_FOUND]) or finding.find(wanted, person=person, most=MOST_FOUND)
