"""From an address to the community it names, who asks, and what they may do there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from watercress.community import policies, reading, standing
from watercress.community.models import Community, Post, Reply
from watercress.community.standing import Standing
from watercress.kernel.decisions import Decision


@dataclass
class Place:
    """A community as one request sees it."""

    request: HttpRequest
    community: Community
    standing: Standing

    @cached_property
    def can(self) -> dict[str, Decision]:
        """The decisions that every page of a community shows as buttons, by the policies the actions require."""
        return {
            "join": policies.can_join(self.standing),
            "ask": policies.can_ask(self.standing),
            "post": policies.can_post(self.standing),
            "steward": policies.can_steward(self.standing),
            "settings": policies.can_change_settings(self.standing),
        }

    def brief(self) -> dict[str, Any]:
        """What a page shows that only names the community and offers its one button."""
        community = self.community
        return {
            "community": community,
            "standing": self.standing,
            "can": self.can,
            "crest_key": community.crest.key if community.crest else "",
            "waiting": self._waiting,
        }

    def frame(self) -> dict[str, Any]:
        """What the community's whole header shows."""
        return {
            **self.brief(),
            "category_path": self.community.category.path if self.community.category else [],
            "posts_today": reading.posts_today(self.community, person=self.standing.person, at=timezone.now()),
        }

    def hide_unless(self, decision: Decision) -> None:
        """For what is hidden: to whom it is not for, it is missing."""
        if not decision:
            raise Http404

    def hide_from_outsiders(self) -> None:
        """For pages about the people inside: where only members read, they are as missing as what is written."""
        if not self.standing.may_read:
            raise Http404

    def _waiting(self) -> int:
        """Requests a steward has not answered; asked by the template where it shows them, and only there."""
        return self.community.join_requests.filter(decided_at=None).count() if self.can["steward"] else 0


def place(request: HttpRequest, slug: str) -> Place:
    """Return the community at this address as the viewer stands in it, or 404."""
    community = reading.place(slug, person=request.user, at=timezone.now())
    if community is None:
        raise Http404
    return _stand(request, community)


def post_at(request: HttpRequest, slug: str, number: int) -> tuple[Place, Post]:
    """Return the post at this address and its community, as long as the viewer may see it: hidden equals missing."""
    post = reading.post_at(slug, number, person=request.user)
    if post is None:
        raise Http404
    return _stand(request, post.community), post


def reply_at(request: HttpRequest, number: int) -> tuple[Place, Reply]:
    rows = Reply.objects.kept_for(request.user).select_related("post__community__crest", "author")
    reply = get_object_or_404(rows, pk=number)
    return _stand(request, reply.post.community), reply


def _stand(request: HttpRequest, community: Community) -> Place:
    found = Place(request, community, standing.of(request.user, community))
    request.way_in = way_in(found)  # type: ignore[attr-defined]
    return found


def way_in(here: Place) -> dict[str, str] | None:
    """Return the one button that leads a refused person on; a visitor is offered to sign up instead."""
    if not here.standing.is_signed_in:
        return None
    if here.can["join"]:
        # Joining is one press; it is made where it was missed, and the refused form is a step back in the browser.
        return {"address": reverse("membership", args=[here.community.slug]), "words": _("Join"), "do": "join"}
    if here.can["ask"] and not here.standing.is_waiting:
        return {"address": reverse("ask", args=[here.community.slug]), "words": _("Ask to join"), "do": ""}
    return {"address": reverse("community", args=[here.community.slug]), "words": _("To the circle"), "do": ""}
