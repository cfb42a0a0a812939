"""Fills a new town with the demo."""

from datetime import datetime

from watercress.kernel.models import Town
from watercress.operations.terminal import Progress


def sow(*, at: datetime, progress: Progress) -> None:
    Town.objects.create(name="Watercress", is_demo=True, founded_at=at)
