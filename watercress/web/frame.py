"""What every page's frame shows around its own content."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from watercress.kernel import town as here

LANGUAGES = {
    "en": {"code": "zh-hans", "html": "zh-Hans", "name": "中文"},
    "zh-hans": {"code": "en", "html": "en", "name": "English"},
}
LONGEST_ADDRESS = 2_000
THEMES = ("auto", "light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language() or "en"
    return {
        "viewer": request.user,
        "messages": lambda: get_messages(request),
        "frame": {
            "town": _town(),
            "lang": "zh-Hans" if language.startswith("zh") else "en",
            "other_language": LANGUAGES["zh-hans" if language.startswith("zh") else "en"],
            "theme": _theme(request),
            "themes": [("light", _("light")), ("dark", _("dark")), ("auto", _("as my device"))],
            "path": request.path,
            "here": _here(request),
            "places": [
                (_("Home"), reverse("home"), ("/",)),
                (_("Circles"), reverse("circles"), ("/circles/", "/c/", "/replies/")),
                (_("Shops"), reverse("shops"), ("/shops/", "/p/", "/categories/")),
                (_("Finds"), reverse("lists"), ("/lists/", "/talk-me-out/")),
                (_("Labels"), reverse("labels"), ("/labels/",)),
            ],
            "viewer_picture": lazy(_viewer_picture, str)(request),
            "demo_roles": _demo_roles(request),
        },
    }


def _here(request: HttpRequest) -> str:
    """Where a small form of the frame comes back to. An address that nobody would type is not said three times more."""
    full = request.get_full_path() if request.method == "GET" else request.path
    return full if len(full) <= LONGEST_ADDRESS else request.path


def _town() -> dict[str, str]:
    """The town as its operator named it, or as the software is called until then."""
    town = here.town()
    return {"name": town.name, "sentence": town.sentence} if town else {"name": "Watercress", "sentence": ""}


def _theme(request: HttpRequest) -> str:
    chosen = request.user.theme if request.user.is_authenticated else request.COOKIES.get("watercress_theme", "")
    return chosen if chosen in THEMES else "auto"


def _viewer_picture(request: HttpRequest) -> str:
    picture = request.user.picture if request.user.is_authenticated else None
    return picture.key if picture else ""


def _demo_roles(request: HttpRequest) -> list[Any]:
    from watercress.web.demo import entry

    return entry.offered(request)
