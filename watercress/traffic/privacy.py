"""What becomes of traffic's rows when a person is erased: they never said who anyone is."""

from watercress.kernel.registries import OnErasure, on_erasure

from .models import Impression, Loss, Salt, Tally, Visit


def register() -> None:
    for model in (Impression, Visit, Tally, Salt, Loss):
        on_erasure(model, OnErasure.NOT_PERSONAL)
