from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watercress.community import recounting
from watercress.community.models import Community


class Command(BaseCommand):
    help = "Recount every counter from the rows it counts, mend it, and say which were off. None should be."

    def handle(self, **_options: Any) -> None:
        counted = off = 0
        for community in Community.objects.order_by("pk").iterator():
            counted += 1
            for wrong in recounting.recount(community):
                off += 1
                self.stdout.write(
                    _("%(place)s: %(counter)s of %(row)s said %(said)s, is %(is)s")
                    % {
                        "place": community.slug,
                        "counter": wrong.counter,
                        "row": wrong.row,
                        "said": wrong.said,
                        "is": wrong.is_,
                    }
                )
        places = ngettext("%(n)s community recounted", "%(n)s communities recounted", counted) % {"n": counted}
        counters = ngettext("%(n)s counter was off", "%(n)s counters were off", off) % {"n": off}
        self.stdout.write(f"{places}, {counters}.")
