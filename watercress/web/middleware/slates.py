"""Counts a slate where its page is served, and puts its name into the page's links."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from watercress.traffic import slates
from watercress.web.traffic import looking


class SlatesMiddleware:
    """Stands inside compression, and outside of all that may make or change a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = looking.page_of(request)
        if page and looking.is_page(response):
            slate = slates.serve(page, asked=looking.asked(request), at=timezone.now())
            response.content = looking.named(response.content, slate)
        return response
