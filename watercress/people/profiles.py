"""What a person says about themselves, and how they like the town to look."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events, pictures
from watercress.kernel.decisions import YES, Decision, Refused, no

from . import names
from .events import ProfileChanged
from .models import Person, Theme

ABOUT_MOST = 300


def can_edit(person: Person, profile: Person) -> Decision:
    if not person.is_authenticated:
        return no("signed-out", _("Sign in first."))
    if not person.is_active:
        return no("suspended", _("Your account is suspended."))
    if person.pk != profile.pk:
        return no("not-yours", _("Only they can change their profile."))
    return YES


def describe(profile: Person, *, name: str, about: str, by: Person, at: datetime) -> None:
    """
    Set the name others read, empty for the username, and a few words about oneself.

    Raises Refused for a name of the town's own or one with unseen characters.
    """
    can_edit(by, profile).require()
    problems: dict[str, str] = {}
    try:
        name = names.clean_shown(name)
    except ValidationError as wrong:
        problems["name"] = " ".join(wrong.messages)
    about = about.strip()
    if len(name) > 40:
        problems["name"] = str(_("Use at most 40 characters."))
    if len(about) > ABOUT_MOST:
        problems["about"] = str(_("Use at most 300 characters."))
    if problems:
        raise Refused(dict(problems))
    profile.name, profile.about = name, about
    with transaction.atomic():
        profile.save(update_fields=["name", "about"])
        events.record(ProfileChanged(person_id=profile.pk), at=at)


def show_picture(profile: Person, content: bytes, *, by: Person, at: datetime) -> None:
    """Put up a picture; raises NotAPicture or PictureTooLarge for what cannot be opened safely."""
    can_edit(by, profile).require()
    profile.picture = pictures.keep(content, at=at)
    profile.save(update_fields=["picture"])


def remove_picture(profile: Person, *, by: Person) -> None:
    can_edit(by, profile).require()
    profile.picture = None
    profile.save(update_fields=["picture"])


def speak(profile: Person, language: str) -> None:
    """Remember the language the town speaks to this person; raises Refused for one it does not know."""
    if language not in dict(settings.LANGUAGES):
        raise Refused({"language": _("The town does not speak this language yet.")})
    profile.language = language
    profile.save(update_fields=["language"])


def dress(profile: Person, theme: str) -> None:
    """Remember light, dark or as the device; raises Refused for anything else."""
    if theme not in Theme.values:
        raise Refused({"theme": _("Choose light, dark, or as your device.")})
    profile.theme = theme
    profile.save(update_fields=["theme"])


def end_other_sessions(profile: Person, *, by: Person) -> None:
    """Sign out every device; whoever asks keeps the one they ask from by renewing it afterwards."""
    can_edit(by, profile).require()
    Person.objects.filter(pk=profile.pk).update(session_round=F("session_round") + 1)
    profile.refresh_from_db(fields=["session_round"])
