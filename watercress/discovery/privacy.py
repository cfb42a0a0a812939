"""What becomes of discovery's rows when a person is erased."""

from watercress.kernel.registries import OnErasure, on_erasure

from .models import Slate


def register() -> None:
    # No person stands in a slate, nor anything that leads to one.
    on_erasure(Slate, OnErasure.NOT_PERSONAL)
