"""One click into the demo as someone who lives there: on this machine, in the demo town, and nowhere else."""

from typing import Any

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from watercress.kernel import town
from watercress.people.models import Person
from watercress.web.people import visitors

ROLES: dict[str, str | Promise] = {
    "buyer": _("a buyer"),
    "keeper": _("a shop keeper"),
    "steward": _("a steward"),
    "operator": _("the operator"),
}


def is_open(request: HttpRequest) -> bool:
    """True in the demo town for a request of this machine's own; a proxy, even here, speaks for others."""
    found = town.town()
    return visitors.is_on_this_machine(request) and found is not None and found.is_demo


def offered(request: HttpRequest) -> list[tuple[str, str | Promise]]:
    """Return the roles to show in the page's strip: (key, words), empty where nobody may enter."""
    return list(ROLES.items()) if is_open(request) else []


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    if role not in ROLES or not is_open(request):
        raise Http404
    person = someone(role)
    if person is None:
        raise Http404
    logout(request)
    login(request, person)
    return HttpResponseRedirect(where(role, person))


def someone(role: str) -> Person | None:
    """Return who plays `role`: whoever has most of what makes the role worth a look."""
    people: Any = Person.objects.filter(is_active=True)
    if role == "operator":
        return people.filter(is_operator=True).order_by("id").first()
    people = people.filter(is_operator=False)
    if role == "keeper":
        return people.filter(keeps__isnull=False).order_by("id").distinct().first()
    people = people.filter(keeps__isnull=True)
    if role == "steward":
        return people.filter(memberships__is_steward=True).order_by("id").distinct().first()
    return (
        people.filter(memberships__isnull=False).exclude(memberships__is_steward=True).order_by("id").distinct().first()
    )


def where(role: str, person: Person) -> str:
    """Return the page on which the role has something to do."""
    if role == "operator":
        return reverse("operator")
    if role == "keeper":
        return reverse("shop", args=[person.keeps.order_by("pk").values_list("shop__slug", flat=True)[0]])
    if role == "steward":
        steward = person.memberships.filter(is_steward=True).order_by("pk")
        return reverse("community", args=[steward.values_list("community__slug", flat=True)[0]])
    return reverse("home")
