"""How often one visitor may do what costs us, others or their secrets; counted on the route itself, whatever its spelling."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from watercress.people import limits
from watercress.people.limits import TooMany
from watercress.web import errors
from watercress.web.people import visitors

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    seconds: int
    by_person: bool = False
    """Count by account where there is one, instead of by where the request came from."""
    doing: str = ""
    """Count only forms whose button says so, where one page has several."""


SIGN_IN = Limit("sign-in", 30, 5 * MINUTE)
SECOND_STEP = Limit("second-step", 20, 5 * MINUTE)
ACCOUNT = Limit("account", 30, 10 * MINUTE, by_person=True)

BY_ROUTE = {
    "account_login": SIGN_IN,
    "mfa_login_webauthn": SIGN_IN,
    "account_reauthenticate": SIGN_IN,
    "mfa_authenticate": SECOND_STEP,
    "mfa_reauthenticate": SECOND_STEP,
    "mfa_reauthenticate_webauthn": SECOND_STEP,
    "account_signup": Limit("sign-up", 20, HOUR),
    "account_reset_password": Limit("reset", 10, HOUR),
    "account_reset_password_from_key": Limit("reset-link", 20, HOUR),
    "account_confirm_email": Limit("confirm-link", 20, HOUR),
    # Each may write a letter to an address that is nobody's yet.
    "account_email": Limit("addresses", 12, HOUR, by_person=True),
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT,
    "mfa_activate_totp": ACCOUNT,
    "begin": Limit("first-operator", 10, 15 * MINUTE),
    "demo_enter": Limit("demo-enter", 120, 10 * MINUTE),
    "settings": Limit("profile", 60, HOUR, by_person=True),
    # Far above what anyone does by hand; a script that floods a circle stops here.
    "write": Limit("write", 240, HOUR, by_person=True),
    "replies": Limit("reply", 240, HOUR, by_person=True),
    "ask": Limit("ask", 60, HOUR, by_person=True),
    "verdict": Limit("verdict", 60, HOUR, by_person=True),
    "invitation": Limit("accept-invitation", 30, HOUR, by_person=True),
    "invitations": Limit("invite", 20, DAY, by_person=True, doing="invite"),
    "found": Limit("found", 30, DAY, by_person=True),
    "want": Limit("want", 600, HOUR, by_person=True),
    "mark": Limit("mark", 240, HOUR, by_person=True),
    "review_answer": Limit("review-answer", 240, HOUR, by_person=True),
    "list_new": Limit("list-new", 60, DAY, by_person=True),
    "list_add": Limit("list-add", 600, HOUR, by_person=True),
    "list_edit": Limit("list-edit", 600, HOUR, by_person=True),
    "list_follow": Limit("list-follow", 240, HOUR, by_person=True),
    "settings_labels": Limit("labels-worn", 600, HOUR, by_person=True),
    "label_wear": Limit("labels-worn", 600, HOUR, by_person=True),
    "product_voices": Limit("label-voices", 120, HOUR, by_person=True),
    "product_labels": Limit("labels-put", 600, HOUR, by_person=True),
    "shop_labels": Limit("labels-put-on-many", 240, HOUR, by_person=True),
    "shop_new": Limit("shop-new", 10, HOUR, by_person=True),
    "shop_import": Limit("import", 30, HOUR, by_person=True),
    # Each has the town ask somebody else's server.
    "shop_import_page": Limit("import-page", 30, HOUR, by_person=True),
    "shop_feed": Limit("feed", 30, HOUR, by_person=True),
    "import_decision": Limit("import-decision", 120, HOUR, by_person=True),
    "import_columns": Limit("import-columns", 120, HOUR, by_person=True),
    "shop_host": Limit("host-proof", 60, HOUR, by_person=True),
    "choose_labels": Limit("choose-labels", 120, HOUR, by_person=True),
}


class LimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        limit = BY_ROUTE.get(match.url_name or "") if match else None
        if limit is None or request.method != "POST":
            return None
        if limit.doing and request.POST.get("do") != limit.doing:
            return None
        try:
            hit(request, limit)
        except TooMany as too_many:
            return errors.too_many(request, too_many.seconds)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.too_many(request, exception.seconds) if isinstance(exception, TooMany) else None


def hit(request: HttpRequest, limit: Limit) -> None:
    """Count this request; raises TooMany, which becomes a 429 with Retry-After wherever it is raised."""
    if limit.by_person and request.user.is_authenticated:
        key = f"person:{request.user.pk}"
    else:
        key = f"from:{visitors.network(request)}"
    limits.hit(limit.name, key, most=limit.most, seconds=limit.seconds, at=timezone.now())
