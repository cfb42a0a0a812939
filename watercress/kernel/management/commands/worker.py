import logging
import os
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser

from watercress.kernel import worker


class Command(BaseCommand):
    # The pages' templates and addresses are not the worker's business, and take a second to look at.
    requires_system_checks = [Tags.compatibility]
    help = "Deliver what happened, and keep the town's clock, until told to stop (SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--threads", type=int, default=3, help="How many deliveries at a time; slow ones wait less."
        )

    def handle(self, *, threads: int, **_: Any) -> None:
        logging.getLogger("huey").setLevel(logging.WARNING)
        worker.consumer(threads=threads).run()
        # What is still under way has had its time. Its thread would hold up the end of the interpreter.
        self.stdout.flush()
        os._exit(0)
