"""
The vocabulary formats use to say who may do what.

Rules combine with `|` and `&`. One object decides, explains a refusal and fills the table in the docs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Standing(Protocol):
    """What a rule may ask of someone before a community; `standing.Standing` answers it."""

    @property
    def is_signed_in(self) -> bool: ...

    @property
    def is_member(self) -> bool: ...

    @property
    def is_steward(self) -> bool: ...

    @property
    def is_founder(self) -> bool: ...


@dataclass(frozen=True)
class Rule:
    """`key` is for programs and the docs; `who` completes "only … may do this", e.g. "members"."""

    key: str
    who: str | Promise
    holds: Callable[[Standing], bool]

    def __call__(self, standing: Standing) -> bool:
        return self.holds(standing)

    def __or__(self, other: Rule) -> Rule:
        return Rule(
            f"{self.key}|{other.key}",
            format_lazy(_("{one} or {other}"), one=self.who, other=other.who),
            lambda standing: self(standing) or other(standing),
        )

    def __and__(self, other: Rule) -> Rule:
        return Rule(
            f"{self.key}&{other.key}",
            format_lazy(_("{one} who are also {other}"), one=self.who, other=other.who),
            lambda standing: self(standing) and other(standing),
        )


anyone = Rule("anyone", _("anyone"), lambda standing: True)
nobody = Rule("nobody", _("nobody"), lambda standing: False)
signed_in = Rule("signed-in", _("people who are signed in"), lambda standing: standing.is_signed_in)
member = Rule("member", _("members"), lambda standing: standing.is_member)
steward = Rule("steward", _("stewards"), lambda standing: standing.is_steward)
founder = Rule("founder", _("the founder"), lambda standing: standing.is_founder)
