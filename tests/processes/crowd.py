"""
Many processes writing at once: `python -m tests.processes.crowd WORK WRITERS WRITES` prints a journal as JSON.

WORK is a module with `ready()`, called once, and `write(chance, at=…)`, which does one thing and returns its name.
Django is loaded once and the writers are forked, so that they begin together.
"""

import importlib
import json
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections import Counter
from typing import Any

START = multiprocessing.get_context("fork")


def main(work: str, writers: int, writes: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.processes.settings")
    from watercress import sqlite_library

    sqlite_library.use_recent()
    import django

    django.setup()
    from django.db import connections

    module = importlib.import_module(work)
    module.ready()
    connections.close_all()
    journals: Any = START.Queue()
    began = time.monotonic()
    crowd = [START.Process(target=_write, args=(module, number, writes, journals)) for number in range(writers)]
    for writer in crowd:
        writer.start()
    heard = [journals.get() for _ in crowd]
    for writer in crowd:
        writer.join()
    print(
        json.dumps(
            {
                "seconds": round(time.monotonic() - began, 2),
                "done": sum((Counter(each["done"]) for each in heard), Counter()),
                "worst": round(max(each["worst"] for each in heard), 3),
                "errors": [error for each in heard for error in each["errors"]],
            }
        )
    )


def _write(module: Any, number: int, writes: int, journals: Any) -> None:
    from django.db import connections
    from django.utils import timezone

    chance = random.Random(number)
    done: Counter[str] = Counter()
    errors, worst = [], 0.0
    for _ in range(writes):
        began = time.monotonic()
        try:
            done[module.write(chance, at=timezone.now())] += 1
        except Exception:  # noqa: BLE001  (whatever reached the caller is what the test asks about)
            errors.append(traceback.format_exc())
        worst = max(worst, time.monotonic() - began)
    connections.close_all()
    journals.put({"done": done, "errors": errors, "worst": worst})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
