from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watercress.operations.messages import catalogue


class Command(BaseCommand):
    help = "Gather the texts people read (extract), make them usable (compile), or judge the translations (check)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["extract", "compile", "check"])
        parser.add_argument("--drop-unused", action="store_true", help="extract: forget translations nothing uses")

    def handle(self, *, what: str, drop_unused: bool, **options: Any) -> None:
        for language in catalogue.languages():
            if what == "extract":
                lacking = catalogue.extract(language, drop_unused=drop_unused)
                self.stdout.write(f"{language}: {lacking} texts wait for a translation")
            elif what == "compile":
                catalogue.compile_language(language)
            else:
                self.judge(language)

    def judge(self, language: str) -> None:
        flaws = list(catalogue.flaws(language))
        for flaw in flaws:
            self.stderr.write(str(flaw))
        if flaws:
            raise CommandError(f"{language}: {len(flaws)} texts are not ready")
        self.stdout.write(f"{language}: every text is translated")
