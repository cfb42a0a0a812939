"""Labels for many of a shop's goods at once."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from watercress.catalogue import categories
from watercress.catalogue.models import Product
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.kernel.text import UNKEEPABLE
from watercress.labels import offering, policies, reading, tagging
from watercress.labels.models import Says, Tag, TagVoice
from watercress.labels.naming import in_chinese
from watercress.labels.reading.wall import by_number
from watercress.labels.tagging import MOST_AT_ONCE, Tagged
from watercress.web import pages
from watercress.web.catalogue.loading import Counter, counter

from .loading import label_sent

GOODS_A_PAGE = 40
KINDS_OFFERED = 100
LONGEST_WORDS = 200
SHELVES = ("untagged", "spoken-of", "all")
"""Without a label, with something people say about theirs, or all."""


@dataclass(frozen=True)
class Choice:
    """Which of the shop's goods are looked at."""

    shelf: str = "untagged"
    department: str = ""
    kind: str = ""
    words: str = ""

    def of(self, goods: QuerySet[Product]) -> QuerySet[Product]:
        if self.shelf == "untagged":
            goods = goods.filter(~Exists(Tag.objects.filter(product=OuterRef("pk"))))
        if self.shelf == "spoken-of":
            goods = goods.filter(_is_spoken_of())
        if self.department:
            goods = goods.filter(category__slug=self.department)
        if self.kind:
            goods = goods.filter(kind=self.kind)
        for word in self.words.split()[:8]:
            goods = goods.filter(title__icontains=word)
        return goods

    def query(self) -> str:
        return urlencode({"show": self.shelf, "in": self.department, "kind": self.kind, "q": self.words})


def _is_spoken_of() -> Exists:
    return Exists(TagVoice.objects.standing().filter(product=OuterRef("pk")))


