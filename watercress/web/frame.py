"""What every page's frame shows around its own content."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"viewer": request.user}
