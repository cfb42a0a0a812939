"""Making lists, saying what they are about, and following those of others."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from watercress.kernel.decisions import Refused
from watercress.kernel.text import language_of
from watercress.people.models import Person

from . import policies, wording
from .models import List, ListFollow

MOST_TITLE = 80
MOST_ABOUT = 1000


def make(*, owner: Any, title: str, about: str = "", is_public: bool = True, at: datetime) -> List:
    """Make an empty list; raises NotAllowed for the hundred-and-first, or Refused."""
    policies.can_make_list(owner).require()
    columns = _read(title, about, lang=owner.language)
    with transaction.atomic():
        # Two at once by one person would both count the same number of lists.
        Person.objects.select_for_update(no_key=True).get(pk=owner.pk)
        policies.can_make_list(owner).require()
        return List.objects.create(owner=owner, is_public=is_public, made_at=at, changed_at=at, **columns)


def describe(found: List, *, by: Any, title: str, about: str, is_public: bool, at: datetime) -> None:
    """Give a list another title or text, show it to all or keep it to oneself; raises NotAllowed, Refused."""
    policies.can_change_list(by, found).require()
    columns = {**_read(title, about, lang=found.lang), "is_public": is_public}
    with transaction.atomic():
        held = hold(found)
        if any(getattr(held, name) != value for name, value in columns.items()):
            List.objects.filter(pk=found.pk).update(**columns, changed_at=at)


@transaction.atomic
def delete(found: List, *, by: Any) -> None:
    """Do away with a list; those who follow it follow one less. Twice is once."""
    policies.can_change_list(by, found).require()
    List.objects.filter(pk=found.pk).delete()


@transaction.atomic
def follow(found: List, *, person: Any, at: datetime) -> bool:
    """Follow a list of someone else's; False if one does already. Raises List.DoesNotExist for one closed to them."""
    held = List.objects.visible_to(person).select_for_update(no_key=True, of=("self",)).get(pk=found.pk)
    policies.can_follow_list(person, held).require()
    _row, is_new = ListFollow.objects.get_or_create(list=held, person=person, defaults={"since": at})
    if is_new:
        List.objects.filter(pk=held.pk).update(followers_count=F("followers_count") + 1)
    return is_new


@transaction.atomic
def unfollow(found: List, *, person: Any) -> bool:
    """Follow it no longer; False if one did not."""
    policies.can_use_shelves(person).require()
    held = hold(found)
    deleted, _rows = ListFollow.objects.filter(list=held, person=person).delete()
    if deleted:
        List.objects.filter(pk=held.pk).update(followers_count=F("followers_count") - 1)
    return bool(deleted)


def hold(found: List) -> List:
    """Read the list afresh and keep others from changing it, its order and its numbers until commit."""
    return List.objects.select_for_update(no_key=True).get(pk=found.pk)


def _read(title: str, about: str, *, lang: str) -> dict[str, Any]:
    title, about = wording.line(title), wording.lines(about)
    wrong = wording.problems(
        {
            "title": wording.problem(title, most=MOST_TITLE, least=1),
            "about": wording.problem(about, most=MOST_ABOUT),
        }
    )
    if wrong:
        raise Refused(wrong)
    return {"title": title, "about": about, "lang": language_of(f"{title} {about}", lang or "en")}
