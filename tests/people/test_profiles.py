import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, a_person
from watercress.kernel import registries
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.people import blocks, profiles
from watercress.people.models import Person

pytestmark = pytest.mark.django_db


def test_one_describes_oneself():
    mei = a_person("mei")
    profiles.describe(mei, name=" Mei  Lin ", about=" Small kilns. ", by=mei, at=NOON)
    mei.refresh_from_db()
    assert (mei.name, mei.about, mei.shown_name) == ("Mei Lin", "Small kilns.", "Mei Lin")


def test_only_oneself():
    mei, bo = a_person("mei"), a_person("bo", is_operator=True)
    for act in (
        lambda: profiles.describe(mei, name="Bo", about="", by=bo, at=NOON),
        lambda: profiles.show_picture(mei, b"", by=bo, at=NOON),
        lambda: profiles.remove_picture(mei, by=bo),
        lambda: profiles.end_other_sessions(mei, by=bo),
    ):
        with pytest.raises(NotAllowed, match="not-yours"):
            act()


@pytest.mark.parametrize(
    ("field", "told"),
    [("name", {"name": "x" * 41}), ("name", {"name": "Operator"}), ("about", {"about": "x" * 301})],
)
def test_what_is_too_long_or_not_theirs_to_use_is_refused_at_its_field(field: str, told: dict[str, str]):
    mei = a_person("mei")
    with pytest.raises(Refused) as refused:
        profiles.describe(mei, **{"name": "", "about": "", **told}, by=mei, at=NOON)
    assert list(refused.value.problems) == [field]


def test_language_and_colours_are_among_those_the_town_knows():
    mei = a_person("mei")
    profiles.speak(mei, "zh-hans")
    profiles.dress(mei, "dark")
    with pytest.raises(Refused):
        profiles.speak(mei, "tlh")
    with pytest.raises(Refused):
        profiles.dress(mei, "plaid")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=mei.pk).update(theme="plaid")


def test_a_name_is_there_once_whatever_its_capitals():
    a_person("mei")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_person("Mei")


def test_a_suspended_person_is_not_shown():
    a_person("mei", is_active=False)
    assert not Person.objects.visible_to(a_person("bo")).filter(username="mei").exists()


def test_everything_about_me_holds_the_profile_and_no_secret():
    mei = a_person("mei", password="seven-small-kilns")
    blocks.block(a_person("bo"), by=mei, at=NOON)
    told = {name: list(export.rows(mei)) for name, export in registries.exports.items() if name in MINE}
    assert told["profile"][0]["username"] == "mei"
    assert told["people blocked"] == [{"blocked__username": "bo", "blocked_at": NOON}]
    assert mei.password not in str(told)


MINE = ("profile", "e-mail addresses", "second steps", "people blocked")


def test_passwords_are_kept_with_argon2():
    from watercress.config import settings

    assert settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
