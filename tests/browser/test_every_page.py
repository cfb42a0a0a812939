"""Every page of a lived-in town: no accessibility complaint, nothing wider than a phone, both languages and schemes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.factories import a_circle, a_list, a_mark, a_person, a_post, a_product, a_shop
from watercress.community.models import Community, JoinRequest, PostProduct, Reply, Section
from watercress.shelves.models import List, Mark
from watercress.web import addresses

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "slow-leaves-9"
# What the town's own pages must fulfil; "best-practice" is a matter of taste.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def pages(transactional_db: None) -> dict[str, str]:
    """A little of everything, and the addresses of its pages."""
    mei = a_person("mei", name="Mei", password=PASSWORD, about="Tea, mostly.", is_operator=True)
    shop = a_shop("Kiln No. 9", slug="kiln-no-9", keeper=mei, host="kilnno9.example", about="Two people and a kiln.")
    pot = a_product(shop=shop, title="Side-handle pot, iron-red clay")
    cup = a_product(shop=shop, title="雨釉品茗杯", lang="zh-hans", price=5200, price_most=9900)
    review = a_mark(pot, person=a_person("bo"), shelf="have", stars=4, words="The lid rings.")
    a_mark(pot, person=a_person(), shelf="had", stars=1, why_left="Cracked.", held_at=review.marked_at)
    a_mark(cup, person=mei)
    for_tea = a_list(pot, cup, owner=mei, title="For tea")
    circle = a_circle(
        founder=mei, slug="a-tea-house", name="A Tea House", other_name="一家茶馆", question="Brewed what?"
    )
    Section.objects.create(community=circle, name="Hauls", position=1)
    post = a_post(circle, author=mei, title="Three small kilns", pinned_at=circle.founded_at)
    PostProduct.objects.create(post=post, product=pot, position=0)
    first = Reply.objects.create(post=post, author=mei, text="Yes.", html="<p>Yes.</p>", posted_at=post.posted_at)
    Reply.objects.create(post=post, author=None, parent=first, text="No.", html="<p>No.</p>", posted_at=post.posted_at)
    post.replies_count = 2
    post.save(update_fields=["replies_count"])
    JoinRequest.objects.create(
        community=circle, person=a_person("lulu"), question="Brewed what?", answer="Rain.", asked_at=post.posted_at
    )
    return {**_addresses(circle, post, pot), **_of_shelves(review, for_tea)}


def _addresses(circle: Community, post: object, pot: object) -> dict[str, str]:
    inside = f"/c/{circle.slug}/"
    topic = addresses.post(circle.slug, post.number, post.title)  # type: ignore[attr-defined]
    return {
        "home": "/",
        "circles": "/circles/",
        "found": "/circles/new/",
        "circle": inside,
        "topic": topic,
        "write": f"{inside}write/",
        "requests": f"{inside}requests/",
        "members": f"{inside}members/",
        "log": f"{inside}log/",
        "invitations": f"{inside}invitations/",
        "circle settings": f"{inside}settings/",
        "shops": "/shops/",
        "shop": "/shops/kiln-no-9/",
        "new shop": "/shops/new/",
        "edit shop": "/shops/kiln-no-9/edit/",
        "import": "/shops/kiln-no-9/import/",
        "host": "/shops/kiln-no-9/host/",
        "product": addresses.product(pot.pk, pot.title),  # type: ignore[attr-defined]
        "person": "/people/mei/",
        "settings": "/settings/",
        "operator": "/operator/",
        "mail": "/operator/mail/",
        "queue": "/operator/queue/",
        "missing": "/nothing-here/",
    }


def _of_shelves(review: Mark, found: List) -> dict[str, str]:
    product, edit = f"/p/{review.product_id}/", f"/lists/{found.pk}/"
    return {
        "mark": f"{product}mark/",
        "want": f"/want/?product={review.product_id}",
        "reviews": f"{product}reviews/",
        "answer": f"/reviews/{review.pk}/answer/",
        "shelves": "/people/mei/shelves/",
        "person lists": "/people/mei/lists/",
        "lists": "/lists/",
        "list": addresses.list_(found.pk, found.title),
        "new list": "/lists/new/",
        "edit list": f"{edit}edit/",
        "delete list": f"{edit}delete/",
        "held reviews": "/operator/reviews/",
    }


OPEN = [
    "home",
    "circles",
    "circle",
    "topic",
    "shops",
    "shop",
    "product",
    "reviews",
    "shelves",
    "lists",
    "list",
    "person",
    "missing",
]


def _complaints(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:200]}" for v in found for n in v["nodes"]]


def _too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def _too_small(page: Page) -> list[str]:
    """Controls under 44 px to touch on a phone; links inside running text are exempt, as WCAG says."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('button, .btn, input:not([type=hidden]), select, textarea, .bar a, .tabs a')]
        .filter((e) => { const r = e.getBoundingClientRect(); const s = getComputedStyle(e);
          return r.width > 2 && r.height > 0 && r.height < 43.5 && s.visibility !== 'hidden'
            && !['checkbox', 'radio'].includes(e.type) && !e.closest('.unseen'); })
        .map((e) => e.outerHTML.slice(0, 120))"""
    )


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_visitors_pages_have_no_complaint(another, pages: dict[str, str], language: str, scheme: str) -> None:
    wide = another(locale=language, color_scheme=scheme, viewport={"width": 1240, "height": 900})
    phone = another(locale=language, color_scheme=scheme, viewport={"width": 390, "height": 844})
    wrong: dict[str, list[str]] = {}
    for name in OPEN:
        for page in (wide, phone):
            page.goto(pages[name])
            wrong.setdefault(name, []).extend(_complaints(page))
        if _too_wide(phone):
            wrong[name].append("wider than a phone")
        wrong[name].extend(f"too small to touch: {what}" for what in _too_small(phone))
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_members_pages_have_no_complaint(another, pages: dict[str, str], language: str) -> None:
    phone = another(locale=language, viewport={"width": 390, "height": 844})
    phone.goto("/account/login/")
    phone.locator("input[name=login]").fill("mei")
    phone.locator("input[name=password]").fill(PASSWORD)
    with phone.expect_navigation():
        phone.locator("main form").first.locator("button[type=submit], button:not([type])").first.click()
    wrong: dict[str, list[str]] = {}
    for name, address in pages.items():
        answer = phone.goto(address)
        wrong[name] = _complaints(phone)
        if answer is None or answer.status != (404 if name == "missing" else 200):
            wrong[name].append(f"answered {answer and answer.status}")
        if _too_wide(phone):
            wrong[name].append("wider than a phone")
        wrong[name].extend(f"too small to touch: {what}" for what in _too_small(phone))
    assert {name: found for name, found in wrong.items() if found} == {}
