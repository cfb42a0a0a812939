"""What becomes of the index when a person is erased."""

from watercress.kernel.registries import OnErasure, on_erasure

from .models import Entry


def register() -> None:
    # Who they were, and what they wrote: nothing of it is an original, so nothing of it is exported.
    on_erasure(Entry, OnErasure.DELETE, "person")
