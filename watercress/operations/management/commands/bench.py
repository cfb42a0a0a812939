from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watercress.operations.measures import MEASURES


class Command(BaseCommand):
    help = "Measure this machine; the figures go to the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="*", choices=[[], *MEASURES], help="What to measure; without it, everything.")
        parser.add_argument("--products", type=int, default=100_000, help="of search: how many there are to find")
        parser.add_argument(
            "--queries", type=Path, help="of search: a file of questions, one a line after the last tab"
        )

    def handle(self, *, what: list[str], products: int, queries: Path | None, **_: Any) -> None:
        if queries and not queries.is_file():
            raise CommandError(f"{queries} is not a file.")
        chosen = {"search": {"products": products, "queries": queries}}
        for name in what or MEASURES:
            for line in MEASURES[name](**chosen.get(name, {})):
                self.stdout.write(line)
                self.stdout.flush()
