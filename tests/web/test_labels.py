"""The wall, a label's page, one's own labels, and labels on topics."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOON,
    a_circle,
    a_label,
    a_person,
    a_picture,
    a_post,
    a_product,
    a_shop,
    a_tag,
    a_wear,
    shown_in,
)
from tests.kernel.markup import Found
from tests.web.circles import SIGN_IN, address_of, as_, inside, words
from watercress.catalogue.models import Category, Product
from watercress.community import drafts
from watercress.community.models import Draft, Post, PostLabel
from watercress.kernel import town
from watercress.kernel.models import Town
from watercress.labels.models import Label, Wear

pytestmark = pytest.mark.django_db
TEA = "/labels/tea-house/"


@pytest.fixture
def mei():
    return a_person("mei")


def worn(person):
    rows = Wear.objects.filter(person=person).order_by("position")
    return list(rows.values_list("label__slug", "is_public"))


def shown(page) -> list[int]:
    """The numbers of the products on a label's page, in order."""
    return [int(n) for n in re.findall(r'class="pic" href="/p/(\d+)-', words(page))]


def carry(post, *slugs):
    for place, slug in enumerate(slugs):
        PostLabel.objects.create(post=post, label=a_label(slug), position=place)


# Wearing


def test_the_wall_has_the_240_with_how_many_wear_each_and_mine_marked(mei):
    a_wear(mei, "tea-house")
    a_wear(mei, "petite")
    page = words(as_(mei).get("/labels/"))
    assert page.count('href="/labels/') == 1 + 240, "the way here in the bar, and each label once"
    assert page.count('class="label on"') == 2
    assert 'class="label on"' not in words(as_(a_person()).get("/labels/"))
    assert '<span class="num"><span class="unseen">worn by</span> 1</span>' in words(as_().get("/labels/"))


def test_one_press_on_a_labels_page_puts_it_on_and_another_takes_it_off(mei):
    client = as_(mei)
    for do, after in (("on", [("tea-house", True)]), ("hide", [("tea-house", False)]), ("show", [("tea-house", True)])):
        assert client.post(f"{TEA}wear/", {"do": do})["Location"] == TEA
        assert worn(mei) == after
    piece = client.post(f"{TEA}wear/", {"do": "off"}, headers={"HX-Request": "true"})
    assert (piece.status_code, worn(mei)) == (200, [])
    assert words(piece).lstrip().startswith('<div class="act" id="wear">')
    assert client.post(f"{TEA}wear/", {"do": "frame"}).status_code == 400
    client.post("/labels/petite/wear/", {"do": "on"})
    assert worn(mei) == [("petite", False)]


def test_ones_labels_are_put_in_order_without_javascript(mei):
    client = as_(mei)
    for pressed in (
        "on-tea-house",
        "on-mori-girl",
        "on-petite",
        "up-petite",
        "up-petite",
        "hide-mori-girl",
        "down-petite",
    ):
        assert client.post("/settings/labels/", {"do": pressed}).status_code == 302
    assert worn(mei) == [("tea-house", True), ("petite", False), ("mori-girl", False)]
    found = words(client.get("/settings/labels/?q=茶"))
    assert 'value="off-tea-house"' in found
    assert 'value="on-nuts"' not in found
    assert client.post("/settings/labels/", {"do": "off-petite", "q": "tea"})["Location"] == "/settings/labels/?q=tea"


def test_a_thirteenth_is_refused_with_a_reason(mei):
    for slug in Label.objects.exclude(slug="tea-house").values_list("slug", flat=True)[:12]:
        a_wear(mei, slug)
    page = as_(mei).post("/settings/labels/", {"do": "on-tea-house"})
    assert page.status_code == 400
    assert "One wears at most 12 labels." in words(page)


