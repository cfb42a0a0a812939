"""How often a page asks the database: few times, and as often for thirty rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOON,
    a_circle,
    a_craving,
    a_person,
    a_picture,
    a_post,
    a_product,
    a_reply,
    a_shop,
    an_argument,
    shown_in,
)
from tests.web.circles import address_of, as_
from watercress.community import drafts, log, membership
from watercress.community.models import Community, Membership, Post, PostPicture, PostProduct, Section
from watercress.community.models.log import Act
from watercress.kernel import town
from watercress.kernel.models import Town

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

PAGES = {
    "home": "/",
    "directory": "/circles/",
    "circle": "/c/tea/",
    "topic": "",
    "write": "/c/tea/write/",
    "members": "/c/tea/members/",
    "log": "/c/tea/log/",
    "requests": "/c/tea/requests/",
    "cravings": "/talk-me-out/",
}
VISITOR = {"home": 6, "directory": 5, "circle": 6, "topic": 6, "cravings": 3}
MEMBER = {"home": 18, "directory": 12, "circle": 12, "topic": 13, "write": 12, "members": 12, "log": 12, "cravings": 5}
STEWARD = {
    "home": 18,
    "directory": 12,
    "circle": 12,
    "topic": 14,
    "write": 12,
    "members": 12,
    "log": 12,
    "requests": 12,
    "cravings": 5,
}


@pytest.fixture
def tea() -> Community:
    Town.objects.create(pk=1, name="Ours", founded_at=NOON)
    founder = a_person("founder", picture=a_picture())
    circle = a_circle(founder=founder, slug="tea", question="Brewed what?", name="Tea")
    Section.objects.create(community=circle, name="Hauls", position=1)
    return circle


@pytest.fixture
def member(tea: Community):
    person = a_person("member", picture=a_picture())
    Membership.objects.create(community=tea, person=person, joined_at=NOON)
    return person


def live_in(circle: Community, times: int) -> Post:
    """Fill a town so that every list has `times` rows more; returns the topic whose page is looked at."""
    first = circle.posts.order_by("number").first()
    for number in range(times):
        person = a_person(picture=a_picture())
        Membership.objects.create(community=circle, person=person, joined_at=NOON)
        other = a_circle(founder=person, members=(circle.founder,), crest=a_picture())
        post = a_post(circle, author=person, title=f"Topic {number}")
        a_post(other, author=person)
        keeper = a_person()
        shown_in(post, a_product(shop=a_shop(keeper=keeper), picture=a_picture()))
        reminded = {"verdict": "waiting", "remind_at": NOON, "reminded_at": NOON}
        a_craving(a_product(picture=a_picture()), post=a_post(other), **reminded)
        if first is None:
            first = a_craving(post=post).post
        an_argument(first.craving, "leave", author=person)
        if number < 9:
            shown_in_first(first, number)
        answer = a_reply(first, author=person)
        a_reply(first, author=person, parent=answer, quoted=answer, quote="x", as_shop=a_shop(crest=a_picture()))
        membership.ask(circle, person=a_person(), answer="Rain", at=NOON)
        membership.ask(circle, person=keeper, answer="Rain", at=NOON)
        log.write(circle, act=Act.PIN, by=person, post=post, about=keeper, at=NOON)
        drafts.save(other, person=circle.founder, fields={"title": "Half"}, at=NOON)
    circle.members_count = circle.memberships.count()
    circle.save(update_fields=["members_count"])
    return first


def shown_in_first(post: Post, number: int) -> None:
    position = 100 + PostProduct.objects.count()
    PostProduct.objects.create(post=post, product=a_product(shop=a_shop()), position=position)
    PostPicture.objects.create(post=post, picture=a_picture(), position=position)


def asked(client: Client, address: str) -> int:
    """How many queries the page needs by itself: nothing warm but the session's row."""
    town.forget()
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return len(captured)


def counted(person, post: Post, most: dict[str, int]) -> dict[str, int]:
    client = as_(person)
    return {name: asked(client, PAGES[name] or address_of(post)) for name in most}


@pytest.mark.parametrize(("who", "most"), [("visitor", VISITOR), ("member", MEMBER), ("steward", STEWARD)])
def test_pages_ask_little_and_no_more_for_thirty_rows(tea, member, who, most):
    person = {"visitor": None, "member": member, "steward": tea.founder}[who]
    one = counted(person, live_in(tea, 1), most)
    thirty = counted(person, live_in(tea, 29), most)
    assert thirty == one
    assert {name: n for name, n in thirty.items() if n > most[name]} == {}
