from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from watercress.operations.backups import BackupProblem, writing
from watercress.operations.terminal import Terminal


class Command(BaseCommand):
    help = "Write the whole town into one file, while it goes on running."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .tar outside the town's folder; replaced if it exists")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with Terminal.of(self).step(f"The town is in {file}") as progress:
                writing.write(file, at=timezone.now(), progress=progress)
        except (BackupProblem, OSError) as problem:
            raise CommandError(str(problem)) from None
