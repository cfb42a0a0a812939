from datetime import datetime

from watercress.community.events import PostPutBack
from watercress.kernel.events import on

from . import reminding
from .events import CravingReminderDue
from .models import Craving


@on(CravingReminderDue)
def remind(happened: CravingReminderDue, *, at: datetime, effect_key: str) -> None:
    reminding.remind(happened.craving_id, of=happened.remind_at, at=at)


@on(PostPutBack)
def remind_of_what_was_away(happened: PostPutBack, *, at: datetime, effect_key: str) -> None:
    """Whose wait ended while their topic was away is reminded now."""
    for number in Craving.objects.filter(post=happened.post_id, remind_at__lte=at).values_list("pk", flat=True):
        reminding.remind(number, at=at)
