"""Pages of a long list, numbered from 1 in the address."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest

from watercress.kernel import ids

FURTHEST = 10_000


@dataclass(frozen=True)
class Page:
    number: int
    count: int
    """Rows in all."""
    each: int
    """Rows a page."""

    def __post_init__(self) -> None:
        """Past the end there is nothing: what a page's address promised is missing."""
        if self.number > self.pages:
            raise Http404

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.each))


def number(request: HttpRequest) -> int:
    """Return the page asked for; raises BadRequest for anything but a sensible number."""
    written = request.GET.get("page", "1")
    read = ids.row_number(written)
    if read is None or read > FURTHEST:
        raise BadRequest("page")
    return read
