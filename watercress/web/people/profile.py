"""A person's page: who they are, where they are found, what they wrote."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watercress.community import reading
from watercress.community.models import Community
from watercress.kernel.text import language_of
from watercress.labels import wearing
from watercress.people import blocks
from watercress.people.models import Person
from watercress.web import addresses, pages
from watercress.web.shelves import people as shelved

from . import visitors

CIRCLES_SHOWN = 60


def _find(request: HttpRequest, name: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("picture"), username__iexact=name)


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    person = _find(request, name)
    if person.username != name:
        return HttpResponseRedirect(reverse("person", args=[person.username]))
    page = pages.number(request)
    topics = reading.by_person(person, person=request.user, page=page)
    return render(
        request,
        "people/show.html",
        {
            "person": person,
            # Guessed from what was written, so that a screen reader and the line breaker know it.
            "about_lang": language_of(person.about, "en"),
            "name_lang": language_of(person.shown_name, "en"),
            "worn": wearing.of(person, request.user),
            "circles": _circles(person),
            "topics": [{**row, "pinned_at": None} for row in topics[: reading.TOPICS_A_PAGE]],
            "page": page,
            "has_more": len(topics) > reading.TOPICS_A_PAGE,
            "shelved": shelved.summary(request, person),
            "blocked": blocks.has_blocked(request.user, person),
            "can_block": blocks.can_block(request.user, person),
        },
    )


def _circles(person: Person) -> list[dict[str, Any]]:
    """The communities they joined whose pages anyone may read: who is in a closed one stays there (S18)."""
    joined = Community.objects.readable_by(_NOBODY).filter(memberships__person=person)
    rows: Any = joined.order_by("-memberships__joined_at").values("id", "slug", "name", "other_name", "crest__key")
    return list(rows[:CIRCLES_SHOWN])


class _Nobody:
    is_authenticated = False


_NOBODY = _Nobody()


@require_POST
@login_required
def block(request: HttpRequest, name: str) -> HttpResponse:
    person = _find(request, name)
    blocks.block(person, by=visitors.person(request), at=timezone.now())
    messages.success(request, _("%(name)s can no longer reply to you or mention you.") % {"name": person.shown_name})
    return HttpResponseRedirect(addresses.back(request, reverse("person", args=[person.username])))


@require_POST
@login_required
def unblock(request: HttpRequest, name: str) -> HttpResponse:
    person = _find(request, name)
    blocks.unblock(person, by=visitors.person(request))
    messages.success(request, _("%(name)s is no longer blocked.") % {"name": person.shown_name})
    return HttpResponseRedirect(addresses.back(request, reverse("person", args=[person.username])))
