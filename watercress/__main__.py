"""`watercress` is Django's command line with the town's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watercress.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018  (reads the environment: what is wrong there deserves one line, not a traceback)
    except ValueError as problem:
        sys.exit(f"watercress: {problem}")
    execute_from_command_line(["watercress", *sys.argv[1:]])


if __name__ == "__main__":
    main()