@pytest.mark.parametrize(
    "pressed", ["", "on-", "on-nobody", "on-\0", "on-Tea-House", "frame-tea-house", "up-nuts", "off"]
)
def test_odd_buttons_are_refused_and_nothing_is_worn(mei, pressed):
    status = as_(mei).post("/settings/labels/", {"do": pressed}).status_code
    assert (status, worn(mei)) == (302 if pressed == "off" else 400, [])


def test_a_person_shows_what_is_public_and_only_oneself_sees_the_rest(mei):
    a_wear(mei, "tea-house")
    a_wear(mei, "petite")
    a_wear(mei, "mori-girl")
    seen = (words(as_(who).get("/people/mei/")) for who in (mei, a_person()))
    own, others = (page.partition("<main")[2] for page in seen)
    assert own.index("Tea house") < own.index("Petite") < own.index("Mori girl")
    assert "only you see this" in own
    assert others.index("Tea house") < others.index("Mori girl")
    assert "Petite" not in others


def test_visitors_are_led_to_sign_in(mei):
    assert as_().post(f"{TEA}wear/", {"do": "on"})["Location"].startswith(SIGN_IN)
    assert as_().get("/settings/labels/")["Location"].startswith(SIGN_IN)


# A label's page


def test_a_labels_page_gathers_what_the_reader_may_see(mei):
    circle, shut = a_circle(name="Open door", members=(mei,)), a_circle(name="Shut door", readable_by="members")
    told, secret, gone = a_post(circle, title="Told"), a_post(shut, title="Secret"), a_post(circle, withdrawn_at=NOON)
    for post in (told, secret, gone):
        carry(post, "tea-house")
    pot, hidden, sold = a_product(title="Pot"), a_product(listed=False), a_product(retired_at=NOON)
    for product in (pot, hidden, sold):
        a_tag(product, "tea-house")
    a_wear(mei, "tea-house")
    a_wear(a_person("unseen"), "tea-house", is_public=False)
    a_wear(a_person("gone", is_active=False), "tea-house")
    page = as_().get(TEA)
    assert shown(page) == [pot.pk]
    assert "Told" in words(page)
    assert "Open door" in words(page)
    for word in ("Secret", "Shut door", "/people/unseen/", "/people/gone/"):
        assert word not in words(page)
    assert "Secret" in words(as_(shut.founder).get(TEA))
    assert words(as_().get(f"{TEA}people/")).count('class="who"') == 1
    assert "Secret" not in words(as_().get(f"{TEA}topics/"))


def test_a_hidden_label_is_as_missing_as_one_that_never_was(mei):
    a_wear(mei, "tea-house")
    pot, post = a_product(), a_post(a_circle())
    a_tag(pot, "tea-house")
    carry(post, "tea-house")
    Label.objects.filter(slug="tea-house").update(hidden_at=NOON)
    client = as_(mei)
    for page in ("", "people/", "topics/"):
        hidden, missing = client.get(TEA + page), client.get(f"/labels/tea-hause/{page}")
        assert (hidden.status_code, len(hidden.content)) == (404, len(missing.content))
    for address in ("/labels/", "/people/mei/", f"/p/{pot.pk}-thing/", f"/p/{pot.pk}/labels/", address_of(post)):
        assert "Tea house" not in words(client.get(address, follow=True)), address
    assert "This town does without this label" in words(client.get("/settings/labels/"))


def test_the_most_wanted_stands_first_and_each_card_says_why():
    new, wanted, old = (
        a_product(),
        a_product(wants_count=2, added_at=NOON.replace(day=2)),
        a_product(added_at=NOON.replace(year=2025)),
    )
    for product in (new, wanted, old):
        a_tag(product, "tea-house")
    page = as_().get(TEA)
    assert shown(page) == [wanted.pk, new.pk, old.pk]
    assert "2 people want it" in words(page)
    assert words(page).count("here since Sept. 1, 2026") == 1
    assert shown(as_().get(f"{TEA}?order=new")) == [wanted.pk, new.pk, old.pk]
    Product.objects.filter(pk=new.pk).update(added_at=NOON.replace(day=3))
    assert shown(as_().get(f"{TEA}?order=new")) == [new.pk, wanted.pk, old.pk]


