"""`watercress` is Django's command line with the town's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watercress.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["watercress", *sys.argv[1:]])


if __name__ == "__main__":
    main()
