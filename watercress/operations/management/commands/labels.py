import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from watercress.labels import csv_file
from watercress.labels.models import Label

COLUMNS = ("slug", "en", "zh_cn", "group", "group_en", "group_zh", "ord", "private_by_default")


class Command(BaseCommand):
    help = "Print the labels of this town, in order and in both languages."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, with what labels.csv says of each")

    def handle(self, **options: Any) -> None:
        rows = _of_the_town() if _is_open() else _as_shipped()
        as_json = options["json"]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) if as_json else "\n".join(map(_line, rows)))


def _line(row: dict[str, Any]) -> str:
    hidden = "  (hidden in this town)" if row["hidden"] else ""
    return f"{row['group']}{row['ord']:02}  {row['slug']:24} {row['en']:24} {row['zh_cn']}{hidden}"


def _is_open() -> bool:
    return Label._meta.db_table in connection.introspection.table_names()


def _of_the_town() -> list[dict[str, Any]]:
    labels = Label.objects.order_by("group", "ord")
    return [
        {name: getattr(label, "zh" if name == "zh_cn" else name) for name in COLUMNS}
        | {"hidden": bool(label.hidden_at)}
        for label in labels
    ]


def _as_shipped() -> list[dict[str, Any]]:
    """A town nobody has opened yet will have just these."""
    return [
        {**row, "ord": int(row["ord"]), "private_by_default": row["private_by_default"] == "yes", "hidden": False}
        for row in csv_file.rows()
    ]
