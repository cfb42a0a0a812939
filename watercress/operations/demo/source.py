"""The demo's own files: who lives there, what they sell, what they say."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

FOLDER = files("watercress.operations.demo")
OLDEST = "tea-lane.toml"
"""The street that was there first: whom one enters the demo as lives in it."""


def rows(path: str, kind: str) -> list[dict[str, Any]]:
    """
    Return the tables `[[kind]]` of a file, or of a folder's files: the oldest street first, then by name.

    For example rows("goods/shops", "shop"): each street of the town writes a file of its own there.
    """
    found = FOLDER.joinpath(path)
    files = sorted(files_of(found), key=lambda file: (file.name != OLDEST, file.name)) if found.is_dir() else [found]
    return [row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8")).get(kind, [])]


def files_of(folder: Traversable) -> Iterable[Traversable]:
    return folder.iterdir()


def people() -> list[dict[str, Any]]:
    return rows("words/people", "person")


def shops() -> list[dict[str, Any]]:
    return rows("goods/shops", "shop")


def products() -> list[dict[str, Any]]:
    return rows("goods/products", "product")


def circles() -> list[dict[str, Any]]:
    return rows("words/circles", "circle")


def topics(slug: str) -> list[dict[str, Any]]:
    return rows(f"words/topics/{slug}.toml", "topic")


def requests() -> list[dict[str, Any]]:
    return rows("words/requests.toml", "request")


def goods_labels() -> dict[str, list[str]]:
    """Return by product's key the labels it bears, in order; some wait for their keeper to choose."""
    return {row["key"]: row["labels"] for row in products() if "labels" in row}


def wears() -> dict[str, list[str]]:
    """Return by username the labels someone wears, in order; "~" before one that only they see."""
    return {row["username"]: row["wears"] for row in people() if "wears" in row}


def voices() -> list[dict[str, Any]]:
    return rows("words/voices.toml", "voice")


def reviews() -> list[dict[str, Any]]:
    return rows("words/shelves.toml", "review")


def lists() -> list[dict[str, Any]]:
    return rows("words/shelves.toml", "list")
