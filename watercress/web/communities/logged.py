"""What an entry of the stewards' log adds in words: some were written down as keys, to be read in any language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watercress.community.models.log import Act
from watercress.web.communities.forms import CommunityForm, CrestForm

SETTINGS: dict[str, Any] = {
    **{name: field.label for name, field in {**CommunityForm.base_fields, **CrestForm.base_fields}.items()},
    "lang": gettext_lazy("Language"),
    "neighbours": gettext_lazy("Neighbouring circles"),
}


def details(act: str, words: str) -> str:
    """Return the words of an entry as the reader should see them; empty if there are none."""
    if act == Act.SETTINGS:
        # Translators: between the things of a list.
        return _(", ").join(str(SETTINGS.get(name, name)) for name in words.split(", ") if name)
    if act == Act.INVITE and words.isdigit():
        return ngettext("for {n} person", "for {n} people", int(words)).format(n=words)
    return _("“{words}”").format(words=words) if words else ""