def test_the_neutral_order_is_worked_out_from_its_seed_alone(mei):
    goods = [a_product(wants_count=n) for n in range(30)]
    for product in goods:
        a_tag(product, "tea-house")

    def order(seed, client):
        pages = [client.get(f"{TEA}?order=neutral&seed={seed}&page={page}") for page in (1, 2)]
        assert f"place 1 by seed {seed}" in words(pages[0])
        return [number for page in pages for number in shown(page)]

    def worked_out(seed):
        return sorted(
            (product.pk for product in goods), key=lambda pk: hashlib.md5(f"{seed}:{pk}".encode()).hexdigest()
        )

    for seed in (7, 999_999):
        assert order(seed, as_()) == order(seed, as_(mei)) == worked_out(seed)
    assert worked_out(7) != worked_out(8)
    today = words(as_().get(f"{TEA}?order=neutral"))
    seed = re.search("by seed ([0-9]+)", today)[1]
    assert f"?order=neutral&amp;seed={seed}&amp;page=2" in today, "the next page is that of the same shuffle"


def test_goods_are_chosen_by_department_and_price():
    teapots = Category.objects.get(slug="teapots")
    cheap, dear = a_product(category=teapots, price=100), a_product(category=teapots)
    yen, other = a_product(shop=a_shop(currency="JPY"), price=100), a_product(price=200)
    for product in (cheap, dear, yen, other):
        a_tag(product, "tea-house")
    assert set(shown(as_().get(f"{TEA}?in=teapots"))) == {cheap.pk, dear.pk}
    assert set(shown(as_().get(f"{TEA}?currency=CNY&most=2"))) == {cheap.pk, other.pk}
    assert shown(as_().get(f"{TEA}?in=teapots&currency=CNY&most=2")) == [cheap.pk]
    assert "Nothing here." in words(as_().get(f"{TEA}?in=tea"))


@pytest.mark.parametrize(
    "query",
    ["order=price", "order=neutral&seed=0", "order=neutral&seed=1000000", "order=neutral&seed=x", "in=moon", "page=0",
     "currency=cny", "currency=CNY&most=-1", "currency=CNY&most=1e9"],
)  # fmt: skip
def test_what_no_form_of_ours_sends_is_a_400(query):
    assert as_().get(f"{TEA}?{query}").status_code == 400


def fill(times, mei):
    """A label's page with `times` rows more in every list, and the labels of a product."""
    pot = Product.objects.order_by("pk").first() or a_product(shop=a_shop(keeper=mei))
    for slug in Label.objects.exclude(tags__product=pot).values_list("slug", flat=True)[: min(times, 3)]:
        a_tag(pot, slug)
    for _ in range(times):
        person, product = (
            a_person(picture=a_picture()),
            a_product(shop=pot.shop, tags=["Handmade"], picture=a_picture()),
        )
        a_wear(person, "tea-house")
        a_tag(product, "tea-house", "mori-girl")
        post = a_post(a_circle(crest=a_picture()), author=person)
        shown_in(post, product)
        carry(post, "tea-house")
    return pot


def test_pages_about_labels_ask_little_and_no_more_for_thirty_rows(mei):
    Town.objects.create(pk=1, name="Ours", founded_at=NOON)
    a_wear(mei, "mori-girl")

    def asked():
        found = {}
        for who, person in (("visitor", None), ("keeper", mei)):
            client = as_(person)
            for address in ("/labels/", TEA, f"{TEA}people/", f"{TEA}topics/", f"/p/{pot.pk}/labels/", *kept[who]):
                town.forget()
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(address).status_code == 200, address
                found[who, address] = len(captured)
        return found

    pot = fill(1, mei)
    kept = {"visitor": (), "keeper": ("/settings/labels/", f"/shops/{pot.shop.slug}/labels/?show=all")}
    one = asked()
    fill(29, mei)
    assert asked() == one
    # Twelve, and what the viewer wants of the goods shown.
    assert {where: n for where, n in one.items() if n > 13} == {}


