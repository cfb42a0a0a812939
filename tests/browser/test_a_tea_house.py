"""A newcomer's first evening, in a real browser, without and with JavaScript's conveniences."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.factories import a_circle, a_person, a_post, a_product, a_shop, shown_in
from watercress.catalogue.models import Shop
from watercress.community.models import Community, Membership, Post, Reply
from watercress.kernel import town
from watercress.kernel.models import Town
from watercress.traffic.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "slow-leaves-9"


@pytest.fixture
def tea_house() -> Community:
    yan = a_person("yan", name="Yan", password=PASSWORD)
    keeper = a_person("kiln-nine", password=PASSWORD)
    kiln = a_shop("Kiln No. 9", slug="kiln-no-9", keeper=keeper)
    a_product(shop=kiln, title="Side-handle pot")
    a_product(shop=kiln, title="Rain-glaze cup")
    circle = a_circle(founder=yan, slug="a-tea-house", name="A Tea House", question="What did you last brew?")
    old = a_person("old-wang", password=PASSWORD)
    Membership.objects.create(community=circle, person=old, joined_at=circle.founded_at)
    return circle


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Name or e-mail").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("details.menu summary").first).to_be_visible()


def add_product(page: Page, word: str, title: str, *, already: int) -> None:
    page.get_by_label("Find a product by name or by its link").fill(word)
    page.locator("#products").get_by_role("button", name="Find").click()
    page.locator("#products li").filter(has_text=title).get_by_role("button", name="Add").click()
    expect(page.locator("#products input[name=products]")).to_have_count(already + 1)


def test_a_newcomer_asks_is_let_in_and_writes_the_first_topic(page: Page, another, tea_house: Community) -> None:
    page.goto("/c/a-tea-house/")
    expect(page.get_by_role("heading", name="A Tea House")).to_be_visible()
    page.get_by_role("link", name="Ask to join").click()

    page.get_by_label(re.compile("^Name")).first.fill("lulu")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign up").click()

    page.get_by_label("What did you last brew?").fill("Old white tea, in a jam jar.")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("You asked to join").first).to_be_visible()
    assert not Membership.objects.filter(person__username="lulu").exists()

    steward = another()
    sign_in(steward, "yan")
    steward.goto("/c/a-tea-house/requests/")
    expect(steward.get_by_text("Old white tea, in a jam jar.")).to_be_visible()
    steward.get_by_role("button", name="Let them in").click()
    expect(steward.get_by_text("Nobody is waiting.")).to_be_visible()

    page.goto("/c/a-tea-house/")
    page.get_by_role("link", name=re.compile("Write")).first.click()
    page.get_by_label("Title").fill("Two things I brought home")
    page.get_by_label("What you want to say").fill("The pot pours. The cup *sings*.")
    add_product(page, "side-handle", "Side-handle pot", already=0)
    add_product(page, "rain-glaze", "Rain-glaze cup", already=1)
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", name="Two things I brought home")).to_be_visible()
    expect(page.locator(".good")).to_have_count(2)

    page.goto("/c/a-tea-house/")
    expect(page.locator(".topics > li").first).to_contain_text("Two things I brought home")


def test_a_stranger_s_post_is_refused_kindly_and_changes_nothing(page: Page, tea_house: Community) -> None:
    a_person("stranger", password=PASSWORD)
    sign_in(page, "stranger")
    page.goto("/c/a-tea-house/write/")
    expect(page.get_by_role("heading", name="Not here, not yet")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Ask to join")).to_be_visible()

    client = Client()
    assert client.login(username="stranger", password=PASSWORD)
    answer = client.post("/c/a-tea-house/write/", {"do": "publish", "title": "Hello", "text": "Let me in"})
    assert answer.status_code == 403
    assert "What did you last brew?" in answer.content.decode() or "Ask to join" in answer.content.decode()
    assert Post.objects.count() == 0


def test_a_mentioned_shop_answers_once_and_not_twice(page: Page, another, tea_house: Community) -> None:
    member = another()
    sign_in(member, "old-wang")
    member.goto("/c/a-tea-house/write/")
    member.get_by_label("Title").fill("The lid does not sit")
    member.get_by_label("What you want to say").fill("It rattles. Anyone else?")
    add_product(member, "side-handle", "Side-handle pot", already=0)
    member.get_by_role("button", name="Post it").click()
    expect(member.get_by_role("heading", name="The lid does not sit")).to_be_visible()
    topic = member.url

    sign_in(page, "kiln-nine")
    page.goto(topic)
    page.locator(".shop-answer textarea").fill("Send it back, we will turn a new lid.")
    page.get_by_role("button", name="Answer as the shop").click()
    expect(page.get_by_text("the shop answers")).to_be_visible()
    expect(page.locator(".shop-answer")).to_have_count(0)
    assert Reply.objects.filter(as_shop__slug="kiln-no-9").count() == 1

    client = Client()
    assert client.login(username="kiln-nine", password=PASSWORD)
    post = Post.objects.get()
    again = {"text": "And buy our cups!", "as_shop": str(Reply.objects.get().as_shop_id)}
    answer = client.post(f"/c/a-tea-house/{post.number}/replies/", again)
    assert answer.status_code == 403
    assert Reply.objects.count() == 1


def test_a_click_on_a_card_of_a_topic_stands_in_the_shop_s_report(page: Page, another, tea_house: Community) -> None:
    kiln = Shop.objects.get(slug="kiln-no-9")
    Shop.objects.update(host="kilnno9.example", host_proved_at=tea_house.founded_at, small_since=tea_house.founded_at)
    Town.objects.create(pk=1, name="Reeds", is_demo=True, founded_at=tea_house.founded_at)
    town.forget()
    topic = a_post(tea_house, title="Two things I brought home")
    shown_in(topic, *kiln.products.all())
    page.goto(f"/c/a-tea-house/{topic.number}-two-things-i-brought-home/")
    page.wait_for_timeout(400)  # A person reads first.
    page.locator(".good a.go").first.click()
    expect(page).to_have_url(re.compile(r"/demo/shop/kilnno9\.example/.*utm_campaign=a-tea-house"))
    assert Visit.objects.get().reason == ""
    page.go_back()
    page.locator(".good a.name").last.click()
    page.wait_for_timeout(400)
    page.get_by_role("link", name="Visit the shop").click()
    expect(page).to_have_url(re.compile("/demo/shop/"))
    assert Visit.objects.filter(reason="", place=f"c{tea_house.pk}").count() == 2

    keeper = another()
    sign_in(keeper, "kiln-nine")
    keeper.goto("/shops/kiln-no-9/")
    keeper.get_by_role("link", name="Visitors").click()
    expect(keeper.get_by_role("row", name=re.compile("Circle · A Tea House"))).to_contain_text("a few")
    town.forget()
