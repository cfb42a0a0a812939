"""Everything people say of one thing, and the shop's answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watercress.kernel.decisions import Refused
from watercress.shelves import answering, policies, reading
from watercress.shelves.models import Mark
from watercress.web import pages

from . import loading
from .forms import AnswerForm

# The only order there is: nobody, and least of all a shop, puts the kind ones first (S48).
SORTS = ("new",)
SHOWN = {"all": gettext_lazy("All"), "words": gettext_lazy("With words")}


@require_safe
def of_product(request: HttpRequest, number: int) -> HttpResponse:
    product = loading.product(request, number)
    loading.chosen(request, "sort", SORTS, "new")
    shown = loading.chosen(request, "show", SHOWN, "all")
    page, each = pages.number(request), reading.REVIEWS_A_PAGE
    rows = reading.of_product(
        product, person=request.user, most=each, skip=(page - 1) * each, with_words=shown == "words"
    )
    context: dict[str, Any] = {
        "product": product,
        "reviews": rows,
        "page": pages.Page(page, loading.page_of(rows, page), each),
        "shown": shown,
        "choices": SHOWN.items(),
    }
    return render(request, "shelves/reviews.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def answer(request: HttpRequest, number: int) -> HttpResponse:
    review = reading.one(number, person=request.user)
    if review is None:
        raise Http404
    policies.can_answer(request.user, review).require()
    if request.method == "GET":
        given = getattr(review, "answer", None)
        return _page(request, review, AnswerForm(initial={"words": given.words if given else ""}))
    if request.POST.get("do") == "take-back":
        answering.take_back(review, by=request.user)
        return _back(review)
    form = AnswerForm(request.POST)
    form.is_valid()  # What it thinks does not count: the shelves' word does.
    try:
        answering.answer(review, by=request.user, words=request.POST.get("words", ""), at=timezone.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(request, review, form, status=400)
    messages.success(request, _("Your answer stands under the review."))
    return _back(review)


def _back(review: Mark) -> HttpResponse:
    return redirect(f"{reverse('reviews', args=[review.product_id])}#review-{review.pk}")


def _page(request: HttpRequest, review: Mark, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    return render(request, "shelves/answer.html", {"review": review, "form": form}, status=status)
