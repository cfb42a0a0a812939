from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from watercress.operations.terminal import Terminal
from watercress.search import index
from watercress.search.models import Entry


class Command(BaseCommand):
    help = "Read for search whatever it does not know yet. Stopped halfway, it goes on from there the next time."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="read everything anew, known or not")

    def handle(self, *, all: bool, **options: Any) -> None:
        if Entry._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This town has never been opened. Start it once with `watercress up`.")
        terminal = Terminal.of(self)
        try:
            with terminal.step("Everything can be found") as progress:
                changed = (index.reread_all if all else index.complete)(progress)
        except KeyboardInterrupt:
            raise CommandError("Stopped. What is read is kept.") from None
        terminal.say(f"{changed:,} {'entry' if changed == 1 else 'entries'} changed.")
