"""Every page of a lived-in town: no accessibility complaint, nothing wider than a phone, both languages and schemes."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from tests.discovery.towns import a_slate
from tests.factories import (
    NOON,
    a_circle,
    a_craving,
    a_label,
    a_list,
    a_mark,
    a_person,
    a_post,
    a_product,
    a_shop,
    a_tag,
    a_wear,
    an_argument,
)
from tests.traffic.looks import a_card, a_page
from watercress.catalogue import previews
from watercress.catalogue.models import Category, ImportRun, Product, Shop, ShopFeed
from watercress.community.models import Community, JoinRequest, Post, PostLabel, PostProduct, Reply, Section
from watercress.kernel import town
from watercress.labels.models import TagDecision, TagVoice
from watercress.people.models import Person
from watercress.search import index
from watercress.shelves.models import List, Mark
from watercress.traffic import links
from watercress.traffic.models import Tally
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
    teapots = Category.objects.get(slug="teapots")
    pot = a_product(shop=shop, title="Side-handle pot, iron-red clay", category=teapots)
    a_product(shop=a_shop(currency="EUR", small_since=NOON), title="A lid", category=teapots)
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
    lulu = a_person("lulu")
    JoinRequest.objects.create(
        community=circle, person=lulu, question="Brewed what?", answer="Rain.", asked_at=post.posted_at
    )
    _label(post, pot, mei, lulu)
    craving = a_craving(pot, post=a_post(circle, author=mei, title="A fourth pot?"))
    an_argument(craving, "leave", text="No.", html="<p>No.</p>")
    day = circle.founded_at
    waiting = {"verdict": "waiting", "words": "Until payday.", "remind_at": day, "reminded_at": day}
    a_craving(a_product(shop=a_shop()), post=a_post(circle, author=mei, title="A fifth pot?"), **waiting)
    index.complete()
    found = {**_addresses(circle, post, pot, craving.post), **_of_shelves(review, for_tea)}
    return {**found, "why": f"/why/{a_slate(circle, pot, cup)}/", "choose labels": "/labels/choose/"}


def _label(post: Post, pot: Product, mei: Person, lulu: Person) -> None:
    """Labels worn, borne, carried, suggested, disputed and decided."""
    for slug in ("tea-house", "petite", "handmade"):
        a_wear(mei, slug)
        a_tag(pot, slug)
    tea, cat = a_label("tea-house"), a_label("cat-person")
    a_wear(lulu, "tea-house")
    PostLabel.objects.create(post=post, label=tea, position=0)
    about = {"product": pot, "person": lulu, "said_at": post.posted_at, "words": "Really."}
    TagVoice.objects.create(label=cat, says="suggest", **about)
    for person in (lulu, a_person("bo-too"), a_person("wan")):
        TagVoice.objects.create(label=tea, says="dispute", **{**about, "person": person})
    TagDecision.objects.create(product=pot, label=cat, borne=False, reason="No cat.", decided_at=post.posted_at)


def _addresses(circle: Community, post: object, pot: object, craved: object) -> dict[str, str]:
    inside = f"/c/{circle.slug}/"
    topic = addresses.post(circle.slug, post.number, post.title)  # type: ignore[attr-defined]
    return {
        "home": "/",
        "hits": "/search/?q=pot&from=1",
        "no hits": "/search/?q=pot+zzyzx",
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
        "departments": "/categories/",
        "department": "/categories/tea-ware/",
        "shop": "/shops/kiln-no-9/",
        "new shop": "/shops/new/",
        "edit shop": "/shops/kiln-no-9/edit/",
        "import": "/shops/kiln-no-9/import/",
        "feed": "/shops/kiln-no-9/feeds/",
        **_of_a_preview(),
        "host": "/shops/kiln-no-9/host/",
        "visitors": _of_visitors(pot.shop, circle),  # type: ignore[attr-defined]
        "altered link": "/go/x/y/",
        "leaving": _a_way_out(pot),  # type: ignore[arg-type]
        "product": addresses.product(pot.pk, pot.title),  # type: ignore[attr-defined]
        "person": "/people/mei/",
        "labels": "/labels/",
        "label": "/labels/tea-house/?order=neutral",
        "wearers": "/labels/tea-house/people/",
        "labels of a product": f"/p/{pot.pk}/labels/",  # type: ignore[attr-defined]
        "labels of a shop": "/shops/kiln-no-9/labels/?show=all",
        "own labels": "/settings/labels/",
        "labels in dispute": "/operator/labels/",
        "settings": "/settings/",
        "operator": "/operator/",
        "mail": "/operator/mail/",
        "queue": "/operator/queue/",
        "craving": addresses.post(circle.slug, craved.number, craved.title),  # type: ignore[attr-defined]
        "cravings": "/talk-me-out/?verdict=all",
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


def _of_visitors(shop: Shop, circle: Community) -> str:
    """A report with bars, and with what did not count."""
    today = town.at_home(timezone.now()).date()
    for place, visits in ((f"c{circle.pk}", 40), ("", 12), ("l1", 3), ("c999", 9)):
        line = {"surface": "t", "place": place, "shown": 900, "visits": visits}
        Tally.objects.create(shop=shop, day=today, **line)
        Tally.objects.create(shop=shop, day=today - timedelta(days=30), **line)
    return f"/shops/{shop.slug}/visitors/"


def _a_way_out(pot: Product) -> str:
    page = a_page(pot)
    return f"/go/{a_card(page)}/{links.slate(page.digest, at=timezone.now())}/"


def _of_a_preview() -> dict[str, str]:
    """A file that waits for its keeper."""
    shop = Shop.objects.get(slug="kiln-no-9")
    card = {"title": "Pot", "price": 100, "price_most": 900, "currency": "CNY", "pictures_from": "cdn.kiln.example"}
    sample = [{**card, "category": "teapots", "options": 2, "listed": True, "does": "new"}] * 3
    columns = [{"name": "Nummer", "samples": ["7", "8"]}, {"name": "Was", "samples": ["Kanne " * 9]}]
    rejected = [{"line": line, "reason": "“soon” is not a price in CNY."} for line in range(5)]
    counts = dict.fromkeys(("read", "created", "updated", "unchanged", "retired", "unlisted", "variants"), 30)
    report = {**counts, "rejected": rejected, "reasons": [[rejected[0]["reason"], 5]], "source": "shopify"}
    preview = {
        **previews.NOTHING,
        "report": report,
        "sample": sample,
        "gone": ["Cup"] * 5,
        "columns": columns,
        "had": 40,
    }
    waits = {"started_at": shop.opened_at, "previewed_at": shop.opened_at, "file_name": "goods.csv"}
    preview |= {"looks_cut_off": True, "other_currency": "EUR", "currencies": [["EUR", 9]]}
    run = ImportRun.objects.create(shop=shop, preview=preview, **waits)
    ShopFeed.objects.create(shop=shop, address="https://kiln.example/feed.xml?key=1", named_at=shop.opened_at)
    where = f"/shops/kiln-no-9/import/{run.pk}/"
    return {"preview": where, "columns": f"{where}columns/"}


OPEN = ["home", "circles", "circle", "topic", "shops", "shop", "product", "person", "missing"]
OPEN += ["labels", "label"]
OPEN += ["departments", "department"]
OPEN += ["hits", "no hits"]
OPEN += ["craving", "cravings"]
OPEN += ["reviews", "shelves", "lists", "list"]
OPEN += ["why", "choose labels"]


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


# Each width, language and scheme once; every mixture of them is for the proof.
WIDE, PHONE = {"width": 1240, "height": 900}, {"width": 390, "height": 844}
ONCE = [("en-GB", "light", WIDE), ("zh-CN", "dark", PHONE)]
VISITORS = [
    pytest.param(language, scheme, size, marks=() if (language, scheme, size) in ONCE else pytest.mark.proof)
    for language in ("en-GB", "zh-CN")
    for scheme in ("light", "dark")
    for size in (WIDE, PHONE)
]
MEMBERS = [
    pytest.param(language, size, marks=() if (language, size) == ("zh-CN", PHONE) else pytest.mark.proof)
    for language in ("en-GB", "zh-CN")
    for size in (WIDE, PHONE)
]


def _flaws(page: Page, *, on_a_phone: bool) -> list[str]:
    found = _complaints(page)
    if on_a_phone:
        found += ["wider than a phone"] if _too_wide(page) else []
        found += [f"too small to touch: {what}" for what in _too_small(page)]
    return found


@pytest.mark.parametrize(("language", "scheme", "size"), VISITORS)
def test_visitors_pages_have_no_complaint(another, pages, language: str, scheme: str, size: dict[str, int]) -> None:
    page = another(locale=language, color_scheme=scheme, viewport=size)
    wrong: dict[str, list[str]] = {}
    for name in OPEN:
        page.goto(pages[name])
        wrong[name] = _flaws(page, on_a_phone=size == PHONE)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("language", "size"), MEMBERS)
def test_members_pages_have_no_complaint(another, pages, language: str, size: dict[str, int]) -> None:
    page = another(locale=language, viewport=size)
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("mei")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form").first.locator("button[type=submit], button:not([type])").first.click()
    wrong: dict[str, list[str]] = {}
    for name, address in pages.items():
        answer = page.goto(address)
        wrong[name] = _flaws(page, on_a_phone=size == PHONE)
        if answer is None or answer.status != {"missing": 404, "altered link": 404}.get(name, 200):
            wrong[name].append(f"answered {answer and answer.status}")
    assert {name: found for name, found in wrong.items() if found} == {}
