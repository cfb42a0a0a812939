"""labels.csv: the 240 labels every town has, in both languages. Nobody adds one, nobody renames one."""

import csv
from importlib.resources import files
from typing import Any


def rows() -> list[dict[str, str]]:
    with files("watercress.labels").joinpath("labels.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load(model: Any) -> None:
    """Bring the table up to what labels.csv says; a migration passes its own `model`."""
    for row in rows():
        model.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "en": row["en"],
                "zh": row["zh_cn"],
                "group": row["group"],
                "group_en": row["group_en"],
                "group_zh": row["group_zh"],
                "ord": int(row["ord"]),
                "private_by_default": row["private_by_default"] == "yes",
            },
        )
