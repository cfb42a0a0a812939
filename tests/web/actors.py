"""The town of the permission matrix: one circle for the world, one for members, and everyone the columns name."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_reply, a_shop, shown_in
from watercress.community import membership
from watercress.community.features.invitations import inviting
from watercress.community.models import Community, Membership, Post, PostPicture
from watercress.kernel.models import Picture
from watercress.people.models import Person

# On the circle's rows curator, seller, rival and operator are no members. Not yet in the town, and so not asked:
# "remote" (another server's actor) and "s_mod" (a site moderator); "suspended" comes with suspension.
ACTORS = ("anon", "user", "banned", "member", "c_mod", "c_owner", "curator", "seller", "rival", "operator")
NOT_ASKED = ("remote", "suspended", "s_mod")


@dataclass
class World:
    people: dict[str, Person | None]
    circle: Community
    closed: Community
    asks: Community
    post: Post
    """By someone who left, showing a product of `seller`."""
    secret: Post
    texts: dict[str, SimpleNamespace] = field(default_factory=dict)
    """What each actor once wrote in the open circle: `post`, `gone` (taken back) and `reply`."""


def a_world(*, secret_picture: Picture) -> World:
    people: dict[str, Person | None] = {name: a_person(name.replace("_", "-")) for name in ACTORS if name != "anon"}
    people["anon"] = None
    people["operator"].is_operator = True  # type: ignore[union-attr]
    people["operator"].save()  # type: ignore[union-attr]
    someone = a_person("someone")
    circle, closed, asks = (_circle(people, **given) for given in (
        {"slug": "open-circle"}, {"slug": "shut-circle", "readable_by": "members"}, {"slug": "asks", "question": "Why?"},
    ))  # fmt: skip
    post, secret = a_post(circle, author=someone), a_post(closed, author=someone)
    PostPicture.objects.create(post=secret, picture=secret_picture, position=0)
    kiln = a_shop(slug="kiln", keeper=people["seller"], host="kiln.example")
    a_shop(slug="other", keeper=people["rival"])
    shown_in(post, a_product(shop=kiln))
    world = World(people, circle, closed, asks, post, secret)
    for name, person in people.items():
        if person:
            world.texts[name] = SimpleNamespace(
                post=a_post(circle, author=person),
                gone=a_post(circle, author=person, withdrawn_at=NOON),
                reply=a_reply(post, author=person),
            )
    world.texts["someone"] = SimpleNamespace(
        post=post, gone=a_post(circle, author=someone, withdrawn_at=NOON), reply=a_reply(post, author=someone)
    )
    return world


def _circle(people: dict[str, Person | None], **given: object) -> Community:
    plain = a_person()
    circle = a_circle(founder=people["c_owner"], members=(people["member"], people["c_mod"], plain), **given)  # type: ignore[arg-type]
    other = a_person()
    Membership.objects.create(community=circle, person=other, joined_at=NOON)
    Membership.objects.filter(community=circle, person__in=[people["c_mod"], other]).update(is_steward=True)
    membership.ban(circle, person=people["banned"], by=people["c_owner"], reason="Shouting.", at=NOON)
    circle.plain, circle.other_steward = plain, other  # type: ignore[attr-defined]
    return circle


def an_invitation(world: World) -> str:
    from django.utils import timezone

    made = inviting.invite(world.circle, by=world.people["c_owner"], uses=50, at=timezone.now())
    return f"/c/open-circle/invitations/{made.token}/"
