"""
Which goods of a page stand on the reader's own shelves.

Every product card asks, also those inside macros, which know nothing of the request: so the reader is kept beside it,
for as long as the request lasts. The first card that asks costs the page one query; a page without goods, or without
a reader who is signed in, costs none.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cached_property

from django.http import HttpRequest, HttpResponse

from watercress.shelves import reading


class _Mine:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def shelves(self) -> dict[int, str]:
        reader = self._request.user
        return reading.shelves_of(reader) if reader.is_authenticated else {}


_mine: ContextVar[_Mine | None] = ContextVar("mine", default=None)


class MyShelvesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _mine.set(_Mine(request))
        try:
            return self.get_response(request)
        finally:
            # What is rendered outside a request, such as a letter, must know nobody's wishes.
            _mine.reset(before)


def shelf_of(product: int) -> str:
    """Return the reader's shelf a product stands on: "want", "have" or "had"; "" for none, and for a visitor."""
    mine = _mine.get()
    return mine.shelves.get(product, "") if mine else ""
