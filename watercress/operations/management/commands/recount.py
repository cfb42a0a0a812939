from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watercress.community import recounting
from watercress.community.models import Community
from watercress.kernel.recounting import Discrepancy
from watercress.labels import recounting as labels
from watercress.shelves import recounting as shelves
from watercress.traffic import months
from watercress.traffic import recounting as traffic


class Command(BaseCommand):
    help = "Recount every counter from the rows it counts, mend it, and say which were off. None should be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if a counter was off")

    def handle(self, *, check: bool = False, **_options: Any) -> None:
        now = timezone.now()
        counted = off = 0
        # By their numbers: a check rolls back, and SQLite then ends whatever is still being read.
        for number in list(Community.objects.order_by("pk").values_list("pk", flat=True)):
            community = Community.objects.get(pk=number)
            counted += 1
            off += self._tell(community.slug, self._run(partial(recounting.recount, community), check))
        off += self._tell("labels", self._run(labels.recount, check))
        off += self._tell("shelves", self._run(shelves.recount, check))
        off += self._tell("visits", self._run(partial(traffic.recount, at=now), check))
        off += self._tell("this month", self._run(partial(months.recount, at=now), check))
        places = ngettext("%(n)s community recounted", "%(n)s communities recounted", counted) % {"n": counted}
        counters = ngettext("%(n)s counter was off", "%(n)s counters were off", off) % {"n": off}
        self.stdout.write(f"{places}, {counters}.")
        if check and off:
            raise CommandError(f"{counters}.")

    @transaction.atomic
    def _run(self, recount: Callable[[], Sequence[Discrepancy]], check: bool) -> Sequence[Discrepancy]:
        """Find what is off; only to check, undo that it was mended."""
        wrong = recount()
        if check:
            transaction.set_rollback(True)
        return wrong

    def _tell(self, place: str, wrong: Sequence[Discrepancy]) -> int:
        """Say what was off, and return how much."""
        for each in wrong:
            said = {"counter": each.counter, "row": each.row, "said": each.said, "is": each.is_}
            line = _("%(place)s: %(counter)s of %(row)s said %(said)s, is %(is)s") % {"place": place, **said}
            self.stdout.write(line)
        return len(wrong)
