"""Pages travel light, whatever stands in front of the town."""

import gzip
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import a_circle, a_post, a_product
from watercress.community.models import PostProduct

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).parents[2] / "watercress/web/static"


def test_a_full_page_of_topics_is_under_thirty_kilobytes_compressed() -> None:
    circle = a_circle(slug="tea")
    for number in range(30):
        post = a_post(circle, title=f"A title of some length, the way people write them, number {number}")
        for place in range(3):
            PostProduct.objects.create(post=post, product=a_product(title=f"Thing {number}/{place}"), position=place)

    plain = Client().get("/c/tea/")
    packed = Client().get("/c/tea/", headers={"accept-encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"A title of some length" in gzip.decompress(packed.content)
    assert len(packed.content) < min(30_000, len(plain.content) / 3)


def test_what_is_no_page_is_left_as_it_is() -> None:
    answer = Client().get("/healthz", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_all_style_sheets_together_are_under_twenty_kilobytes_compressed() -> None:
    sheets = b"".join(sheet.read_bytes() for sheet in sorted(STATIC.rglob("*.css")))

    assert len(gzip.compress(sheets)) < 20_000
