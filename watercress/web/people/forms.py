"""The fields of one's own settings."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watercress.people.models import Theme
from watercress.people.profiles import ABOUT_MOST
from watercress.web.refusable import Refusable


class ProfileForm(Refusable):
    name = forms.CharField(
        label=_("Shown name"),
        max_length=40,
        required=False,
        help_text=_("What others read. Leave it empty to show your name in the address."),
    )
    about = forms.CharField(
        label=_("About you"),
        max_length=ABOUT_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you like, what you look for: up to 300 characters, for everyone to read."),
    )
    picture = forms.FileField(
        label=_("Your picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 10 MB. It is cut to a circle."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Take my picture down"), required=False)


class LookForm(Refusable):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices, widget=forms.RadioSelect)
