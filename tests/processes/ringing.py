"""Mixed writes on a few bells: rings with their event, rings taken back, single writes outside a transaction."""

import random
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tests.processes.bells.events import Rang
from tests.processes.bells.models import Bell, Ring
from watercress.kernel import events

BELLS = 4


def ready() -> None:
    Bell.objects.bulk_create([Bell(pk=number) for number in range(1, BELLS + 1)], ignore_conflicts=True)


def write(chance: random.Random, *, at: datetime) -> str:
    bell = Bell.objects.filter(pk=chance.randint(1, BELLS))
    roll = chance.random()
    if roll < 0.2:
        bell.update(polished_count=F("polished_count") + 1)
        return "polished"
    taken_back, with_letter = roll < 0.3, roll > 0.95
    with transaction.atomic():
        ring = Ring.objects.create(bell_id=bell.values_list("pk", flat=True).get())
        bell.update(rings_count=F("rings_count") + 1)
        events.record(Rang(ring_id=ring.pk, with_letter=with_letter), at=at)
        transaction.set_rollback(taken_back)
    return "taken back" if taken_back else "rang with a letter" if with_letter else "rang"
