"""The labels a visitor chose: in a cookie on their own device that holds these and nothing else, no name and no number."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from watercress.kernel.decisions import Refused
from watercress.labels import wearing
from watercress.labels.models import MOST_WORN, Label
from watercress.people.models import Person

COOKIE = "watercress_labels"
SECONDS = 60 * 60 * 24 * 60
BETWEEN = "."


def of(request: HttpRequest) -> list[str]:
    """Return the slugs of what was chosen, first the first; what no label can be called is left out."""
    written = request.COOKIES.get(COOKIE, "").split(BETWEEN)[: MOST_WORN * 2]
    return list(dict.fromkeys(slug for slug in written if wearing.SLUG.fullmatch(slug)))[:MOST_WORN]


def keep(response: HttpResponseBase, slugs: Sequence[str]) -> None:
    """Have the visitor's browser keep these; none of them, and it forgets that it ever kept some."""
    if not slugs:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, BETWEEN.join(slugs), max_age=SECONDS, secure=settings.IS_SECURE, httponly=True, samesite="Lax"
    )


def bring_along(request: HttpRequest, response: HttpResponseBase, *, person: Person) -> None:
    """Let someone who has just made an account wear what they had chosen as a visitor; the cookie has done its work."""
    slugs = of(request)
    if not slugs:
        return
    known = set(Label.objects.visible_to(person).filter(slug__in=slugs).values_list("slug", flat=True))
    wanted: list[wearing.Worn] = [(slug, None) for slug in slugs if slug in known]
    try:
        wearing.arrange(person, worn=wanted, by=person, at=timezone.now())
    except Refused:
        # The operator hid one in this very moment; the account stands, and they can choose again.
        return
    keep(response, ())
    messages.success(request, _("You wear the labels you chose. Who sees them is up to you, in your settings."))
