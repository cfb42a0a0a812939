"""What the fields of a shop's forms look like; the catalogue decides what they may hold."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import countries, importers, shops
from watercress.kernel import money
from watercress.web.refusable import Refusable

# The currencies people ask for first; the others follow by code.
FIRST = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "VND")


class ShopForm(Refusable):
    name = forms.CharField(label=_("Name"), max_length=shops.MOST_NAME)
    host = forms.CharField(
        label=_("Where its checkout is"),
        max_length=300,
        required=False,
        help_text=_("The name of its site, such as shop.example. Without it, goods are shown and not linked."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    lang = forms.ChoiceField(
        label=_("Language it writes in"), choices=[("en", "English"), ("zh-hans", "简体中文")], initial="en"
    )
    about = forms.CharField(
        label=_("Its story"),
        max_length=shops.MOST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Who makes these things, where, and how many a month? People come for that."),
    )
    small = forms.BooleanField(
        label=_("We are a small shop: at most ten people, at most 500 orders a month"),
        required=False,
        help_text=_("Your own word, shown beside your name and open to dispute."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = countries.choices(translation.get_language() or "en")
        self.fields["country"].choices = [("", _("Not said")), *choices]  # type: ignore[attr-defined]


class NewShopForm(ShopForm):
    currency = forms.ChoiceField(
        label=_("Currency"), help_text=_("Of all its prices. It cannot be changed later: prices of the past are in it.")
    )
    field_order = ("name", "host", "currency", "country", "lang", "about", "small")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = sorted(money.codes() - set(FIRST))
        self.fields["currency"].choices = [(code, code) for code in (*FIRST, *others)]  # type: ignore[attr-defined]


class CrestForm(Refusable):
    crest = forms.FileField(
        label=_("Crest"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A picture, square if you can: JPEG, PNG or WebP."),
    )


class KeeperForm(Refusable):
    username = forms.CharField(label=_("Name in their address, such as lulu"), max_length=60)


class FileForm(Refusable):
    file = forms.FileField(label=_("The export"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))
    source = forms.ChoiceField(label=_("Made by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(key, source.label) for key, source in importers.SOURCES.items()]
        self.fields["source"].choices = [(importers.AUTO, _("Find out by itself")), *known]  # type: ignore[attr-defined]
