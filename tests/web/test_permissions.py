"""The permission matrix, through the pages: every cell of permissions.csv whose row has a route."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.factories import NOON, a_craving, a_label, a_list, a_mark, a_person, a_product, a_tag
from tests.kernel import drawings
from tests.kernel.markup import Found
from tests.web.actors import ACTORS, NOT_ASKED, World, a_world, an_invitation
from tests.web.circles import SIGN_IN, a_file, address_of, as_, inside, words
from watercress.catalogue.models import Product, ShopFeed
from watercress.community import membership
from watercress.community.features.cravings.models import Craving
from watercress.community.models import Post
from watercress.kernel import pictures
from watercress.labels import deciding, voices, wearing
from watercress.search import index
from watercress.search.models import Kind
from watercress.shelves.models import List, Mark
from watercress.traffic import slates

pytestmark = pytest.mark.django_db

with (Path(__file__).parent.parent / "permissions.csv").open(newline="") as _file:
    MATRIX = {(row.pop("object"), row.pop("action")): row for row in csv.DictReader(_file)}


@dataclass(frozen=True)
class Asked:
    """One actor at one row: `own` says whether what they ask about is theirs, where the matrix tells that apart."""

    world: World
    name: str
    client: Client
    own: bool = False

    @property
    def text(self) -> Any:
        """Something they wrote, or someone else did."""
        return self.world.texts[self.name if self.own and self.name in self.world.texts else "someone"]

    def post(self, address: str, **sent: Any) -> HttpResponse:
        return self.client.post(address, sent)

    def get(self, address: str) -> HttpResponse:
        return self.client.get(address)


@dataclass(frozen=True)
class Row:
    ask: Callable[[Asked], HttpResponse]
    missing: Callable[[Asked], HttpResponse] | None = None
    """The same asked of something that never was: what a hidden cell must look like."""
    no: tuple[int, ...] = (403,)
    """What a N may answer. Also 404 where the page is hidden too, and 400 where a field says why."""
    other: str = "N"
    """What an O means for what is somebody else's."""
    visitor: str = "L"
    """H where a page asks nobody to sign in: to a visitor too there is nothing there."""


def _acts(a: Asked, do: str, **more: Any) -> HttpResponse:
    return a.post(inside(a.text.post, "acts"), do=do, **more)


def _delete(a: Asked) -> HttpResponse:
    """One's own is withdrawn; another's is taken down, which is a steward's."""
    return _acts(a, "withdraw") if a.own else _acts(a, "hide", reason="An advert.")


def _approve(a: Asked) -> HttpResponse:
    asked = membership.ask(
        a.world.asks, person=a.world.texts["someone"].post.author, answer="Because", at=a.world.post.posted_at
    )
    return a.post("/c/asks/requests/", do="approve", request=asked.pk)


def _ban(slug: str, who: str) -> Callable[[Asked], HttpResponse]:
    def ask(a: Asked) -> HttpResponse:
        return a.post(f"/c/{slug}/members/", do="ban", person=getattr(a.world.circle, who).pk, reason="Shouting.")

    return ask


def _own_draft(a: Asked) -> HttpResponse:
    if a.own or a.name == "anon":
        return a.post(inside(a.world.post, "draft"), text="Mine")
    as_(a.world.circle.plain).post(inside(a.world.post, "draft"), {"text": "Somebody's half a thought"})
    page = a.get(address_of(a.world.post))
    if "half a thought" not in words(page):
        page.status_code = 403  # Nothing addresses another's draft; not showing it is how it is refused.
    return page


def _answer_as_shop(a: Asked) -> HttpResponse:
    shop = a.world.post.products.get().shop if a.own else a.world.people["rival"].keeps.get().shop
    return a.post(inside(a.world.post, "replies"), text="A new lid.", as_shop=shop.pk)


