from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watercress.community import recounting
from watercress.community.models import Community
from watercress.kernel.recounting import Discrepancy
from watercress.labels import recounting as labels
from watercress.shelves import recounting as shelves


class Command(BaseCommand):
    help = "Recount every counter from the rows it counts, mend it, and say which were off. None should be."

    def handle(self, **_options: Any) -> None:
        counted = off = 0
        for community in Community.objects.order_by("pk").iterator():
            counted += 1
            off += self._tell(community.slug, recounting.recount(community))
        off += self._tell("labels", labels.recount())
        off += self._tell("shelves", shelves.recount())
        places = ngettext("%(n)s community recounted", "%(n)s communities recounted", counted) % {"n": counted}
        counters = ngettext("%(n)s counter was off", "%(n)s counters were off", off) % {"n": off}
        self.stdout.write(f"{places}, {counters}.")

    def _tell(self, place: str, wrong: Sequence[Discrepancy]) -> int:
        """Say what was off, and return how much."""
        for each in wrong:
            said = {"counter": each.counter, "row": each.row, "said": each.said, "is": each.is_}
            line = _("%(place)s: %(counter)s of %(row)s said %(said)s, is %(is)s") % {"place": place, **said}
            self.stdout.write(line)
        return len(wrong)
