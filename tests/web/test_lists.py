"""Lists on the pages: making one, arranging it, following those of others, and the private ones nobody finds."""

import re

import pytest

from tests.factories import a_list, a_person, a_product, a_shop
from tests.web.circles import as_, words
from watercress.shelves.models import List, ListFollow

pytestmark = pytest.mark.django_db


def goods_on(page):
    return [int(number) for number in re.findall(r'id="entry-(\d+)"', words(page))]


def test_a_list_is_made_from_a_products_page_and_arranged():
    owner, pot = a_person("mei"), a_product(title="Pot")
    cup, hidden = a_product(title="Blue cup", shop=a_shop("Kiln")), a_product(title="Blue secret", listed=False)
    client = as_(owner)
    led = client.post("/lists/add/", {"product": pot.pk, "list": "new"})
    assert led["Location"] == f"/lists/new/?product={pot.pk}"
    empty = client.post("/lists/new/", {"title": " ", "about": "My careful words.", "product": pot.pk})
    assert (empty.status_code, "My careful words." in words(empty)) == (400, True)
    client.post("/lists/new/", {"title": "For tea", "about": "Slowly.", "product": pot.pk})
    found = List.objects.get()
    edit = f"/lists/{found.pk}/edit/"
    assert (found.title, found.is_public, found.entries_count) == ("For tea", True, 1)

    search = words(client.get(f"{edit}?find=blue"))
    assert "Blue cup" in search
    assert "Blue secret" not in search
    assert client.post(edit, {"do": "add", "product": hidden.pk}).status_code == 404
    client.post(edit, {"do": "add", "product": cup.pk})
    client.post(edit, {"do": "note", "product": cup.pk, "note": "The <small> one."})
    client.post(edit, {"do": "up", "product": cup.pk})
    shown = as_().get(f"/lists/{found.pk}-for-tea/")
    assert goods_on(shown) == [cup.pk, pot.pk]
    assert "The &lt;small&gt; one." in words(shown)
    client.post(edit, {"do": "down", "product": cup.pk})
    client.post(edit, {"do": "remove", "product": pot.pk})
    assert goods_on(client.get(edit)) == [cup.pk]
    for sent, status in (
        ({"do": "sort", "product": cup.pk}, 400),
        ({"do": "up"}, 400),
        ({"do": "note", "product": cup.pk, "note": "x" * 501}, 400),
    ):
        assert client.post(edit, sent).status_code == status
    client.post(edit, {"do": "describe", "title": "For me", "about": "", "is_private": "on"})
    found.refresh_from_db()
    assert (found.title, found.is_public) == ("For me", False)
    assert "For me" in words(client.get(f"/lists/{found.pk}/delete/"))
    assert List.objects.exists()
    client.post(f"/lists/{found.pk}/delete/")
    assert not List.objects.exists()


def test_a_product_goes_onto_ones_own_list_and_nobody_elses():
    owner, product = a_person(), a_product()
    mine, theirs, shut = (
        a_list(owner=owner, title="Mine"),
        a_list(title="Theirs"),
        a_list(title="Shut", is_public=False),
    )
    client = as_(owner)
    client.post("/lists/add/", {"product": product.pk, "list": mine.pk})
    assert mine.entries.get().product == product
    page = words(client.get(f"/p/{product.pk}-{product.title.lower().replace(' ', '-')}/"))
    assert "On 1 list" in page
    assert f'<option value="{mine.pk}" disabled>' in page
    assert "Theirs" not in page
    for sent, status in ((theirs.pk, 403), (shut.pk, 404), ("x", 400), ("", 400)):
        assert client.post("/lists/add/", {"product": product.pk, "list": sent}).status_code == status
    assert as_().post("/lists/add/", {"product": product.pk, "list": mine.pk})["Location"].startswith("/account/login/")


def test_a_private_list_is_missing_for_everyone_else():
    product, owner = a_product(), a_person("mei")
    found = a_list(product, owner=owner, title="Secret wishes", is_public=False)
    shared = a_list(product, owner=owner, title="Shared")
    for person in (None, a_person(), a_person(is_operator=True)):
        client = as_(person)
        for address in (f"{found.pk}-secret-wishes/", f"{found.pk}-other/", f"{found.pk}/"):
            gone, never = (
                client.get(f"/lists/{address}"),
                client.get(f"/lists/{address.replace(str(found.pk), '9' * len(str(found.pk)) + '9')}"),
            )
            assert gone.status_code == never.status_code == 404
        if person:
            for act in ("edit/", "follow/", "delete/"):
                assert client.post(f"/lists/{found.pk}/{act}", {"do": "follow", "title": "x"}).status_code == 404
        pages = (
            "/lists/",
            "/lists/?sort=followed",
            "/people/mei/lists/",
            f"/p/{product.pk}-{product.title.lower().replace(' ', '-')}/",
        )
        for address in pages:
            page = words(client.get(address))
            assert "Secret wishes" not in page
            assert "Shared" in page
            assert "On 2 lists" not in page
    assert "Secret wishes" in words(as_(owner).get("/people/mei/lists/"))
    assert as_(owner).get(f"/lists/{found.pk}/").status_code == 301
    assert shared.is_public


def test_others_follow_a_list_and_a_visitor_signs_in_first():
    found, person = a_list(a_product(), title="Tea"), a_person("bo")
    follow = f"/lists/{found.pk}/follow/"
    assert as_().post(follow, {"do": "follow"})["Location"].startswith("/account/login/")
    assert as_().get(follow).status_code == 405
    client = as_(person)
    for _twice in range(2):
        client.post(follow, {"do": "follow"})
    assert "1 follows it" in words(client.get(f"/lists/{found.pk}-tea/"))
    assert "Tea" in words(as_().get("/people/bo/lists/"))
    assert as_(found.owner).post(follow, {"do": "follow"}).status_code == 403
    client.post(follow, {"do": "unfollow"})
    assert not ListFollow.objects.exists()


def test_the_directory_shows_what_holds_something_by_a_known_order():
    a_list(a_product(), title="Full")
    a_list(title="Empty")
    page = words(as_().get("/lists/"))
    assert "Full" in page
    assert "Empty" not in page
    for query, status in (("sort=owner", 400), ("page=0", 400), ("page=2", 404), ("sort=followed", 200)):
        assert as_().get(f"/lists/?{query}").status_code == status