def _shop(page: str, **sent: str) -> Callable[[Asked], HttpResponse]:
    def ask(a: Asked) -> HttpResponse:
        # "own" for the seller is their shop; everyone else, and the seller without, stands before another's.
        slug = "kiln" if a.own or a.name != "seller" else "other"
        return a.post(f"/shops/{slug}/{page}/", **sent) if sent else a.get(f"/shops/{slug}/{page}/")

    return ask


def _feed_secret(a: Asked) -> HttpResponse:
    """Nothing addresses the credential; a page of the feed that does not show it is how it is refused."""
    kiln = a.world.people["seller"].keeps.get().shop
    ShopFeed.objects.create(shop=kiln, address="https://kiln.example/feed.xml?key=s3cret", named_at=NOON)
    page = a.get("/shops/kiln/feeds/")
    if page.status_code == 200 and "s3cret" not in page.content.decode():
        page.status_code = 403
    return page


def _upload(a: Asked) -> HttpResponse:
    return a.post("/settings/", name="", about="", picture=a_file("me.jpg", drawings.a_picture(60, 60)))


def _secret_picture(a: Asked, *, turned: bool = False) -> HttpResponse:
    key = a.world.secret.pictures.get().picture.key
    answer = a.get(f"/c/shut-circle/pictures/{key[::-1] if turned else key}/480.webp")
    b"".join(answer)
    return answer


def _search(a: Asked) -> HttpResponse:
    """Follow every hit, where some of what is asked for stands in a place for members: the worst answer of all."""
    Post.objects.filter(pk=a.world.secret.pk).update(title="Zzyzx in there")
    Post.objects.filter(pk=a.world.post.pk).update(title="Zzyzx out here")
    index.reread(Kind.POST, [a.world.secret.pk, a.world.post.pk])
    index.reread(Kind.COMMUNITY, [a.world.circle.pk, a.world.closed.pk])
    pages = [a.get(f"/search/{more}") for more in ("?q=zzyzx", "?q=circle&in=circles", "suggest/?q=zzy")]
    links = {link for page in pages for link in Found(words(page)).links if link.startswith("/c/")}
    assert address_of(Post.objects.get(pk=a.world.post.pk)) in links
    return max([*pages, *map(a.get, sorted(links))], key=lambda answer: answer.status_code)


def _verdict(a: Asked) -> HttpResponse:
    if not Craving.objects.filter(post=a.text.post).exists():
        a_craving(post=a.text.post)
    return a.post(inside(a.text.post, "verdict"), verdict="bought")


def _goods(a: Asked) -> Product:
    return a.world.post.products.get()


def _review(a: Asked) -> HttpResponse:
    address = f"/p/{_goods(a).pk}/"
    answer = a.post(f"{address}mark/", shelf="have", stars=1, words="It cracks.")
    taken = answer.status_code == 302 and SIGN_IN.split("?")[0] not in answer["Location"]
    if taken and "It cracks." not in words(as_().get(f"{address}reviews/")):
        answer.status_code = 202  # Held until the town has read it.
    return answer


def _take_review_back(a: Asked) -> HttpResponse:
    writer = a.world.people[a.name] if a.own else a.world.texts["someone"].post.author
    review = a_mark(a_product(), person=writer, shelf="have", words="Mine.")
    answer = a.post(f"/p/{review.product_id}/mark/", do="off", person=review.person_id)
    if a.name != "anon" and not a.own and Mark.objects.filter(pk=review.pk).exists():
        answer.status_code = 403  # Nothing addresses another's review; that it stays is how it is refused.
    return answer


def _answer_review(a: Asked) -> HttpResponse:
    shop = _goods(a).shop if a.own or a.name != "seller" else a.world.people["rival"].keeps.get().shop
    review = a_mark(a_product(shop=shop), shelf="have", words="It leaks.")
    return a.post(f"/reviews/{review.pk}/answer/", words="Send it back.")


def _a_list(a: Asked, **columns: Any) -> List:
    owner = a.world.people[a.name] if a.own else a.world.texts["someone"].post.author
    return a_list(_goods(a), owner=owner, **columns)


