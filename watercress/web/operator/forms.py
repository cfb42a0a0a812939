"""What the operator says about the town, and the first of them about themselves."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from watercress.people import names
from watercress.people.models import Person
from watercress.web.people.account_forms import PASSWORD_MOST
from watercress.web.refusable import Refusable


def _zones() -> list[tuple[str, str]]:
    """Places people know, by continent; the database's links and oddities left out."""
    places = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
    )
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


class TownForm(Refusable):
    name = forms.CharField(label=_("The town's name"), max_length=60)
    sentence = forms.CharField(
        label=_("In one sentence"), max_length=200, required=False, help_text=_("Stands at the foot of every page.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, help_text=_("Days begin and deadlines end by the town's clock.")
    )
    language = forms.ChoiceField(
        label=_("The town's language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("For those whose browser asks for neither. Everyone may choose their own."),
    )


class BeginForm(TownForm):
    code = forms.CharField(
        label=_("The one-time code"),
        max_length=40,
        help_text=_("It stands in the terminal where the town was started."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    username = forms.CharField(
        label=_("Your name"),
        max_length=names.MOST,
        help_text=_("2 to 24 letters, digits, - or _, in any script. It stands in your address and cannot change."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=PASSWORD_MOST,
        strip=False,
        help_text=_("At least 8 characters, not only digits, nothing common."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["code", "name", "sentence", "language", "time_zone", "username", "password"]

    def clean_username(self) -> str:
        name = names.normal(self.cleaned_data["username"])
        names.check_username(name)
        return name

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, Person(username=self.cleaned_data.get("username", "")))
        return password
