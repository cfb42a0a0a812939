"""Small Shopify exports, written as their rows are told."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import NOON
from watercress.catalogue import import_runs
from watercress.catalogue.importers.report import Report
from watercress.catalogue.models import ImportRun, Shop

SHARED = Path(os.environ.get("WATERCRESS_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))

COLUMNS = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published", "Option1 Name",
    "Option1 Value", "Option2 Name", "Option2 Value", "Variant SKU", "Variant Inventory Tracker",
    "Variant Inventory Qty", "Variant Inventory Policy", "Variant Price", "Variant Compare At Price", "Image Src",
    "Image Position", "Image Alt Text", "Gift Card", "Variant Image", "Status",
)  # fmt: skip

POT = {"Handle": "pot", "Title": "Side-handle pot", "Variant Price": "168.00", "Published": "true", "Status": "active"}
CUP = {"Handle": "cup", "Title": "Tasting cup", "Variant Price": "52.00", "Published": "true", "Status": "active"}


def written(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    sheet = csv.DictWriter(file, columns, restval="", delimiter=delimiter)
    sheet.writeheader()
    sheet.writerows(rows)
    return file.getvalue().encode()


def a_file(folder: Path, content: bytes, name: str = "products_export_1.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def bring(path: Path, shop: Shop, *, at: datetime = NOON, source: str = "auto") -> Report:
    """Import a file as the command line does, with the clock held at `at`."""
    run = import_runs.begin(shop, person=None, file_name=path.name, source=source, at=at)
    return import_runs.carry_out(run, path=path, clock=lambda: at)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is absent: real exports are read from there and never kept here")
    return path


def last_run(shop: Shop) -> ImportRun:
    return ImportRun.objects.filter(shop=shop).order_by("-pk")[0]


def many_items(products: int, *, words: int = 200) -> Iterator[bytes]:
    """Yield a Google feed of so many products; of their three variants the last stands at the end of the file."""
    yield b'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
    body = "&lt;p&gt;" + "Wheel-thrown from one clay, unglazed inside. " * (words // 8)
    for sizes in ("SM", "L"):
        for number in range(products):
            for size in sizes:
                yield (
                    f"<item>\n<g:id>pot-{number}-{size}</g:id>\n<g:item_group_id>pot-{number}</g:item_group_id>\n"
                    f"<title>Pot {number}</title>\n<description>{body}</description>\n<g:price>168.00 CNY</g:price>\n"
                    f"<g:image_link>https://cdn.example/{number}.jpg</g:image_link>\n<g:size>{size}</g:size>\n</item>\n"
                ).encode()
    yield b"</channel></rss>"


def many(products: int, *, words: int = 200) -> Iterator[bytes]:
    """Yield an export of so many products with three variants each, a piece at a time."""
    yield written()
    body = "<p>" + "Wheel-thrown from one clay, unglazed inside. " * (words // 8) + "</p>"
    for number in range(products):
        rows: list[dict[str, Any]] = [
            {**POT, "Handle": f"pot-{number}", "Title": f"Pot {number}", "Body (HTML)": body, "Option1 Name": "Size",
             "Option1 Value": "S", "Image Src": f"https://cdn.example/{number}.jpg"},
            {"Handle": f"pot-{number}", "Option1 Value": "M", "Variant Price": "178.00"},
            {"Handle": f"pot-{number}", "Option1 Value": "L", "Variant Price": "188.00"},
        ]  # fmt: skip
        yield written(*rows).split(b"\r\n", 1)[1]
