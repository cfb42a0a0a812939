"""What a founder may write and choose about a community, and what their format offers."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Category
from watercress.kernel import text
from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture

from .format import Audience, Format, Joining
from .models import Community
from .parts import Part, Text, Title

PARTS: tuple[Part, ...] = (
    Title(name="name", most=60, least=1),
    Title(name="other_name", most=60, least=0),
    Title(name="sentence", most=200),
    Text(name="rules", most=5000, least=0),
    Title(name="question", most=200, least=0),
    Title(name="member_name", most=40, least=0),
    Title(name="steward_name", most=40, least=0),
)
CHOICES = ("lang", "readable_by", "joining")
PLAIN = ("category", "crest")
FIELDS = (*(part.name for part in PARTS), *CHOICES, *PLAIN)


def read(format: Format, sent: Mapping[str, Any], *, now: Community | None = None) -> dict[str, Any]:
    """
    Return the columns for what was `sent`, left-out fields as they are `now`.

    Raises Refused with every problem at once: a choice the format does not offer, a question missing where newcomers
    are asked one, or a place that people wrote in for members alone about to be shown to the world.
    """
    given = {name: getattr(now, name) for name in FIELDS} if now else _defaults(format)
    given |= sent
    wrong: dict[str, str | Promise] = {name: _("This cannot be chosen.") for name in given.keys() - set(FIELDS)}
    columns = {part.name: part.clean(given[part.name]) for part in PARTS}
    wrong |= {part.name: why for part in PARTS if (why := part.problem(columns[part.name]))}
    wrong |= _choices(format, given, now)
    if given["joining"] == Joining.ASK and not columns["question"]:
        wrong["question"] = _("Write the question newcomers answer.")
    wrong |= {
        name: _("This cannot be chosen.")
        for name, kind in (("category", Category), ("crest", Picture))
        if given[name] is not None and not isinstance(given[name], kind)
    }
    if wrong:
        raise Refused(wrong)
    columns |= {name: given[name] for name in (*CHOICES, *PLAIN)}
    return columns | {"rules_html": text.render(columns["rules"]) if columns["rules"] else ""}


def _defaults(format: Format) -> dict[str, Any]:
    blank: dict[str, Any] = {part.name: "" for part in PARTS}
    chosen = {"lang": "en", "readable_by": format.readable_by[0], "joining": format.joining[0]}
    return blank | chosen | dict.fromkeys(PLAIN)


def _choices(format: Format, given: dict[str, Any], now: Community | None) -> dict[str, str | Promise]:
    wrong: dict[str, str | Promise] = {}
    offered: dict[str, set[str]] = {
        "lang": {code for code, _name in settings.LANGUAGES},
        "readable_by": set(format.readable_by),
        "joining": set(format.joining),
    }
    for name, values in offered.items():
        if not isinstance(given[name], str) or given[name] not in values:
            wrong[name] = _("This cannot be chosen.")
    # People wrote for the members; nobody, the founder included, may decide otherwise afterwards.
    if now and not now.is_open_to_the_world and given["readable_by"] == Audience.WORLD and now.last_number:
        wrong["readable_by"] = _("What was written for members stays with members. Found an open place instead.")
    return wrong
