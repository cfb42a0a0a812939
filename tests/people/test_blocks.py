import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, a_person
from watercress.kernel.decisions import NotAllowed
from watercress.people import blocks
from watercress.people.models import Block

pytestmark = pytest.mark.django_db


def test_blocking_someone_stands_between_the_two_both_ways():
    mei, bo = a_person("mei"), a_person("bo")
    assert not blocks.between(mei, bo)
    blocks.block(bo, by=mei, at=NOON)
    assert blocks.between(mei, bo)
    assert blocks.between(bo, mei)
    assert blocks.has_blocked(mei, bo)
    assert not blocks.has_blocked(bo, mei)


def test_blocking_twice_is_once_and_unblocking_ends_it():
    mei, bo = a_person("mei"), a_person("bo")
    blocks.block(bo, by=mei, at=NOON)
    blocks.block(bo, by=mei, at=NOON)
    assert Block.objects.count() == 1
    blocks.unblock(bo, by=mei)
    assert not blocks.between(mei, bo)


def test_nobody_blocks_themselves():
    mei = a_person("mei")
    with pytest.raises(NotAllowed, match="yourself"):
        blocks.block(mei, by=mei, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(blocker=mei, blocked=mei, blocked_at=NOON)


def test_a_suspended_person_blocks_nobody():
    with pytest.raises(NotAllowed, match="suspended"):
        blocks.block(a_person("bo"), by=a_person("mei", is_active=False), at=NOON)
