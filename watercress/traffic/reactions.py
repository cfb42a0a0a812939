"""What the worker does for traffic."""

from datetime import datetime

from watercress.kernel import town
from watercress.kernel.worker import every

from . import day_keys, months, retention


@every(minutes=10)
def begin_the_day(*, at: datetime) -> None:
    """Destroy the salt of the day before."""
    day_keys.destroy_old_salts(today=town.at_home(at).date())


@every(hours=1)
def count_the_month(*, at: datetime) -> None:
    """A month that has begun is counted from nothing."""
    months.recount(at=at)


@every(hours=6)
def forget_old_rows(*, at: datetime) -> None:
    retention.forget(at=at)
