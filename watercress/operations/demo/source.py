"""The demo's own files: who lives there, what they sell, what they say."""

import tomllib
from importlib.resources import files
from typing import Any

FOLDER = files("watercress.operations.demo")


def rows(path: str, kind: str) -> list[dict[str, Any]]:
    """Return the tables `[[kind]]` of one file, e.g. rows("goods/shops.toml", "shop")."""
    return list(tomllib.loads(FOLDER.joinpath(path).read_text(encoding="utf-8")).get(kind, []))


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


def labels(kind: str) -> list[dict[str, Any]]:
    """Return what is said of labels: of "goods", by a "wearer", or as a "voice"."""
    return rows("words/labels.toml", kind)


def requests() -> list[dict[str, Any]]:
    return rows("words/requests.toml", "request")
