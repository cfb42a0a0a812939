"""Not hearing from someone any more."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watercress.kernel.decisions import YES, Decision, no

from .models import Block, Person


def can_block(person: Any, other: Person) -> Decision:
    if not person.is_authenticated:
        return no("signed-out", _("Sign in to block someone."))
    if not person.is_active:
        return no("suspended", _("Your account is suspended."))
    if person.pk == other.pk:
        return no("oneself", _("You cannot block yourself."))
    return YES


def block(other: Person, *, by: Person, at: datetime) -> Block:
    """From now on `other` neither replies to `by` nor mentions them. Twice is once."""
    can_block(by, other).require()
    return Block.objects.get_or_create(blocker=by, blocked=other, defaults={"blocked_at": at})[0]


def unblock(other: Person, *, by: Person) -> None:
    Block.objects.filter(blocker=by, blocked=other).delete()


def between(a: Person, b: Person) -> bool:
    """True if either has blocked the other."""
    return Block.objects.filter(Q(blocker=a, blocked=b) | Q(blocker=b, blocked=a)).exists()


def has_blocked(person: Any, other: Person) -> bool:
    return bool(person.is_authenticated) and Block.objects.filter(blocker=person, blocked=other).exists()
