"""Language and colours: of the account, else of a cookie, else as the device says."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from watercress.kernel import town
from watercress.people import profiles
from watercress.people.models import Theme
from watercress.web import addresses, errors

THEME_COOKIE = "watercress_theme"
YEAR = 60 * 60 * 24 * 365


def language(request: HttpRequest) -> str:
    """Return the language of the answer: the account's, a cookie's, the browser's wish, the town's."""
    known = dict(settings.LANGUAGES)
    if request.user.is_authenticated and request.user.language in known:
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in known else _wished(request) or _of_the_town()


def _wished(request: HttpRequest) -> str:
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return ""


def _of_the_town() -> str:
    found = town.town()
    return found.language if found and found.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def theme(request: HttpRequest) -> str:
    chosen = request.user.theme if request.user.is_authenticated else request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in Theme.values else Theme.AUTO


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return errors.bad_request(request)
    if request.user.is_authenticated:
        profiles.speak(request.user, chosen)
    response = HttpResponseRedirect(addresses.back(request, "/"))
    keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    if chosen not in Theme.values:
        return errors.bad_request(request)
    if request.user.is_authenticated:
        profiles.dress(request.user, chosen)
    response = HttpResponseRedirect(addresses.back(request, "/"))
    keep(response, THEME_COOKIE, chosen)
    return response


def keep(response: HttpResponseBase, cookie: str, value: str) -> None:
    response.set_cookie(cookie, value, max_age=YEAR, secure=settings.IS_SECURE, httponly=True, samesite="Lax")
