"""The reason someone is owed who is sent away, declined, or whose text is taken down."""

from watercress.kernel.decisions import Refused

from .parts import Text

REASON = Text(name="reason", most=500, least=2)


def read_reason(sent: str) -> str:
    """Return the tidied reason; raises Refused if there is none."""
    words: str = REASON.clean(sent)
    if why := REASON.problem(words):
        raise Refused({"reason": why})
    return words
