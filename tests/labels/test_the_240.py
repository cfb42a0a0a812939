"""Exactly 240 labels, equal to labels.csv in both languages: nobody adds one, nobody renames one."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import get_resolver

from tests.factories import NOON
from tests.source import PACKAGE
from tests.web.test_languages import names
from watercress.labels import csv_file
from watercress.labels.models import Label

pytestmark = pytest.mark.django_db


def the_file():
    with (PACKAGE / "labels" / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(*options):
    out = io.StringIO()
    call_command("labels", *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_240_of_the_file_in_order():
    Label.objects.filter(slug="tea-house").update(hidden_at=NOON)
    told = json.loads(printed("--json"))

    assert len(told) == 240
    assert [row["slug"] for row in told if row.pop("hidden")] == ["tea-house"]
    as_written = [
        {**row, "ord": str(row["ord"]), "private_by_default": "yes" if row["private_by_default"] else "no"}
        for row in told
    ]
    assert as_written == the_file()
    assert {group: sum(row["group"] == group for row in told) for group in "ABCDEFGH"} == dict.fromkeys("ABCDEFGH", 30)
    lines = printed().splitlines()
    assert len(lines) == 240
    assert lines[0].split() == ["A01", "student", "Student", "学生党"]


def test_before_the_town_is_opened_the_command_prints_what_ships(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert [row["zh_cn"] for row in json.loads(printed("--json"))] == [row["zh_cn"] for row in the_file()]


def test_loading_the_file_again_changes_nothing():
    before = list(Label.objects.order_by("pk").values())
    csv_file.load(Label)
    assert list(Label.objects.order_by("pk").values()) == before


def test_no_address_adds_or_renames_one():
    about = {name for name in names(get_resolver().url_patterns) if "label" in name}
    assert about == {
        *("labels", "label", "label_people", "label_topics", "label_wear", "settings_labels", "product_labels"),
        *("shop_labels", "operator_labels", "operator_labels_decide", "operator_labels_hide", "choose_labels"),
    }
