"""What the fields of a shop's forms look like; the catalogue decides what they may hold."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import countries, feed_addresses, importers, shops
from watercress.catalogue.importers import mapped_csv
from watercress.catalogue.models.feeds import Pace
from watercress.kernel import money
from watercress.web.refusable import Refusable

# The currencies people ask for first; the others follow by code.
FIRST = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "VND")

FILES = ".csv,.tsv,.txt,.xml,.rss,.atom,text/csv,text/tab-separated-values,text/xml,application/xml"
# Of the roles a column can play; the others are folded away until one plays them.
ASKED_FIRST = ("title", "price", "handle", "description", "pictures", "link", "category", "availability")


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
        label=_("Currency"),
        help_text=_("Of all its prices. Once goods have stood on the shelf it stays: prices of the past are in it."),
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
    file = forms.FileField(label=_("The file"), widget=forms.FileInput(attrs={"accept": FILES}))
    source = forms.ChoiceField(label=_("Made by"), initial=importers.AUTO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources()  # type: ignore[attr-defined]


class PageForm(Refusable):
    address = forms.CharField(
        label=_("Address of its page"),
        max_length=feed_addresses.MOST,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )


class FeedForm(Refusable):
    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=feed_addresses.MOST,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    every = forms.ChoiceField(label=_("How often it is read"), choices=Pace.choices, initial=Pace.DAILY)


class PaceForm(Refusable):
    every = forms.ChoiceField(label=_("How often it is read"), choices=Pace.choices)


def sources() -> list[tuple[str, Any]]:
    """Return the kinds of file one may choose from."""
    known = [(key, source.label) for key, source in importers.SOURCES.items()]
    return [(importers.AUTO, _("Find out by itself")), *known]


class ColumnsForm(Refusable):
    """One choice for each role: which column of the table plays it."""

    def __init__(self, columns: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None of them")), *((column["name"], _shown(column)) for column in columns)]
        for role in mapped_csv.ROLES:
            self.fields[role.key] = forms.ChoiceField(
                label=str(role.label),
                help_text=str(role.help),
                required=role.required,
                choices=choices,
                error_messages={"required": _("Choose the column it is in.")},
            )

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ASKED_FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in ASKED_FIRST]

    @property
    def more_matters(self) -> bool:
        """Something stands in the fields that are folded away, or is wrong with them."""
        return any(field.value() or field.errors for field in self.more)


def _shown(column: dict[str, Any]) -> str:
    """Name a column with the first thing that stands in it: "Name (Side-handle pot)"."""
    sample = next(iter(column["samples"]), "")
    return f"{column['name'][:60]} ({sample[:30]})" if sample else column["name"][:60]
