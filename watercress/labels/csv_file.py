"""labels.csv: the 240 labels every town has, in both languages. Nobody adds one, nobody renames one."""

import csv
from importlib.resources import files
from typing import Any

TOLD = ("en", "zh", "group", "group_en", "group_zh", "ord", "private_by_default")
"""What the file says of a label; all else is the town's own."""


def rows() -> list[dict[str, str]]:
    with files("watercress.labels").joinpath("labels.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load(model: Any) -> None:
    """Bring the table up to what labels.csv says, in one statement; a migration passes its own `model`."""
    labels = [
        model(
            slug=row["slug"],
            en=row["en"],
            zh=row["zh_cn"],
            group=row["group"],
            group_en=row["group_en"],
            group_zh=row["group_zh"],
            ord=int(row["ord"]),
            private_by_default=row["private_by_default"] == "yes",
        )
        for row in rows()
    ]
    model.objects.bulk_create(labels, update_conflicts=True, unique_fields=["slug"], update_fields=TOLD)
