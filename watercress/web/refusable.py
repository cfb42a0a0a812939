"""A form that can show, beside its fields, what an action below refused."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Refusable(forms.Form):
    use_required_attribute = False  # The action says what is missing, in its own words and the page's language.

    def show(self, problems: Mapping[str, Any]) -> None:
        """Show each problem beside its field, with what was typed still there; it replaces the form's own complaint."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        if not self.is_bound:
            self.cleaned_data: dict[str, Any] = {}  # A form that is only shown has cleaned nothing.
        for name, why in problems.items():
            self.errors.pop(name, None)
            self.add_error(name if name in self.fields else None, why)
