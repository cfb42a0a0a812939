"""What becomes of the kernel's rows, and of Django's own, when a person is erased."""

from .registries import OnErasure, on_erasure


def register() -> None:
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sessions.models import Session

    from .models import Delivery, Fetch, Picture, Town

    # A delivery carries ids, and a letter its words, for the few days until it is delivered and swept.
    on_erasure(Delivery, OnErasure.NOT_PERSONAL)
    # Whose picture it is stands with the face, post or product that shows it; who is erased takes it along there.
    on_erasure(Picture, OnErasure.NOT_PERSONAL)
    # Opaque, and of no use once the account is gone.
    on_erasure(Session, OnErasure.NOT_PERSONAL)
    for model in (Fetch, Town, Group, Permission, ContentType):
        on_erasure(model, OnErasure.NOT_PERSONAL)
