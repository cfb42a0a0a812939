"""Addresses with words in them, and the few that templates ask for by their own names."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from watercress.kernel import ids


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def words(title: str) -> str:
    """The readable tail of an address, also for a title without one letter in it."""
    return ids.words(title) or "-"


def product(number: int, title: str) -> str:
    return reverse("product", args=[number, words(title)])


def carried(address: str, via: str | None) -> str:
    """Have an address of ours carry what sent one there."""
    return f"{address}?via={via}" if via else address


def post(slug: str, number: int, title: str) -> str:
    return reverse("post", args=[slug, number, words(title)])


def list_(number: int, title: str) -> str:
    return reverse("list", args=[number, words(title)])


def public(path: str) -> str:
    """Return the full address of a page; never built from the Host a request claims (S28)."""
    return settings.PUBLIC_URL.rstrip("/") + path


def is_ours(address: str) -> bool:
    """True for a path on this town: no host, no scheme, nothing a browser would read as either (S35)."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def back(request: HttpRequest, otherwise: str) -> str:
    """Return where the form asked to go next, if it is a place of our own (S35)."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else otherwise
