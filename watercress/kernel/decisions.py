"""A yes, or a no that knows why."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Decision:
    """Truthy for a yes. A no carries a stable `code` for tests and programs, and a translated `reason` for people."""

    code: str = ""
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.code

    def require(self) -> None:
        if self.code:
            raise NotAllowed(self)


YES = Decision()


def no(code: str, reason: str | Promise) -> Decision:
    return Decision(code=code, reason=reason)


class NotAllowed(Exception):
    """Someone asked for what a policy refuses."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.code}: {decision.reason}")
        self.decision = decision


class Refused(Exception):
    """
    What was sent will not do; `problems` names each field and says why, for the form to show.

    The key "" is for what concerns the whole form.
    """

    def __init__(self, problems: dict[str, str | Promise]) -> None:
        super().__init__("; ".join(f"{field}: {why}" for field, why in problems.items()))
        self.problems = problems
