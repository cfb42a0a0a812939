from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watercress.operations.measures import MEASURES
from watercress.operations.measures.pages import NAMES
from watercress.operations.measures.pages.cells import WrongAnswer
from watercress.operations.measures.pages.server import NoAnswer


class Command(BaseCommand):
    help = "Measure this machine; the figures go to the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="*", choices=[[], *MEASURES], help="What to measure; without it, everything.")
        parser.add_argument("--products", type=int, default=100_000, help="of search: how many there are to find")
        parser.add_argument(
            "--queries", type=Path, help="of search: a file of questions, one a line after the last tab"
        )

        parser.add_argument("--quick", action="store_true", help="of pages: a small town, to see whether it works")
        parser.add_argument("--json", type=Path, help="of pages: a file for all figures")
        parser.add_argument("--only", action="append", choices=NAMES, help="of pages: this one; may be repeated")

    def handle(self, *, what: list[str], products: int, queries: Path | None, **options: Any) -> None:
        if queries and not queries.is_file():
            raise CommandError(f"{queries} is not a file.")
        chosen = {
            "search": {"products": products, "queries": queries},
            "pages": {
                "quick": options["quick"],
                "to": options["json"],
                "only": tuple(options["only"] or NAMES),
            },
        }
        try:
            for name in what or MEASURES:
                for line in MEASURES[name](**chosen.get(name, {})):
                    self.stdout.write(line)
                    self.stdout.flush()
        except (WrongAnswer, NoAnswer) as problem:
            raise CommandError(str(problem)) from None