# On topics


@pytest.fixture
def circle(mei):
    return a_circle(slug="tea", members=(mei,))


def write(person, do="publish", **sent):
    return as_(person).post("/c/tea/write/", {"do": do, "title": "Three kilns", "text": "Slow.", **sent})


def numbers(*slugs):
    return [a_label(slug).pk for slug in slugs]


def carried(post):
    return list(post.carried.order_by("position").values_list("label__slug", flat=True))


def offered(page) -> dict[int, bool]:
    """The labels the composer offers as boxes to tick, and whether each is ticked."""
    boxes = [
        attributes
        for tag, attributes in Found(words(page)).tags
        if tag == "input" and attributes.get("name") == "labels"
    ]
    return {int(box["value"]): "checked" in box for box in boxes}


def test_a_topic_carries_labels_and_shows_them_under_its_title(mei, circle):
    answer = write(mei, labels=numbers("mori-girl", "tea-house"), label=numbers("nuts"))
    post = Post.objects.get()
    assert carried(post) == ["mori-girl", "tea-house", "nuts"]
    page = words(as_().get(answer["Location"]))
    assert page.index("Three kilns</h1>") < page.index('href="/labels/mori-girl/"') < page.index('<div class="text"')
    as_(mei).post(
        inside(post, "edit"), {"do": "publish", "title": "Three kilns", "text": "Slow.", "labels": numbers("nuts")}
    )
    assert carried(post) == ["nuts"]
    assert not post.revisions.exists()


def test_a_seventh_is_refused_and_all_that_was_ticked_stays(mei, circle):
    seven = list(Label.objects.values_list("pk", flat=True)[:7])
    page = write(mei, labels=seven)
    assert page.status_code == 400
    assert "At most 6 labels; this has 7." in words(page)
    assert offered(page) == dict.fromkeys(seven, True)
    assert not Post.objects.exists()
    assert Draft.objects.get().fields["labels"] == seven
    assert offered(as_(mei).get("/c/tea/write/")) == dict.fromkeys(seven, True)


def test_the_composer_offers_what_one_wears_and_what_the_products_bear(mei, circle):
    pot = a_product()
    a_wear(mei, "tea-house")
    a_wear(mei, "petite")
    a_tag(pot, "handmade", "tea-house")
    page = write(mei, do="add-label", products=[pot.pk], label=numbers("nuts"))
    assert offered(page) == {
        **dict.fromkeys(numbers("nuts"), True), **dict.fromkeys(numbers("handmade", "tea-house", "petite"), False),
    }  # fmt: skip
    assert list(offered(page)) == numbers("nuts", "handmade", "tea-house", "petite")


@pytest.mark.parametrize("sent", ["0", "-1", "x", "99999", "9" * 19])
def test_what_is_no_label_is_refused_or_left_out(mei, circle, sent):
    assert write(mei, labels=[sent]).status_code in (302, 400)
    assert not PostLabel.objects.exists()


def test_a_label_hidden_meanwhile_stays_on_its_topic_and_goes_on_no_other(mei, circle):
    write(mei, labels=numbers("nuts"))
    Label.objects.filter(slug="nuts").update(hidden_at=NOON)
    post = Post.objects.get()
    sent = {"do": "publish", "title": "Four kilns", "text": "Slow.", "labels": numbers("nuts", "tea-house")}
    assert as_(mei).post(inside(post, "edit"), sent).status_code == 302
    assert carried(post) == ["nuts", "tea-house"]
    page = write(mei, labels=numbers("nuts"))
    assert "There is no such label here." in words(page)


def test_a_draft_of_before_knows_no_labels(mei, circle):
    drafts.save(circle, person=mei, fields={"title": "Half", "labels": ["x", None]}, at=NOON)
    assert offered(as_(mei).get("/c/tea/write/")) == {}
