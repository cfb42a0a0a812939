"""What the worker does for discovery."""

from datetime import datetime

from watercress.kernel.worker import every

from . import slates


@every(hours=6)
def forget_old_slates(*, at: datetime) -> None:
    slates.forget(at=at)
