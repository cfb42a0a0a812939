"""Reasons in words: for the line on a card, and for the page that shows every term."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from .scoring import Kind, Term

ORDINALS = (
    *(gettext_noop("1st"), gettext_noop("2nd"), gettext_noop("3rd"), gettext_noop("4th"), gettext_noop("5th")),
    *(gettext_noop("6th"), gettext_noop("7th"), gettext_noop("8th"), gettext_noop("9th"), gettext_noop("10th")),
    *(gettext_noop("11th"), gettext_noop("12th")),
)


def line(term: Term) -> str:
    """Say one reason, in the language of the page: "Tea house, your 2nd label", "12 in A Tea House want it"."""
    match term.kind:
        case Kind.LABEL:
            return _label(term)
        case Kind.OWN:
            return _("a label you wear unseen")
        case Kind.WANTS:
            return _wanted(term)
        case Kind.NEW:
            return _new(term.days)


def _label(term: Term) -> str:
    label, place = term.name or _("a label this town hides"), _(ORDINALS[term.place - 1])
    return _("{label}, your {place} label").format(label=label, place=place)


def _wanted(term: Term) -> str:
    circle = term.name or _("a circle of yours")
    if not term.people:
        return _("a few in {circle} want it").format(circle=circle)
    return _("{n} in {circle} want it").format(n=term.people, circle=circle)


def _new(days: int) -> str:
    if days == 0:
        return _("new in the town today")
    return ngettext("new in the town since yesterday", "new in the town {n} days ago", days).format(n=days)
