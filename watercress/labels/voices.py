"""What others than its shop say about a product's labels: that it should bear one, or should not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from watercress.catalogue.models import Product
from watercress.kernel.decisions import Refused

from . import holding, policies, sayings
from .models import OPEN, Label, Says, Tag, TagVoice
from .tagging import BINDS


def suggest(product: Product, label: Label, *, person: Any, words: str = "", at: datetime) -> TagVoice:
    """
    Say that a product should bear a label; again changes the words.

    Raises Refused if it bears it, or if one's earlier word on it was answered less than 90 days ago.
    """
    return _say(product, label, Says.SUGGEST, person=person, words=words, at=at)


def dispute(product: Product, label: Label, *, person: Any, words: str = "", at: datetime) -> TagVoice:
    """Say that a product should not bear a label it bears, as `suggest` says that it should."""
    return _say(product, label, Says.DISPUTE, person=person, words=words, at=at)


@transaction.atomic
def take_back(product: Product, label: Label, *, person: Any) -> bool:
    """Unsay what nobody has answered yet; False if there is nothing of the kind."""
    holding.hold_shop(product.shop_id)
    deleted, _rows = TagVoice.objects.filter(OPEN, product=product, label=label, person=person).delete()
    return bool(deleted)


@transaction.atomic
def _say(product: Product, label: Label, says: Says, *, person: Any, words: str, at: datetime) -> TagVoice:
    holding.hold_shop(product.shop_id)
    policies.can_speak_up(person, product).require()
    told = sayings.read("words", words, least=0)
    if not Label.objects.visible_to(person).filter(pk=label.pk).exists():
        raise Refused({"label": _("There is no such label here.")})
    bears = Tag.objects.filter(product=product, label=label).exists()
    if bears == (says == Says.SUGGEST):
        raise Refused({"label": _("It bears this label already.") if bears else _("It does not bear this label.")})
    mine = TagVoice.objects.filter(product=product, label=label, person=person)
    if mine.filter(says=says, decision__decided_at__gt=at - BINDS).exists():
        raise Refused({"label": _("You said so before, and it was decided. Look at the reason below.")})
    voice, _is_new = mine.filter(OPEN).update_or_create(
        says=says, defaults={"words": told},
        create_defaults={"product": product, "label": label, "person": person, "says": says, "words": told, "said_at": at},
    )  # fmt: skip
    return voice
