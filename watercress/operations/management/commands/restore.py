from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from watercress.operations.backups import BackupProblem, manifest, reading
from watercress.operations.opening import home
from watercress.operations.terminal import Terminal


class Command(BaseCommand):
    help = "Bring a town back from a file `watercress backup` wrote. The town must not be open."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="restore although a town is here; that one is set aside, not deleted"
        )

    def handle(self, *, file: Path, force: bool, **options: Any) -> None:
        terminal = Terminal.of(self)
        try:
            with home.held(settings.HOME), terminal.step(f"The town is back in {settings.HOME}") as progress:
                told = reading.restore(file, at=timezone.now(), force=force, progress=progress)
        except (BackupProblem, home.TownIsOpen, OSError) as problem:
            raise CommandError(str(problem)) from None
        terminal.say(f"It was backed up at {told.made_at} by Watercress {told.watercress}.")
        if waiting := manifest.waiting(told):
            terminal.say(f"The next start brings its database up to date ({waiting} migrations).")
