"""What goes along to the shop: a click's name, and in its own tools' words where the visitor came from."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings

from watercress.community.models import Community
from watercress.labels.models import Label

from . import sources
from .models import Visit
from .sources import Surface

CLICK = "watercress_click"
_MEDIUM = {surface: surface.name.lower() for surface in Surface}


def tagged(address: str, visit: Visit) -> str:
    """Add to an address's query, whose own words stay: `utm_*` of ours take the place of those a feed wrote."""
    parts = urlsplit(address)
    ours = {
        "utm_source": urlsplit(settings.PUBLIC_URL).hostname or "watercress",
        "utm_medium": _MEDIUM[Surface(visit.surface)],
        "utm_campaign": _campaign(visit.place),
        CLICK: visit.click,
    }
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in ours]
    query = urlencode([*kept, *((name, value) for name, value in ours.items() if value)])
    return urlunsplit(parts._replace(query=query))


def _campaign(place: str) -> str:
    model = {sources.COMMUNITY: Community, sources.LABEL: Label}.get(place[:1])
    if model is None:
        return ""
    return model._default_manager.filter(pk=int(place[1:])).values_list("slug", flat=True).first() or ""
