"""What becomes of the rows of this package when a person is erased."""

from watercress.kernel.registries import OnErasure, on_erasure

from .models import Simulation


def register() -> None:
    # It speaks of made-up people alone; of one who is erased it keeps a number until the next start.
    on_erasure(Simulation, OnErasure.NOT_PERSONAL)
