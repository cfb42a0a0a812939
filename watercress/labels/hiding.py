"""Doing without a label in this town. It stays in every row, and comes back as it was."""

from datetime import datetime
from typing import Any

from django.db import transaction

from . import policies
from .models import Label


@transaction.atomic
def hide(label: Label, *, by: Any, at: datetime) -> None:
    """From now on nobody meets this label; twice is once."""
    policies.can_hide(by).require()
    Label.objects.filter(pk=label.pk, hidden_at=None).update(hidden_at=at, hidden_by=by)


@transaction.atomic
def unhide(label: Label, *, by: Any) -> None:
    policies.can_hide(by).require()
    Label.objects.filter(pk=label.pk).update(hidden_at=None, hidden_by=None)
