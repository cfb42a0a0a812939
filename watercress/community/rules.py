"""
The vocabulary formats use to say who may do what.

Rules combine with `|` and `&`. One object decides, explains a refusal and fills the table in the docs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .standing import Standing


@dataclass(frozen=True)
class Rule:
    """`who` completes "only … may do this", e.g. "members"."""

    who: str | Promise
    holds: Callable[[Standing], bool]

    def __call__(self, standing: Standing) -> bool:
        return self.holds(standing)

    def __or__(self, other: Rule) -> Rule:
        return Rule(format_lazy(_("{one} or {other}"), one=self.who, other=other.who), lambda s: self(s) or other(s))

    def __and__(self, other: Rule) -> Rule:
        return Rule(
            format_lazy(_("{one} who are also {other}"), one=self.who, other=other.who), lambda s: self(s) and other(s)
        )


anyone = Rule(_("anyone"), lambda standing: True)
nobody = Rule(_("nobody"), lambda standing: False)
signed_in = Rule(_("people who are signed in"), lambda standing: standing.is_signed_in)
member = Rule(_("members"), lambda standing: standing.is_member)
steward = Rule(_("stewards"), lambda standing: standing.is_steward)
founder = Rule(_("the founder"), lambda standing: standing.is_founder)