def _own_goods(a: Asked) -> Product:
    """The seller's product, or for the seller without `own` another shop's."""
    if a.own or a.name != "seller":
        return a.world.post.products.get()
    return a_product(shop=a.world.people["rival"].keeps.get().shop)


def _suggest_label(a: Asked) -> HttpResponse:
    shown = a.world.post.products.get()  # Of the seller's shop, whoever asks.
    return a.post(f"/p/{shown.pk}/labels/voices/", do="suggest", label=a_label().pk)


def _wears(a: Asked, *, unseen: bool) -> HttpResponse:
    """Nothing addresses another's wear: that all pages that might tell of it are as without is how it is hidden."""
    someone = a.world.post.author
    act = wearing.put_on if unseen else wearing.take_off
    act(someone, "petite", by=someone, at=NOON)
    pages = [a.get(where) for where in ("/people/someone/", "/labels/petite/")]
    told = HttpResponse(b"".join(page.content for page in pages), status=404)
    return told if {page.status_code for page in pages} == {200} else pages[0]


def _decide_labels(a: Asked) -> HttpResponse:
    product, tea = a.world.post.products.get(), a_label()
    a_tag(product, tea.slug)
    for _ in range(deciding.ENOUGH):
        voices.dispute(product, tea, person=a_person(), at=NOON)
    return a.post("/operator/labels/decisions/", do="bears-not", product=product.pk, label=tea.pk, reason="It is not.")


def _add_or_rename_a_label(a: Asked) -> HttpResponse:
    tried = [a.post(f"/labels/{where}", slug="tea-house", en="Den", zh="窝") for where in ("", "new/", "tea-house/")]
    return next((answer for answer in tried if answer.status_code != 405), tried[0])


def _look(a: Asked) -> HttpResponse:
    slates.flush()
    page = a.get(address_of(a.world.post))
    if slates.flush() != 1:
        page.status_code = 403  # It was looked at, and nothing was recorded.
    return page


def _leave(a: Asked, *, change: bool = False) -> HttpResponse:
    (way,) = re.findall(r'href="(/go/[^"]+)"', words(a.get(address_of(a.world.post))))
    slates.flush()
    return a.get(way.replace("/go/1", "/go/2") if change else f"{way}on/")


POST = {"do": "publish", "title": "Hello", "text": "There."}
NEW = {"name": "Nut party", "sentence": "Nuts.", "joining": "open", "readable_by": "world"}
SHOP = {"name": "Kiln", "currency": "CNY", "lang": "en", "host": "", "country": "", "about": ""}

