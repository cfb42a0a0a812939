"""The demo's own files: who lives there, what they sell, what they say."""

import tomllib
from importlib.resources import files
from typing import Any

FOLDER = files("watercress.operations.demo")


def rows(path: str, kind: str) -> list[dict[str, Any]]:
    """Return the tables `[[kind]]` of one file, e.g. rows("goods/shops.toml", "shop")."""
    return list(_read(path).get(kind, []))


def people() -> list[dict[str, Any]]:
    return rows("words/people.toml", "person")


def shops() -> list[dict[str, Any]]:
    return rows("goods/shops.toml", "shop")


def products() -> list[dict[str, Any]]:
    return rows("goods/products.toml", "product")


def circles() -> list[dict[str, Any]]:
    return rows("words/circles.toml", "circle")


def topics(slug: str) -> list[dict[str, Any]]:
    return rows(f"words/topics/{slug}.toml", "topic")


def requests() -> list[dict[str, Any]]:
    return rows("words/requests.toml", "request")


def goods_labels() -> dict[str, list[str]]:
    """Return by product's key the labels it bears, in order."""
    return dict(_read("goods/labels.toml")["labels"])


def wears() -> dict[str, list[str]]:
    """Return by username the labels someone wears, in order; "~" before one that only they see."""
    return dict(_read("words/labels.toml")["wears"])


def voices() -> list[dict[str, Any]]:
    return rows("words/labels.toml", "voice")


def reviews() -> list[dict[str, Any]]:
    return rows("words/shelves.toml", "review")


def lists() -> list[dict[str, Any]]:
    return rows("words/shelves.toml", "list")


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(path).read_text(encoding="utf-8"))
