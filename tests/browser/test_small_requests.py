"""What the page asks for in small pieces, when the answer is not the piece it hoped for."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_a_tea_house import PASSWORD, sign_in
from tests.factories import NOON, a_circle, a_person, a_post
from watercress.community import membership
from watercress.community.models import Community, Like, Post
from watercress.labels import wearing
from watercress.labels.models import Label
from watercress.people.models import Person
from watercress.search import index
from watercress.web import addresses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(transactional_db: None) -> Post:
    mei = a_person("mei", password=PASSWORD)
    return a_post(a_circle(slug="tea", members=(mei,)), title="Three small kilns")


def at(post: Post) -> str:
    return addresses.post("tea", post.number, post.title)


def like(page: Page) -> None:
    page.locator("article.topic").get_by_role("button", name="Like").click()


def test_a_like_changes_its_button_and_nothing_else(page: Page, post: Post) -> None:
    sign_in(page, "mei")
    page.goto(at(post))
    like(page)
    expect(page.locator("article.topic button[aria-pressed=true]")).to_be_visible()
    assert Like.objects.count() == 1


def test_whoever_was_signed_out_meanwhile_is_led_to_sign_in(page: Page, post: Post) -> None:
    sign_in(page, "mei")
    page.goto(at(post))
    page.context.clear_cookies(name="watercress_session")
    like(page)
    page.wait_for_url("**/account/login/**")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_whoever_was_sent_away_meanwhile_reads_why(page: Page, post: Post) -> None:
    sign_in(page, "mei")
    page.goto(at(post))
    circle = Community.objects.get()
    mei = circle.memberships.exclude(person=circle.founder).get().person
    membership.ban(circle, person=mei, by=circle.founder, reason="Shouting.", at=NOON)
    like(page)
    expect(page.get_by_text("Shouting.")).to_be_visible()
    assert not Like.objects.exists()


def test_what_is_refused_is_said_with_the_button_that_was_pressed(page: Page, post: Post) -> None:
    mei = Person.objects.get(username="mei")
    twelve = Label.objects.exclude(slug="student").values_list("slug", flat=True)[:12]
    wearing.arrange(mei, worn=[(slug, True) for slug in twelve], by=mei, at=NOON)
    sign_in(page, "mei")
    page.goto("/settings/labels/")
    page.get_by_role("button", name="Take off").first.click()
    expect(page.locator("#wearing .rows > li")).to_have_count(11)
    page.locator("#on-student").click()
    expect(page.locator("#wearing .rows > li")).to_have_count(12)
    page.locator("#choices button[aria-pressed=false]").first.click()
    expect(page.get_by_text("at most 12 labels")).to_be_visible()


def test_what_is_suggested_is_reached_with_the_keys_and_goes_with_escape(page: Page, post: Post) -> None:
    index.complete()
    page.goto("/circles/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("kil")
    found = page.locator(".suggested").get_by_role("link")
    expect(found).to_have_count(2)
    box.press("ArrowDown")
    expect(found.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(found).to_have_count(0)
    box.fill("")
    box.press_sequentially("kilns")
    expect(found).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{at(post)}")