@require_http_methods(["GET", "POST"])
@login_required
def labels(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    policies.can_tag(request.user, here.shop).require()
    here.keeps = True  # As was just found out; the header need not ask again.
    choice = _choice(request)
    if request.method == "GET":
        return _page(here, choice)
    goods = _selected(request, choice.of(_goods(here)))
    if not goods:
        return _page(here, choice, problem=_("Select some goods first."))
    try:
        tagged = _press(request, here, goods)
    except Refused as refused:
        return _page(here, choice, problem=" ".join(map(str, refused.problems.values())))
    _tell(request, tagged, {product.pk: product.title for product in goods})
    return redirect(f"{reverse('shop_labels', args=[slug])}?{choice.query()}{_same_page(request, choice)}")


def _same_page(request: HttpRequest, choice: Choice) -> str:
    """What was untagged is so no longer: the page it stood on may be gone."""
    return f"&page={pages.number(request)}" if choice.shelf == "all" else ""


def _goods(here: Counter) -> QuerySet[Product]:
    """What it sells, kept off the shelf or not: a shop dresses its goods before it shows them."""
    return Product.objects.visible_to(here.request.user).filter(shop=here.shop, retired_at=None)


def _choice(request: HttpRequest) -> Choice:
    sent = request.GET
    shelf, department = sent.get("show", "untagged"), sent.get("in", "")
    if shelf not in SHELVES:
        raise BadRequest("show")
    if department and not any(known.slug == department for known in categories.departments()):
        raise BadRequest("in")
    kind, words = (UNKEEPABLE.sub("", sent.get(name, ""))[:LONGEST_WORDS] for name in ("kind", "q"))
    return Choice(shelf, department, kind, words)


def _selected(request: HttpRequest, found: QuerySet[Product]) -> list[Product]:
    """Return what is ticked, or all that was found, at most 500."""
    only = found.order_by("-added_at", "-id").only("shop_id", "title", *offering.TOLD)
    if request.POST.get("everything"):
        return list(only[:MOST_AT_ONCE])
    numbers = [number for sent in request.POST.getlist("goods")[:MOST_AT_ONCE] if (number := ids.row_number(sent))]
    return list(only.filter(pk__in=numbers))


def _press(request: HttpRequest, here: Counter, goods: list[Product]) -> Tagged:
    by, now = request.user, timezone.now()
    match request.POST.get("do"):
        case "put":
            return tagging.put_on_many(goods, label_sent(request), shop=here.shop, by=by, at=now)
        case "off":
            return tagging.take_off_many(goods, label_sent(request), shop=here.shop, by=by, at=now)
        case "offered":
            return offering.take(goods, shop=here.shop, by=by, at=now)
    raise BadRequest("do")


def _tell(request: HttpRequest, tagged: Tagged, titles: dict[int, str]) -> None:
    n = len(tagged.changed)
    said = ngettext("%(n)s product changed.", "%(n)s products changed.", n) % {"n": n}
    messages.success(request, said)
    for number, why in list(tagged.left.items())[:5]:
        messages.warning(request, _("“%(title)s” was left as it was. %(why)s") % {"title": titles[number], "why": why})
    if (more := len(tagged.left) - 5) > 0:
        said = ngettext("%(n)s more was left as it was.", "%(n)s more were left as they were.", more) % {"n": more}
        messages.warning(request, said)


def _page(here: Counter, choice: Choice, problem: str = "") -> HttpResponse:
    request = here.request
    goods = _goods(here)
    page = pages.number(request)
    rows = _rows(choice.of(goods), page)
    groups = reading.choices(request.user)
    context: dict[str, Any] = {
        **here.frame(),
        "rows": _with_labels(rows, groups, request.user),
        "spoken_of": goods.filter(_is_spoken_of()).count(),
        "page": pages.Page(page, rows[0]["all"] if rows else 0, GOODS_A_PAGE),
        "choice": choice,
        "query": f"{choice.query()}&",
        "departments": _departments(goods),
        "kinds": list(
            goods.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()[:KINDS_OFFERED]
        ),
        "groups": groups,
        "label": ids.row_number(request.POST.get("label", "")),
        "ticked": set(request.POST.getlist("goods")),
        "problem": problem,
    }
    return render(request, "labels/shop.html", context, status=400 if problem else 200)


def _rows(goods: QuerySet[Product], page: int) -> list[dict[str, Any]]:
    start = (page - 1) * GOODS_A_PAGE
    found: Any = goods.annotate(all=Window(Count("pk"))).order_by("-added_at", "-id")[start : start + GOODS_A_PAGE]
    rows = found.values("all", "id", "title", "lang", "listed", "kind", "tags", picture_key=F("picture__key"))
    return list(rows)


def _with_labels(rows: list[dict[str, Any]], groups: list[dict[str, Any]], person: Any) -> list[dict[str, Any]]:
    """Set beside each product what it bears, what its own words offer, and what people say about it."""
    known, numbers = by_number(groups), [row["id"] for row in rows]
    words, borne = offering.Words(known.values()), reading.bearing(numbers, kept=True)
    said = reading.openings(numbers, person=person, heard=True)
    told = []
    for row in rows:
        bears = borne.get(row["id"], [])
        offered = words.named(row, borne=[label["id"] for label in bears])
        openings = said.get(row["id"], [])
        told.append(
            {
                **row,
                "bears": bears,
                "offered": [known[number] for number in offered],
                "disputed": {opening["id"] for opening in openings if opening["says"] == Says.DISPUTE},
                "suggested": [opening for opening in openings if opening["says"] == Says.SUGGEST],
            }
        )
    return told


def _departments(goods: QuerySet[Product]) -> list[dict[str, Any]]:
    name = "category__zh" if in_chinese() else "category__en"
    rows: Any = goods.filter(~Q(category=None)).order_by().values("category__slug", name).annotate(n=Count("pk"))
    return [{"slug": row["category__slug"], "name": row[name], "count": row["n"]} for row in rows.order_by("-n")]
