"""The one place where a refusal below becomes a page with a status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from watercress.kernel.decisions import NotAllowed, Refused
from watercress.web import errors


class RefusalsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return errors.not_allowed(request, exception.decision)
        if isinstance(exception, Refused):
            # A view that has a form shows this beside its fields; what reaches here had none.
            return errors.refused(request, exception.problems)
        return None
