"""What runs, how much of it, and whether anything waits for the operator."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Post
from watercress.kernel import outbox
from watercress.kernel.models import Delivery
from watercress.labels import deciding
from watercress.people.models import Person
from watercress.shelves.models import Mark
from watercress.web.people import letters

from .access import operator_only

LATE = timedelta(minutes=5)


@require_safe
@operator_only
def show(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    lag = outbox.lag(at=now)
    queue = Delivery.objects.aggregate(
        waiting=Count("id", filter=Q(delivered_at=None, poisoned_at=None)),
        poisoned=Count("id", filter=Q(poisoned_at__isnull=False)),
    )
    return render(
        request,
        "operator/overview.html",
        {
            "people": Person.objects.count(),
            "communities": Community.objects.count(),
            "posts": Post.objects.count(),
            "shops": Shop.objects.count(),
            "products": Product.objects.count(),
            "queue": queue,
            "lag_seconds": int(lag.total_seconds()),
            "is_late": lag > LATE,
            "reviews_waiting": Mark.objects.waiting().count(),
            "letters_are_files": letters.are_files(),
            "labels_waiting": deciding.waiting().count(),
            "facts": _facts(),
        },
    )


def _facts() -> list[tuple[str, str]]:
    from django import get_version

    from watercress import __version__

    return [
        ("Watercress", __version__),
        ("Django", get_version()),
        (connection.vendor, _database_version()),
        ("WATERCRESS_HOME", str(settings.HOME)),
        ("WATERCRESS_URL", settings.PUBLIC_URL),
    ]


def _database_version() -> str:
    if connection.vendor == "sqlite":
        return str(connection.Database.sqlite_version)  # type: ignore[attr-defined]
    return ".".join(str(part) for part in connection.get_database_version())
