"""What happens to accounts and is answered later."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("people.password-reset-asked")
@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(Event):
    """Someone wrote an address into the form; whether an account has it is looked up later, out of their sight (S29)."""

    email: str
    language: str
