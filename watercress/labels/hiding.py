"""Doing without a label in this town. It stays in every row, and comes back as it was."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.kernel import events

from . import policies
from .events import LabelHiddenOrShown
from .models import Label


@transaction.atomic
def hide(label: Label, *, by: Any, at: datetime) -> None:
    """From now on nobody meets this label; twice is once."""
    policies.can_hide(by).require()
    if Label.objects.filter(pk=label.pk, hidden_at=None).update(hidden_at=at, hidden_by=by):
        events.record(LabelHiddenOrShown(label_id=label.pk), at=at)


@transaction.atomic
def unhide(label: Label, *, by: Any, at: datetime) -> None:
    policies.can_hide(by).require()
    if Label.objects.filter(pk=label.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_by=None):
        events.record(LabelHiddenOrShown(label_id=label.pk), at=at)