ROUTES: dict[tuple[str, str], Row] = {
    ("account", "read public profile"): Row(lambda a: a.get("/people/someone/")),
    ("circle", "read posts, feed, count"): Row(lambda a: a.get(address_of(a.world.post))),
    ("circle", "read member list"): Row(lambda a: a.get("/c/open-circle/members/")),
    ("circle_members_only", "read name and description"): Row(lambda a: a.get("/c/shut-circle/")),
    ("circle_members_only", "read posts, members, files, feed, search hits, counts"): Row(
        lambda a: a.get("/c/shut-circle/1/"), missing=lambda a: a.get("/c/shut-circle/9/")
    ),
    ("circle", "create (throttled)"): Row(lambda a: a.post("/circles/new/", **NEW)),
    ("circle", "edit settings"): Row(lambda a: a.post("/c/open-circle/settings/", do="settings", **NEW)),
    ("circle", "make past private posts public"): Row(
        lambda a: a.post("/c/shut-circle/settings/", do="settings", **NEW), no=(403, 400)
    ),
    ("circle", "transfer ownership (target must accept)"): Row(
        lambda a: a.post("/c/open-circle/members/", do="offer", person=a.world.circle.plain.pk)
    ),
    ("membership", "join open circle (repeat = same result)"): Row(
        lambda a: a.post("/c/open-circle/membership/", do="join")
    ),
    ("membership", "ask to join private circle"): Row(lambda a: a.post("/c/asks/ask/", answer="Because.")),
    ("membership", "approve, deny, ban a plain member"): Row(_ban("open-circle", "plain")),
    ("membership", "ban owner or another c_mod"): Row(_ban("open-circle", "other_steward")),
    ("membership", "leave"): Row(lambda a: a.post("/c/open-circle/membership/", do="leave"), other=""),
    ("invite", "create, list, revoke"): Row(
        lambda a: a.post("/c/open-circle/invitations/", do="invite", uses=1, days=1)
    ),
    ("invite", "accept (bound to circle, uses, expiry)"): Row(lambda a: a.post(an_invitation(a.world))),
    ("post", "create in circle"): Row(lambda a: a.post("/c/open-circle/write/", **POST)),
    ("post", "edit text"): Row(lambda a: a.post(inside(a.text.post, "edit"), **POST)),
    ("post", "delete"): Row(_delete),
    ("post", "read when deleted"): Row(
        lambda a: a.get(address_of(a.text.gone)),
        missing=lambda a: a.get("/c/open-circle/99-a-title/"),
        other="H",
    ),
    ("post", "pin, lock"): Row(lambda a: _acts(a, "lock")),
    ("reply", "create"): Row(lambda a: a.post(inside(a.world.post, "replies"), text="Hello.")),
    ("reply", "answer in a circle as a mentioned shop (once per topic unless asked)"): Row(_answer_as_shop),
    ("like", "cast, change, withdraw (never on own)"): Row(lambda a: a.post(inside(a.world.post, "like"), do="like")),
    ("mod_log", "read (redacted)"): Row(lambda a: a.get("/c/open-circle/log/")),
    ("draft", "read, edit (own)"): Row(_own_draft),
    ("block", "block a person (they no longer reply, mention, book, befriend)"): Row(
        lambda a: a.post("/people/someone/block/")
    ),
    ("image", "upload"): Row(_upload),
    ("image", "read file of private-circle post (direct URL)"): Row(
        _secret_picture, missing=lambda a: _secret_picture(a, turned=True)
    ),
    ("shop", "read"): Row(lambda a: a.get("/shops/kiln/")),
    ("shop", "create or claim (domain proof)"): Row(lambda a: a.post("/shops/new/", **SHOP)),
    ("shop", "edit, news post"): Row(_shop("edit", **SHOP)),
    ("shop", "prove the host"): Row(_shop("host")),
    ("catalogue", "add source, run import, read errors"): Row(
        _shop("import"),
        missing=lambda a: a.get(f"/shops/{'nosuc' if a.name == 'seller' else 'nosu'}/import/"),
        other="H",
    ),
    ("catalogue", "read stored feed credential"): Row(_feed_secret, no=(403, 404)),
    ("price_history", "read lowest price of 30 days"): Row(
        lambda a: a.client.get(f"/p/{a.world.post.products.get().pk}/", follow=True)
    ),
    ("settings", "read or change"): Row(
        lambda a: a.get("/operator/town/"), missing=lambda a: a.get("/operator/nowt/"), visitor="H"
    ),
    ("craving", "close with a verdict (own)"): Row(_verdict),
    ("mark", "want, have, had (own)"): Row(lambda a: a.post("/want/", product=_goods(a).pk), other=""),
    ("list", "create, edit, order (own)"): Row(
        lambda a: a.post(f"/lists/{_a_list(a).pk}/edit/", do="up", product=_goods(a).pk)
    ),
    ("list", "read a private list"): Row(
        lambda a: a.get(f"/lists/{_a_list(a, pk=77, is_public=False).pk}/"),
        missing=lambda a: a.get("/lists/78/"),
        other="H",
    ),
    ("review", "create (verified or marked unverified)"): Row(_review),
    ("review", "edit, delete"): Row(_take_review_back),
    ("review", "reply"): Row(_answer_review),
    ("review", "hide or reorder by rating"): Row(
        lambda a: a.get(f"/p/{_goods(a).pk}/reviews/?sort=stars"), no=(400,), visitor="N"
    ),
    ("label", "wear, order, hide (own, up to 12)"): Row(lambda a: a.post("/labels/tea-house/wear/", do="on"), other=""),
    ("label", "read another person's private wear (page, reason, count under 5, export, API)"): Row(
        lambda a: _wears(a, unseen=True), missing=lambda a: _wears(a, unseen=False)
    ),
    ("label", "tag own product (up to 6)"): Row(
        lambda a: a.post(f"/p/{_own_goods(a).pk}/labels/", do="put", label=a_label().pk)
    ),
    ("label", "suggest or dispute a tag"): Row(_suggest_label),
    ("label", "decide a disputed tag"): Row(_decide_labels),
    ("label", "hide a label in this town"): Row(
        lambda a: a.post("/operator/labels/hidden/", do="hide", label=a_label().pk)
    ),
    ("label", "add or rename a label (exactly 240)"): Row(_add_or_rename_a_label, no=(405,), visitor="N"),
    ("search", "every hit is readable by the searcher"): Row(_search),
    ("impression", "record (signed impression token)"): Row(_look),
    ("click", "follow signed outbound link"): Row(_leave),
    ("click", "follow altered, unsigned or expired link"): Row(lambda a: _leave(a, change=True), no=(404,)),
}
NOT_YET = [row for row in MATRIX if row not in ROUTES]


