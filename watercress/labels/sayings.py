"""A line or two that someone writes beside a press of a button."""

from django.utils.translation import gettext as _

from watercress.kernel.decisions import Refused
from watercress.kernel.text import UNKEEPABLE

from .models import MOST_WORDS


def read(name: str, sent: str, *, least: int) -> str:
    """Return what was sent in one line; raises Refused, naming the field, for too little, too much or what cannot be kept."""
    words = " ".join(sent.split())
    if UNKEEPABLE.search(words):
        raise Refused({name: _("This text holds a character that cannot be kept.")})
    if len(words) < least:
        raise Refused({name: _("Write something here.")})
    if len(words) > MOST_WORDS:
        raise Refused({name: _("At most {n} characters; this has {has}.").format(n=MOST_WORDS, has=len(words))})
    return words
