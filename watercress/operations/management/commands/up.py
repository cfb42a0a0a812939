import os
import signal
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

import watercress
from watercress.kernel import first_operator
from watercress.kernel.models import Town
from watercress.operations.demo import living, seed
from watercress.operations.opening import home, programs, steps
from watercress.operations.supervisor import Stopped, Supervisor
from watercress.operations.terminal import Terminal


class Command(BaseCommand):
    # The addresses and the pages are loaded by the programs, not here: a start should cost little.
    requires_system_checks = [Tags.compatibility]
    help = "Open the town: bring everything up to date, then keep its web server and its worker running until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--end-with-parent", action="store_true", help="end when the process that started this one is gone"
        )

    def handle(self, *, end_with_parent: bool, **options: Any) -> None:
        self.terminal = Terminal.of(self)
        parent = os.getppid() if end_with_parent else None
        # Until the supervisor runs, ending is simple: nothing is half done that the next start does not finish.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            with home.held(settings.HOME):
                programs.require_free(settings.BIND, settings.PORT)
                self.terminal.say(f"Watercress {watercress.__version__} · the town in {settings.HOME}")
                self.prepare()
                code = first_operator.code()
                connections.close_all()  # The programs open their own.
                self.keep_open(code, parent)
        except (home.TownIsOpen, programs.PortTaken) as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            self.terminal.say("Ended before the town was open.")

    def prepare(self) -> None:
        for doing, step in (
            ("The database is up to date", steps.migrate),
            ("The pages' files are in place", steps.collect_static),
            ("The texts are compiled", steps.compile_messages),
        ):
            with self.terminal.step(doing):
                step()
        if settings.OPENS_WITH_DEMO and not Town.objects.exists():
            with self.terminal.step("The demo town is filled") as progress:
                seed.sow(at=timezone.now(), progress=progress)
        elif Town.objects.filter(is_demo=True).exists():
            with self.terminal.step("The demo has lived on to now") as progress:
                living.go_on(at=timezone.now(), progress=progress)
        with self.terminal.step("What is here can be found") as progress:
            steps.fill_index(at=timezone.now(), progress=progress)

    def keep_open(self, code: str | None, parent: int | None) -> None:
        greeted = False

        def look() -> None:
            nonlocal greeted
            if parent is not None and os.getppid() != parent:
                raise Stopped
            if not greeted and (status := programs.answer(settings.BIND, settings.PORT)):
                greeted = True
                self.greet(status, code)

        Supervisor(programs.of_the_town(settings.BIND, settings.PORT), say=self.terminal.say, each_tick=look).run()
        self.terminal.say("The town is closed.")

    def greet(self, status: int, code: str | None) -> None:
        here = f"http://localhost:{settings.PORT}"
        if status >= 500:
            self.terminal.say(f"\nThe town answers with an error ({status}); the reason stands above.\n  {here}")
            return
        self.terminal.say(f"\nThe town is open: {here}    (Ctrl-C closes it)\n")
        if not settings.IS_LOCAL:
            self.terminal.say(f"To the world it is {settings.PUBLIC_URL}, through the proxy in front.\n")
        if code:
            begin = f"{settings.PUBLIC_URL}/begin/"
            self.terminal.say(f"It is empty. Become its first operator at {begin}\nwith this code, good once: {code}\n")
