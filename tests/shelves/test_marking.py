from datetime import timedelta

import pytest

from tests.factories import NOON, a_person, a_product
from watercress.shelves import marking
from watercress.shelves.models import Mark

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def numbers_of(product):
    product.refresh_from_db()
    return tuple(
        getattr(product, name) for name in ("wants_count", "haves_count", "hads_count", "stars_count", "stars_sum")
    )


def test_a_mark_moves_between_shelves_and_every_number_moves_with_it():
    product, person = a_product(), a_person()

    marking.mark(product, person=person, shelf="want", words="For the window.", at=NOON)
    assert numbers_of(product) == (1, 0, 0, 0, 0)
    marking.mark(product, person=person, shelf="have", stars=4, words="Pours well.", at=LATER)
    assert numbers_of(product) == (0, 1, 0, 1, 4)
    marking.mark(product, person=person, shelf="had", stars=2, why_left="It leaked.", at=LATER)
    assert numbers_of(product) == (0, 0, 1, 1, 2)
    marking.mark(product, person=person, shelf="had", stars=2, why_left="It leaked.", is_public=False, at=LATER)
    assert numbers_of(product) == (0, 0, 0, 0, 0)
    marking.mark(product, person=person, shelf="had", why_left="It leaked.", at=LATER)
    assert numbers_of(product) == (0, 0, 1, 0, 0)
    assert marking.unmark(product, person=person, at=LATER)
    assert not marking.unmark(product, person=person, at=LATER)

    assert numbers_of(product) == (0, 0, 0, 0, 0)
    assert not Mark.objects.exists()
