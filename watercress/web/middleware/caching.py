"""What may be kept, and by whom: nothing of anyone signed in, nothing of a visitor in a shared cache (S25)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class CachingMiddleware:
    """A view that knows better, as for pictures, sets Cache-Control itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = response.headers.get("Cache-Control", "")
        if "public" in said:
            return response
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        elif not said:
            # A visitor's page bears their own form token, language and colours; their browser asks again each time.
            response.headers["Cache-Control"] = "private, no-cache"
        return response
