from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watercress.operations.measures import MEASURES


class Command(BaseCommand):
    help = "Measure this machine; the figures go to the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="*", choices=[[], *MEASURES], help="What to measure; without it, everything.")

    def handle(self, *, what: list[str], **_: Any) -> None:
        for name in what or MEASURES:
            for line in MEASURES[name]():
                self.stdout.write(line)
                self.stdout.flush()
