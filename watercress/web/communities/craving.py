"""What a topic's page shows of a craving, and the forms that go with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from watercress.community.features.cravings import Cravings, deciding, policies, reading
from watercress.community.features.cravings.models import MOST_WORDS, Craving, Verdict
from watercress.community.models import Post, Reply
from watercress.kernel import ids
from watercress.web.communities.loading import Place
from watercress.web.refusable import Refusable


class VerdictForm(Refusable):
    verdict = forms.ChoiceField(label=_("How did it end?"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"), required=False, widget=forms.TextInput(attrs={"maxlength": MOST_WORDS})
    )
    remind_in = forms.ChoiceField(label=_("If you wait: ask me again"), required=False)

    def __init__(self, cool_off: tuple[int, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remind_in"].choices = after(cool_off)  # type: ignore[attr-defined]


def after(cool_off: tuple[int, ...]) -> list[tuple[str, str]]:
    """The choices of when to be asked again; none is one of them."""
    days = [(str(n), ngettext("in {n} day", "in {n} days", n).format(n=n)) for n in cool_off]
    return [("", str(_("not at all"))), *days]


def sent(here: Place) -> dict[str, Any]:
    """Read a verdict as a form sends it, as the action takes it; a number of days that is none is refused there."""
    given = here.request.POST
    days = given.get("remind_in", "")
    # The form on the front page has one button a verdict, and its days go with the one that waits.
    waits = given.get("verdict") == Verdict.WAITING
    return {
        "verdict": given.get("verdict", ""),
        "words": given.get("words"),
        "remind_in": (ids.row_number(days) or -1) if days and waits else None,
    }


def panel(here: Place, post: Post, problems: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """Return what the page says of the topic's craving, or None where it craves nothing; no query."""
    craving = reading.of(post)
    if craving is None:
        return None
    may_decide = policies.can_decide(here.standing, post)
    return {
        "row": craving,
        "waits_until": craving.waits_until if may_decide else None,
        "form": _verdict_form(here, post, craving, problems) if may_decide else None,
        "may_argue": policies.can_argue(here.standing, craving) if here.standing.is_signed_in else None,
    }


def _verdict_form(here: Place, post: Post, craving: Craving, problems: dict[str, Any] | None) -> VerdictForm:
    said = here.request.POST if problems is not None else None
    start = {"verdict": craving.verdict or None, "words": craving.words, "remind_in": ""}
    form = VerdictForm(deciding.cool_offs(here.standing), said, initial=start, auto_id="craving-%s")
    if not policies.can_add_words(here.standing, post):
        form.fields["words"].widget = forms.HiddenInput()
    if problems:
        form.show(problems)
    return form


def leaning_of(here: Place, reply: Reply) -> str | None:
    """Return the side one's own reply leans to, "" for neither, None where it can lean to none (any more)."""
    craving = reading.of(reply.post)
    if craving is None or reply.as_shop_id or not policies.can_argue(here.standing, craving):
        return None
    return craving.arguments.filter(reply=reply).values_list("leans", flat=True).first() or ""


def is_offered(here: Place) -> bool:
    return here.community.format.feature(Cravings) is not None
