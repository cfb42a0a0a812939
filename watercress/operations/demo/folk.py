"""The demo's people. Nobody has a password: one enters as them by the demo's own door, or not at all."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from watercress.kernel.models import Picture
from watercress.people import names
from watercress.people.models import Person

from . import source
from .drawing import seed_of

OPERATOR = "operator"
CAME = timedelta(days=128)


def settle(pictures: Mapping[tuple[str, str], Picture], *, at: datetime) -> dict[str, Person]:
    told = [(row["username"], row["name"], row["about"]) for row in source.people()]
    told += [(shop["keeper"], shop["keeper_name"], "") for shop in source.shops()]
    folk = [
        Person(
            username=username,
            likeness=names.likeness(username),
            name=name,
            about=about,
            picture=pictures["person", username],
            password=make_password(None),
            joined_at=at - CAME + timedelta(hours=seed_of(username) % 150),
        )
        for username, name, about in told
    ]
    folk.append(
        Person(
            username=OPERATOR,
            likeness=names.likeness(OPERATOR),
            name="Operator",
            password=make_password(None),
            is_operator=True,
            joined_at=at - CAME,
        )
    )
    return {person.username: person for person in Person.objects.bulk_create(folk)}
