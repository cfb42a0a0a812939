"""Which parts of the town's folder are worth keeping."""

import os
from collections.abc import Iterator
from pathlib import Path

# Made again by the next start; or a promise the outbox also knows; or a code only its terminal has seen.
REMADE = {"static", "first-operator", "open.lock"}
# Live databases are copied as databases; what is locked or half written is nobody's to copy.
ASIDE = "before-restore-"
REMADE_ENDINGS = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".sqlite3-journal", ".lock", ".part", ".writers")


def is_kept(top: Path) -> bool:
    """Whether this entry of the town's folder goes into a backup."""
    return not (top.name in REMADE or top.name.endswith(REMADE_ENDINGS) or top.name.startswith((".", ASIDE)))


def files(home: Path) -> Iterator[Path]:
    """Every file worth keeping, in a steady order; links are not followed."""
    for top in sorted(home.iterdir()):
        if not is_kept(top) or top.is_symlink():
            continue
        if top.is_file():
            yield top
        for folder, folders, names in os.walk(top):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names) if not Path(folder, name).is_symlink())


def is_empty(home: Path) -> bool:
    """True if nothing here would be lost; a key made by the command that asks does not count."""
    return not home.exists() or not any(is_kept(top) and top.name != "secret" for top in home.iterdir())


def set_aside(home: Path, aside: Path) -> None:
    """Move what a restored town would stand beside into `aside`; nothing is deleted."""
    if is_empty(home):
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    for top in list(home.iterdir()):
        if is_kept(top):
            top.replace(aside / top.name)
