"""What the fields of a community's forms look like; the engine decides what they may hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Category
from watercress.community.features.cravings.models import Leaning
from watercress.community.format import Audience, Format, Joining
from watercress.community.models import Community
from watercress.kernel import ids, text
from watercress.web.refusable import Refusable


class AnswerForm(Refusable):
    answer = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, community: Community, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = community.question


class TopicForm(Refusable):
    title = forms.CharField(label=_("Title"))
    section = forms.ChoiceField(label=_("Section"), required=False)
    text = forms.CharField(
        label=_("What you want to say"),
        strip=False,
        widget=forms.Textarea(attrs={"class": "tall"}),
        help_text=_("Markdown works: *emphasis*, lists, > quotes, links. @name mentions someone."),
    )
    # Filled by the page's own controls, not by Django's widgets.
    products = forms.Field(required=False)
    craves = forms.Field(required=False)
    pictures = forms.Field(required=False)
    labels = forms.Field(required=False)

    def __init__(self, sections: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((str(number), name) for number, name in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]
        if not sections:
            self.fields["section"].widget = forms.HiddenInput()
        self.from_draft = False

    def clean_products(self) -> None:
        return None

    def clean_pictures(self) -> None:
        return None

    def clean_labels(self) -> None:
        return None

    def clean_craves(self) -> None:
        return None


class ReplyForm(Refusable):
    text = forms.CharField(label=_("Your reply"), strip=False, widget=forms.Textarea(attrs={"rows": 5}))
    parent = forms.CharField(required=False, widget=forms.HiddenInput)
    quoted = forms.CharField(required=False, widget=forms.HiddenInput)
    asks_shop = forms.ChoiceField(label=_("Ask a shop to answer"), required=False)
    leans = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[*Leaning.choices, ("", _("Just talking"))],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("leans", "text", "parent", "quoted", "asks_shop")

    def __init__(self, shops: list[tuple[int, str]], *args: Any, sides: bool = False, **kwargs: Any) -> None:
        """`sides`: under a craving, where a reply may lean to one."""
        super().__init__(*args, **kwargs)
        if not sides:
            del self.fields["leans"]
        self.shops = shops
        choices = [("", _("No one")), *((str(number), name) for number, name in shops)]
        self.fields["asks_shop"].choices = choices  # type: ignore[attr-defined]
        self.parent_name = ""
        self.quote_of = ""

    def number(self, name: str) -> int | None:
        """Return a hidden field's row number, or None if it holds none."""
        return ids.row_number(str(self.data.get(name, "")))


class CommunityForm(Refusable):
    """What a founder says of a community, when opening it and later."""

    name = forms.CharField(label=_("Name"), max_length=60)
    other_name = forms.CharField(
        label=_("Name in the other language"),
        max_length=60,
        required=False,
        help_text=_("English if the name is Chinese, Chinese if it is English."),
    )
    sentence = forms.CharField(label=_("In one sentence"), max_length=200)
    category = forms.ChoiceField(label=_("Filed under"), required=False)
    joining = forms.ChoiceField(label=_("How people join"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=_("The question you ask newcomers"),
        max_length=200,
        required=False,
        help_text=_("A question that somebody who cares can answer at once."),
    )
    readable_by = forms.ChoiceField(label=_("Who reads"), widget=forms.RadioSelect)
    member_name = forms.CharField(
        label=_("What members are called"), max_length=40, required=False, help_text=_("For example “tea friends”.")
    )
    steward_name = forms.CharField(
        label=_("What stewards are called"),
        max_length=40,
        required=False,
        help_text=_("For example “keeper of the kettle”."),
    )
    rules = forms.CharField(
        label=_("Rules"), max_length=5000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, format: Format, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("joining", [(j.value, j.label) for j in format.joining])
        self._choose("readable_by", [(a.value, a.label) for a in format.readable_by])
        self._choose("category", [("", "—"), *_category_choices()])
        self.fields["joining"].initial = Joining.OPEN.value
        self.fields["readable_by"].initial = Audience.WORLD.value

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class CrestForm(Refusable):
    crest = forms.FileField(
        label=_("Crest"),
        required=False,
        help_text=_("A square picture, JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class NeighboursForm(Refusable):
    neighbours = forms.CharField(
        label=_("Neighbouring circles"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Their addresses, one a line, up to six. They stand first beside your topics."),
    )


class InvitationForm(Refusable):
    uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=50, initial=1)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=30, initial=7)


class ReasonForm(Refusable):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class SectionChoiceForm(Refusable):
    section = forms.ChoiceField(label=_("Section"), required=False)

    def __init__(self, sections: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((str(number), name) for number, name in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]


def _category_choices() -> list[tuple[str, str]]:
    """Every department with its parents before it, in the page's language."""
    rows = list(Category.objects.select_related("parent__parent"))
    return [(c.slug, " › ".join(part.name for part in c.path)) for c in rows]


def chosen(form: CommunityForm) -> dict[str, Any]:
    """Return what a sound form says, as the engine takes it."""
    values = dict(form.cleaned_data)
    slug = values.pop("category")
    return {
        **values,
        "category": Category.objects.filter(slug=slug).first() if slug else None,
        "lang": text.language_of(values["sentence"], "en"),
    }
