"""What the fields of shelves, reviews and lists look like; the shelves decide what they may hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watercress.shelves.arranging import MOST_NOTE
from watercress.shelves.listing import MOST_ABOUT, MOST_TITLE
from watercress.shelves.models import MOST_WORDS, Shelf
from watercress.shelves.ruling import MOST_REASON
from watercress.shelves.saying import MOST_WHY
from watercress.web.refusable import Refusable

STARS = [
    ("", _("No stars")),
    ("5", _("5 stars: I would have it again")),
    ("4", _("4 stars: good")),
    ("3", _("3 stars: all right")),
    ("2", _("2 stars: rather not")),
    ("1", _("1 star: no")),
]


class ShelfForm(Refusable):
    """Where a thing stands. All that those who sell it may say of it."""

    shelf = forms.ChoiceField(label=_("On which shelf?"), widget=forms.RadioSelect, choices=[
        (Shelf.WANT, _("Want: I would like it")),
        (Shelf.HAVE, _("Have: I own it")),
        (Shelf.HAD, _("Had: it has left me")),
    ])  # fmt: skip
    is_private = forms.BooleanField(
        label=_("Only I see this"), required=False, help_text=_("Counted nowhere, and shown to nobody else.")
    )


class MarkForm(ShelfForm):
    stars = forms.TypedChoiceField(
        label=_("How is it?"), required=False, widget=forms.RadioSelect, choices=STARS, coerce=int, empty_value=None
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=MOST_WORDS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What would you tell a friend who asked? Up to 1,000 characters."),
    )
    why_left = forms.CharField(
        label=_("If you had it: why did it leave?"),
        max_length=MOST_WHY,
        required=False,
        help_text=_("Worn out, given away, broke, was not for you: it helps others more than stars."),
    )
    picture = forms.FileField(
        label=_("A picture of yours"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP. Where it was taken is removed from it."),
    )
    remove_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    field_order = ["shelf", "stars", "words", "why_left", "picture", "remove_picture", "is_private"]

    def __init__(self, *args: Any, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["remove_picture"]


class AnswerForm(Refusable):
    words = forms.CharField(
        label=_("What the shop says to it"),
        max_length=MOST_WORDS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class KeepOutForm(Refusable):
    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON)


class ListForm(Refusable):
    title = forms.CharField(
        label=_("Title"), max_length=MOST_TITLE, help_text=_("Such as “Kettles that pour where you point them”.")
    )
    about = forms.CharField(
        label=_("What it is about"),
        max_length=MOST_ABOUT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_private = forms.BooleanField(
        label=_("Only I see this list"),
        required=False,
        help_text=_("Until you open it, nobody finds it, and no product tells of it."),
    )


class NoteForm(Refusable):
    note = forms.CharField(max_length=MOST_NOTE, required=False)
