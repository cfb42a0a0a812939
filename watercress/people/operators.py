"""Who runs the town, how the first of them came to it, and what they may say about it."""

from datetime import datetime
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events, first_operator, town
from watercress.kernel.decisions import YES, Decision, Refused, no
from watercress.kernel.models import Town

from . import names
from .events import PersonJoined
from .models import Person


def can_run_town(person: Person) -> Decision:
    if person.is_authenticated and person.is_active and person.is_operator:
        return YES
    return no("not-operator", _("Only the operator may do this."))


def are_wanted() -> bool:
    """True until the town has an operator; then the way to become the first is closed for good."""
    return not Person.objects.filter(is_operator=True).exists()


def describe_town(*, name: str, sentence: str, time_zone: str, language: str, by: Person) -> Town:
    """Change what the town is called and how its days run; raises Refused for a zone or language it does not know."""
    can_run_town(by).require()
    _check(name=name, time_zone=time_zone, language=language)
    with transaction.atomic():
        changed = {"name": name.strip(), "sentence": sentence.strip(), "time_zone": time_zone, "language": language}
        Town.objects.update_or_create(pk=1, defaults=changed)
        transaction.on_commit(town.forget)
    return Town.objects.get(pk=1)


def begin(
    *, code: str, username: str, password: str, name: str, sentence: str, time_zone: str, language: str, at: datetime
) -> Person:
    """
    Open the town with its first operator, whom the one-time code shows to be who started it.

    Raises Refused if the code is wrong or used, the name cannot be had, or there is an operator already.
    """
    _check(name=name, time_zone=time_zone, language=language)
    username = names.normal(username)
    try:
        names.check_username(username)
    except ValidationError as wrong:
        raise Refused({"username": " ".join(wrong.messages)}) from wrong
    if Person.objects.filter(username__iexact=username).exists():
        raise Refused({"username": _("This name, or one that looks like it, is taken.")})
    operator = Person(
        username=username, likeness=names.likeness(username), language=language, is_operator=True, joined_at=at
    )
    operator.set_password(password)
    if not are_wanted() or not first_operator.use(code):
        raise Refused({"code": _("This is not the code. A new one is printed each time the town is started.")})
    with transaction.atomic():
        described = {"name": name.strip(), "sentence": sentence.strip(), "time_zone": time_zone, "language": language}
        Town.objects.update_or_create(pk=1, defaults=described, create_defaults={**described, "founded_at": at})
        operator.save()
        events.record(PersonJoined(person_id=operator.pk), at=at)
        transaction.on_commit(town.forget)
    return operator


def _check(*, name: str, time_zone: str, language: str) -> None:
    problems: dict[str, str | Promise] = {}
    if not 0 < len(name.strip()) <= 60:
        problems["name"] = _("Give the town a name of at most 60 characters.")
    if time_zone not in available_timezones():
        problems["time_zone"] = _("Choose a time zone from the list.")
    if language not in dict(settings.LANGUAGES):
        problems["language"] = _("The town does not speak this language yet.")
    if problems:
        raise Refused(problems)
