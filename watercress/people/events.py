"""What happens to accounts and is answered later."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("people.person-joined")
@dataclass(frozen=True, kw_only=True)
class PersonJoined(Event):
    """Someone has an account now."""

    person_id: int


@event("people.profile-changed")
@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """Someone is called otherwise, or says something else of themselves."""

    person_id: int


@event("people.password-reset-asked")
@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(Event):
    """Someone wrote an address into the form; whether an account has it is looked up later, out of their sight (S29)."""

    email: str
    language: str
