"""Dividing a community's posts into sections, and moving a post from one to another."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.community import log, standing
from watercress.community.locking import hold, hold_post
from watercress.community.models import Community, Post, Section
from watercress.community.models.log import Act
from watercress.community.parts import Title
from watercress.kernel.decisions import Refused

from . import policies

NAME = Title(name="name", most=16, least=1)


@transaction.atomic
def add(community: Community, *, name: str, by: Any, at: datetime) -> Section:
    """Add a section at the end; Refused for a name that is taken or longer than 16 characters."""
    community = hold(community)
    policies.can_add(standing.of(by, community)).require()
    words = _name(community, name)
    last = community.sections.order_by("position").last()
    made = Section.objects.create(community=community, name=words, position=last.position + 1 if last else 0)
    log.write(community, act=Act.SECTIONS, by=by, words=f"+ {words}", at=at)
    return made


@transaction.atomic
def rename(section: Section, *, name: str, by: Any, at: datetime) -> None:
    community = hold(section.community)
    policies.can_shape(standing.of(by, community)).require()
    words = _name(community, name, but=section)
    if words != section.name:
        log.write(community, act=Act.SECTIONS, by=by, words=f"{section.name} → {words}", at=at)
        Section.objects.filter(pk=section.pk).update(name=words)


@transaction.atomic
def reorder(community: Community, *, sections: Sequence[Section], by: Any, at: datetime) -> None:
    """Put the sections in this order; Refused unless it names each of them once."""
    community = hold(community)
    policies.can_shape(standing.of(by, community)).require()
    before = list(community.sections.all())
    if len(sections) != len(before) or set(sections) != set(before):
        raise Refused({"sections": _("Name each section once.")})
    for place, section in enumerate(sections):
        section.position = place
    if list(sections) != before:
        Section.objects.bulk_update(sections, ["position"])
        log.write(community, act=Act.SECTIONS, by=by, words=" · ".join(section.name for section in sections), at=at)


@transaction.atomic
def remove(section: Section, *, by: Any, at: datetime) -> None:
    """Remove a section; its posts stay, in none."""
    community = hold(section.community)
    policies.can_shape(standing.of(by, community)).require()
    if Section.objects.filter(pk=section.pk).exists():
        log.write(community, act=Act.SECTIONS, by=by, words=f"− {section.name}", at=at)
        Post.objects.filter(section=section.pk).update(section=None)
        Section.objects.filter(pk=section.pk).delete()


@transaction.atomic
def move(post: Post, *, section: Section | None, by: Any, at: datetime) -> None:
    """Put a post into a section of its own community, or with None into none."""
    post = hold_post(post)
    policies.can_move(standing.of(by, post.community), post).require()
    if section is not None and section.community_id != post.community_id:
        raise Refused({"section": _("There is no such section here.")})
    if post.section_id != (section.pk if section else None):
        Post.objects.filter(pk=post.pk).update(section=section)
        log.write(post.community, act=Act.MOVE, by=by, post=post, words=section.name if section else "", at=at)


def _name(community: Community, sent: str, *, but: Section | None = None) -> str:
    words: str = NAME.clean(sent)
    why: str | Promise | None = NAME.problem(words)
    others = community.sections.exclude(pk=but.pk) if but else community.sections.all()
    if not why and others.filter(name=words).exists():
        why = _("There is a section of this name already.")
    if why:
        raise Refused({"name": why})
    return words
