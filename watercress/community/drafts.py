"""What someone has typed and not yet posted, kept until they post it or throw it away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.kernel.decisions import Refused
from watercress.kernel.text import UNKEEPABLE

from . import policies, standing
from .models import Community, Draft, Post

FIELDS = (
    *("title", "text", "products", "pictures", "labels", "section", "craves", "craved"),
    *("parent", "quoted", "asks_shop", "leans"),
)
LARGEST = 200_000
"""Characters of a draft; more than any post may have, so that a text too long is kept while it is cut."""


@transaction.atomic
def save(community: Community, *, person: Any, fields: dict[str, Any], at: datetime, post: Post | None = None) -> Draft:
    """
    Keep what was typed: a new post, or a reply under `post`. One draft each; the last one typed is kept.

    Nothing is judged but its size, least of all whether it may be posted. Unknown fields are left out.
    """
    policies.can_draft(standing.of(person, community)).require()
    kept = {name: _keepable(fields[name]) for name in FIELDS if fields.get(name) not in (None, "", [])}
    if len(repr(kept)) > LARGEST:
        raise Refused({"text": _("This is too long to be kept as a draft.")})
    draft, _is_new = Draft.objects.update_or_create(
        person=person, community=community, post=post, defaults={"fields": kept, "saved_at": at}
    )
    return draft


def read(community: Community, *, person: Any, post: Post | None = None) -> Draft | None:
    """Return one's draft of a new post here, or of a reply under `post`."""
    return Draft.objects.visible_to(person).filter(community=community, post=post).first()


def discard(community: Community, *, person: Any, post: Post | None = None) -> bool:
    """Throw one's draft away; False if there was none."""
    deleted, _rows = Draft.objects.visible_to(person).filter(community=community, post=post).delete()
    return bool(deleted)


def _keepable(value: Any) -> Any:
    if isinstance(value, str):
        return UNKEEPABLE.sub("", value)
    if isinstance(value, (list, tuple)):
        return [_keepable(each) for each in value]
    return value if value is None or isinstance(value, (int, bool)) else str(value)
