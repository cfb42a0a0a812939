from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from watercress.operations.demo import seed
from watercress.operations.terminal import Terminal


class Command(BaseCommand):
    help = "Fill a new town with the demo: shops, circles, and people who talk and have lived there for sixty days."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        try:
            with Terminal.of(self).step("The demo town is filled") as progress:
                seed.sow(at=timezone.now(), progress=progress)
        except seed.NotANewTown:
            raise CommandError("This town has been founded already; the demo only fills a new one.") from None