def test_every_row_has_a_route_or_stands_in_not_yet():
    assert set(ROUTES) <= set(MATRIX)
    assert set(next(iter(MATRIX.values()))) == {*ACTORS, *NOT_ASKED}
    assert (len(MATRIX), len(NOT_YET)) == (152, 96)


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    kept = pictures.keep(drawings.a_picture(60, 60), at=NOON, public=False)
    return a_world(secret_picture=kept)


def verdict(answer: HttpResponse, row: Row, hidden: Callable[[], HttpResponse] | None) -> str:
    """What the answer says, in the matrix's letters."""
    status = answer.status_code
    if status == 302 and answer["Location"].startswith(SIGN_IN.split("?")[0]):
        return "L"
    if status in row.no:
        return "N"
    if status == 202:
        return "Q"
    if status < 400:
        return "Y"
    if status == 404 and hidden is not None:
        return "H" if _told(answer) == _told(hidden()) else "404, and not the same as missing"
    return str(status)


def _told(answer: HttpResponse) -> tuple[Any, ...]:
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}
    return answer.status_code, headers, len(answer.content)


def wanted(letter: str, row: Row) -> list[tuple[bool, str]]:
    """What each cell asks for: whether the thing is one's own, and the verdict."""
    match letter:
        case "-":
            return []
        case "O":
            return [(True, "Y"), *([(False, row.other)] if row.other else [])]
        case "E":  # Not before someone can break the glass, with a reason: until then as for anyone.
            return [(False, "H" if row.missing else "N")]
        case "L":
            return [(False, row.visitor)]
        case _:
            return [(False, letter)]


@pytest.mark.parametrize("key", ROUTES, ids=lambda key: f"{key[0]}: {key[1]}")
def test_the_matrix_holds_on_the_pages(world, key):
    row, cells = ROUTES[key], MATRIX[key]
    wrong = {}
    for name in ACTORS:
        for own, letter in wanted(cells[name], row):
            found = once(world, name, row, own=own)
            if found != letter:
                wrong[name, "own" if own else ""] = f"{found}, not {letter}"
    assert wrong == {}


class _Back(Exception):
    pass


def once(world: World, name: str, row: Row, *, own: bool) -> str:
    """Let one actor try it, and take back what they changed."""
    asked = Asked(world, name, as_(world.people[name]), own)
    missing = row.missing
    try:
        with transaction.atomic():
            # As the test's own transaction: slow work may be done inside it.
            transaction.get_connection().atomic_blocks[-1]._from_testcase = True
            found = verdict(row.ask(asked), row, (lambda: missing(asked)) if missing else None)
            raise _Back
    except _Back:
        return found
