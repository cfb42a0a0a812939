import pytest

from tests.factories import NOON, a_list, a_person, a_product
from watercress.catalogue.models import Product
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.shelves import arranging, listing, policies, reading, recounting
from watercress.shelves.models import List, ListFollow

pytestmark = pytest.mark.django_db


class VISITOR:
    is_authenticated = False
    pk = None


def order(found):
    return [(entry.position, entry.product_id) for entry in found.entries.all()]


def test_a_list_keeps_dense_places_whatever_is_moved_or_taken_off():
    owner = a_person()
    found = listing.make(owner=owner, title=" Kettles\n", about="That pour.", at=NOON)
    a, b, c = goods = [a_product() for _ in range(3)]
    for product in (*goods, b):
        arranging.add(found, product=product, by=owner, note="Mine.", at=NOON)
    assert order(found) == [(1, a.pk), (2, b.pk), (3, c.pk)]

    arranging.move(found, product=c, by=owner, places=arranging.UP)
    arranging.move(found, product=c, by=owner, places=arranging.UP)
    arranging.move(found, product=c, by=owner, places=arranging.UP)
    assert order(found) == [(1, c.pk), (2, a.pk), (3, b.pk)]
    arranging.move(found, product=b, by=owner, places=arranging.DOWN)
    assert arranging.remove(found, product=c, by=owner)
    assert not arranging.remove(found, product=c, by=owner)
    arranging.note(found, product=b, by=owner, note="斟得准", at=NOON)

    assert order(found) == [(1, a.pk), (2, b.pk)]
    assert (found.title, found.entries.get(product=b).note, found.entries.get(product=b).lang) == (
        "Kettles",
        "斟得准",
        "zh-hans",
    )
    assert recounting.recount() == []


def test_only_whoever_made_a_list_changes_it():
    owner, other = a_person(), a_person(is_operator=True)
    product = a_product()
    found = a_list(product, owner=owner)
    acts = [
        lambda by: listing.describe(found, by=by, title="Other", about="", is_public=True, at=NOON),
        lambda by: listing.delete(found, by=by),
        lambda by: arranging.add(found, product=a_product(), by=by, at=NOON),
        lambda by: arranging.remove(found, product=product, by=by),
        lambda by: arranging.note(found, product=product, by=by, note="x", at=NOON),
        lambda by: arranging.move(found, product=product, by=by, places=1),
    ]
    for act in acts:
        for by in (other, VISITOR, a_person(is_active=False)):
            with pytest.raises(NotAllowed):
                act(by)
    assert List.objects.get().title == "A list"
    listing.delete(found, by=owner)
    assert not List.objects.exists()


def test_what_a_list_says_is_judged_at_once_and_everything_is_bounded(monkeypatch):
    owner = a_person()
    with pytest.raises(Refused) as refused:
        listing.make(owner=owner, title="  ", about="x" * 1001, at=NOON)
    assert set(refused.value.problems) == {"title", "about"}
    monkeypatch.setattr(policies, "MOST_LISTS", 1)
    monkeypatch.setattr(arranging, "MOST_ENTRIES", 1)
    found = listing.make(owner=owner, title="One", at=NOON)
    with pytest.raises(NotAllowed, match="too-many"):
        listing.make(owner=owner, title="Two", at=NOON)
    arranging.add(found, product=a_product(), by=owner, at=NOON)
    with pytest.raises(Refused, match="200"):
        arranging.add(found, product=a_product(), by=owner, at=NOON)
    with pytest.raises(Refused, match="At most 500"):
        arranging.note(found, product=a_product(), by=owner, note="x" * 501, at=NOON)
    with pytest.raises(Product.DoesNotExist):
        arranging.add(found, product=a_product(listed=False), by=owner, at=NOON)


def test_others_follow_a_list_once():
    found, follower = a_list(a_product()), a_person()
    assert listing.follow(found, person=follower, at=NOON)
    assert not listing.follow(found, person=follower, at=NOON)
    assert (List.objects.get().followers_count, ListFollow.objects.count()) == (1, 1)
    with pytest.raises(NotAllowed, match="yours"):
        listing.follow(found, person=found.owner, at=NOON)
    with pytest.raises(NotAllowed):
        listing.follow(found, person=VISITOR, at=NOON)
    assert listing.unfollow(found, person=follower)
    assert not listing.unfollow(found, person=follower)
    assert (List.objects.get().followers_count, ListFollow.objects.count()) == (0, 0)


def test_a_private_list_is_told_nowhere_to_others():
    product, owner, reader = a_product(), a_person(), a_person()
    private = a_list(product, owner=owner, is_public=False)
    shared = a_list(product, owner=owner, title="Shared")
    listing.follow(shared, person=reader, at=NOON)
    ListFollow.objects.create(list=private, person=reader, since=NOON)

    for person in (reader, VISITOR, a_person(is_operator=True)):
        for rows in (
            reading.directory("latest", person=person, most=9),
            reading.made_by(owner, person=person, most=9),
            reading.containing(product, person=person, most=9),
            reading.followed_by(reader, person=person, most=9),
        ):
            assert [row["title"] for row in rows] == ["Shared"]
            assert {row.get("total", 1) for row in rows} == {1}
        assert private not in List.objects.visible_to(person)
    assert [row["id"] for row in reading.made_by(owner, person=owner, most=9)] == [shared.pk, private.pk]
    # One's own page counts it; the product's page and the directory are what all see, also to oneself.
    assert [row["id"] for row in reading.containing(product, person=owner, most=9)] == [shared.pk]
    with pytest.raises(List.DoesNotExist):
        listing.follow(private, person=reader, at=NOON)


def test_a_list_shows_what_the_reader_may_see_and_keeps_what_is_no_longer_sold():
    kept, retired, unlisted = a_product(), a_product(retired_at=NOON), a_product(listed=False)
    found = a_list(kept, retired, unlisted)
    rows = reading.entries_of(found, person=VISITOR, most=9)
    assert [(row["id"], bool(row["retired_at"])) for row in rows] == [(kept.pk, False), (retired.pk, True)]
    [row] = reading.directory("followed", person=VISITOR, most=9)
    assert [card["id"] for card in row["cards"]] == [kept.pk, retired.pk]
