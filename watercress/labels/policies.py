"""Who may do what with labels, and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.kernel.decisions import YES, Decision, no
from watercress.people.models import Person

_SIGN_IN = no("sign-in", _("Sign in first."))
_SUSPENDED = no("suspended", _("Your account is suspended."))


def can_wear(person: Any, wearer: Person) -> Decision:
    """Everyone positions themselves, and nobody anyone else."""
    if not (decision := _has_an_account(person)):
        return decision
    return YES if person.pk == wearer.pk else no("not-yours", _("Only they choose what they wear."))


def _has_an_account(person: Any) -> Decision:
    if not person.is_authenticated:
        return _SIGN_IN
    return YES if person.is_active else _SUSPENDED
