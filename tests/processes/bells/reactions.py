import time
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from watercress.community.events import Liked, MemberJoined, MemberLeft, ReplyPublished
from watercress.kernel.events import Event, on

from .events import Rang
from .models import Effect


@on(Rang)
def note(rang: Rang, *, at: datetime, effect_key: str) -> None:
    Effect.objects.create(effect_key=effect_key, event=rang.name)
    if rang.with_letter:
        send_mail(f"Ring {rang.ring_id}", "It rang.", None, ["ringer@town.example"])
    time.sleep(settings.BELLS_SECONDS)


@on(MemberJoined)
@on(MemberLeft)
@on(Liked)
@on(ReplyPublished)
def overhear(happened: Event, *, at: datetime, effect_key: str) -> None:
    Effect.objects.create(effect_key=effect_key, event=happened.name)
    time.sleep(settings.BELLS_SECONDS)
