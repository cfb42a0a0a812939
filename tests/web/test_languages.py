"""A town whose people write Chinese, read in Chinese: not one English word of ours is left on any page or letter."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.translation.reloader import translation_file_changed

from tests.factories import a_person
from tests.source import PAGES
from tests.web.chinese_town import PASSWORD, an_operator, places_of
from watercress.community.rules import founder, member, signed_in, steward
from watercress.kernel import outbox, town
from watercress.kernel.models import Town
from watercress.operations.messages import catalogue
from watercress.people.models import Person
from watercress.search import index
from watercress.web.people import letters

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
ZH = {"accept-language": "zh-CN,zh;q=0.9"}
ADDRESS = re.compile(r"\S*/\S+|\w*[@_.]\S+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Names of things, which are the same in Chinese, and "TA", the pronoun for whoever it is.
SAME = set(
    "Watercress English Markdown JPEG PNG WebP CSV Shopify MB TXT DNS meta head PIN JavaScript TA CNY Django sqlite "
    "postgresql lulu mei JK WooCommerce Google Merchant Meta Pinterest XML TSV RSS Atom HTML JSON LD "
    "OpenGraph EUR SKU Handle".split()
)
READ = ("title", "aria-label", "placeholder", "alt")
NOT_READ = {"script", "style", "svg", "pre", "code"}
CODES = {"time_zone", "currency"}
VOID = {"br", "img", "input", "link", "meta", "hr"}


class Visible(HTMLParser):
    """What a reader meets: text and read attributes, outside code, choices of names, and what says it is English."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[bool] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_codes = tag == "select" and given.get("name") in CODES
        skipped = tag in NOT_READ or is_codes or given.get("lang") == "en" or any(self._open)
        if tag not in VOID:
            self._open.append(skipped)
        if not skipped:
            self.said += [given[name] or "" for name in READ if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.said.append(data)


def english(text: str) -> list[str]:
    """Every Latin word that is neither an address nor the same in Chinese."""
    return [word for word in WORD.findall(ADDRESS.sub("", text)) if word not in SAME]


def left_in(page: Any) -> list[str]:
    text = page.content.decode()
    assert '<html lang="zh-Hans"' in text, page
    return [said.strip() for said in Visible(text).said if english(said)]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The texts as the .po file has them now, even in a checkout nobody has opened a town from."""
    catalogue.compile_language("zh-hans")
    translation_file_changed(None, catalogue.po_file("zh-hans").with_suffix(".mo"))


@pytest.fixture
def mei() -> Person:
    return an_operator()


@pytest.fixture
def places(mei: Person) -> dict[str, Any]:
    return places_of(mei)


@pytest.fixture
def client(mei: Person) -> Client:
    cache.clear()
    client = Client(headers=ZH)
    client.force_login(mei)
    session = client.session
    again = {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    session["account_authentication_methods"] = [again]
    session["account_authentication_methods_user"] = str(mei.pk)
    session.save()
    return client


# Addresses that answer a press of a button, a picture, a program, or that only lead elsewhere.
NOT_PAGES = set(
    "picture membership draft post_picture post_short replies reply_draft post_like reply_like shop_keepers verdict "
    "product_find person_block person_unblock sign_out_elsewhere language theme operator_retry healthz demo_enter "
    "mfa_download_recovery_codes mfa_login_webauthn account_confirm_login_code operator_letter stand_in_front "
    "stand_in_product begin label_wear product_voices operator_labels_decide operator_labels_hide "
    "go_on shop_visitors_csv shop_import_page import_decision import_lines robots sitemap sitemap_part want drops_seen list_find "
    "list_add list_follow operator_rule search_suggest".split()
)
SEEN_BELOW = {"account_set_password", "mfa_activate_totp", "mfa_authenticate"}


def names(patterns: Any) -> set[str]:
    found = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= names(each.url_patterns)
        elif isinstance(each, URLPattern) and each.name:
            found.add(each.name)
    return found


def test_every_page_is_in_chinese(client: Client, places: dict[str, Any]) -> None:
    english_left, answered = {}, {}
    for name in sorted(names(get_resolver().url_patterns) - NOT_PAGES):
        for arguments in places.get(name, [{}]):
            address = reverse(name, kwargs=arguments)
            for reader in (client, Client(headers=ZH)):
                page = reader.get(address)
                answered.setdefault(name, []).append(page.status_code)
                if page.status_code < 300 or page.status_code >= 400:
                    english_left[f"{name} {address}"] = left_in(page)
    assert {where: left for where, left in english_left.items() if left} == {}
    unread = {name: codes for name, codes in answered.items() if 200 not in codes and name not in places}
    assert set(unread) == SEEN_BELOW


def test_pages_of_a_newcomer_and_an_empty_town_are_in_chinese() -> None:
    assert left_in(Client(headers=ZH).get(reverse("begin"))) == []
    reader = Client(headers=ZH)
    reader.force_login(a_person("lulu", name="新来的"))
    bare = "home circles shops labels settings_labels settings_blocked settings_account mfa_index mfa_activate_totp account_set_password".split()
    for address in [*(reverse(name) for name in bare), reverse("person", args=["lulu"])]:
        for page in (reader.get(address), Client(headers=ZH).get(address, follow=True)):
            assert (page.status_code, left_in(page)) == (200, []), address


def test_the_second_step_is_asked_for_in_chinese(mei: Person) -> None:
    cache.clear()
    page = Client(headers=ZH).post("/account/login/", {"login": "mei", "password": PASSWORD}, follow=True)
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert left_in(page) == []


def test_the_demos_own_pages_are_in_chinese(places: dict[str, Any], settings: Any) -> None:
    Town.objects.update(is_demo=True)
    town.forget()
    reader = Client(headers=ZH)
    for address in ("/", "/demo/shop/kiln.example/", "/demo/shop/kiln.example/products/pot"):
        page = reader.get(address)
        assert (page.status_code, left_in(page)) == (200, []), address


def test_hits_and_their_absence_are_in_chinese(client: Client, places: dict[str, Any]) -> None:
    index.complete()
    asked = [
        "壶",
        "壶&in=labels",
        "窑&in=shops",
        "慢&in=circles",
        "窑&in=topics",
        "露&in=people",
        "没有 这样的",
        "a",
        "",
        "x" * 201,
    ]
    asked += ["壶&from=一&to=二", "壶&from=9&available=1", "https://shop.example/products/x"]
    pages = {query: client.get(f"/search/?q={query}") for query in asked}
    pages["suggested"] = client.get("/search/suggest/?q=壶")
    assert {query: page.status_code for query, page in pages.items() if page.status_code not in (200, 400)} == {}
    suggested = Visible(pages.pop("suggested").content.decode())
    assert [said for said in suggested.said if english(said)] == []
    assert {query: left for query, page in pages.items() if (left := left_in(page)) and "x" not in query} == {}


def test_what_went_wrong_is_said_in_chinese(places: dict[str, Any], mei: Person) -> None:
    wan, visitor = Client(headers=ZH), Client(headers=ZH)
    wan.force_login(Person.objects.get(username="wan"))
    forging = Client(headers=ZH, enforce_csrf_checks=True)
    pages = {
        404: visitor.get("/nirgends/"),
        403: wan.post("/c/tea/1/replies/", {"text": "让我进来"}),
        "forged": forging.post("/account/login/", {}),
        "members": wan.get("/c/nuts/members/"),
        "invited": wan.get("/c/reef/write/"),
        "visitor": visitor.post("/c/tea/1/replies/", {"text": "嗨"}, follow=True),
    }
    assert [pages[404].status_code, pages[403].status_code, pages["forged"].status_code] == [404, 403, 403]
    for what, page in pages.items():
        assert left_in(page) == [], what
    with translation.override("zh-hans"):
        from watercress.web import errors

        request = forging.get("/").wsgi_request
        for page in (errors.too_many(request, 200), errors.bad_request(request), errors.forbidden(request)):
            assert left_in(page) == []


FORMS = {
    "/account/signup/": {"username": "-", "password1": "1234567", "email": "x"},
    "/account/login/": {"login": "mei", "password": "nope"},
    "/account/password/reset/": {"email": "x"},
    "/circles/new/": {"name": "", "joining": "ask", "readable_by": "nobody"},
    "/c/tea/write/": {"title": "", "text": "", "do": "publish", "craves": "1"},
    "/c/tea/3/verdict/": {"verdict": "", "words": "字" * 301, "remind_in": "4"},
    "/c/tea/settings/": {"name": "x" * 90, "do": "settings"},
    "/c/tea/invitations/": {"uses": "900", "days": "x", "do": "invite"},
    "/c/tea/1/replies/": {"text": ""},
    "/shops/new/": {"name": "", "host": "http://x", "currency": "XXX"},
    "/shops/kiln/edit/": {"name": "", "host": "127.0.0.1", "lang": "tlh"},
    "/shops/kiln/keepers/": {"username": "nobody-of-this-name"},
    "/shops/kiln/import/": {"source": "auto"},
    "/shops/kiln/import/page/": {"address": "http://x"},
    "/shops/kiln/feeds/": {"do": "name", "address": "x", "every": "tlh"},
    "/settings/": {"name": "名" * 41},
    "/settings/look/": {"language": "tlh", "theme": "plaid"},
    "/account/email/": {"email": "x", "action_add": ""},
    "/account/password/change/": {"oldpassword": "x", "password1": "12345678", "password2": "1"},
    "/operator/town/": {"name": "", "time_zone": "x"},
    "/settings/labels/": {"do": "on-nothing"},
    "/shops/kiln/labels/": {"do": "put"},
}


@pytest.mark.parametrize("address", FORMS)
def test_a_forms_complaints_are_in_chinese(client: Client, places: dict[str, Any], address: str) -> None:
    reader = Client(headers=ZH) if address.split("/")[2] in ("signup", "login") else client
    page = reader.post(address, FORMS[address])
    assert page.status_code in (200, 400), page.headers.get("Location")
    assert "errors" in page.content.decode() or "problem" in page.content.decode()
    known = "nope x http nobody of this name tlh plaid".split()
    assert [word for said in left_in(page) for word in english(said) if word not in known] == []


def test_a_letter_is_written_in_the_readers_language(mei: Person) -> None:
    mei.language = "zh-hans"
    link = {"activate_url": "", "password_reset_url": ""}
    about = {"email": "甲", "from_email": "甲", "to_email": "乙", "deleted_email": "甲", **link}
    for page in sorted((PAGES / "letters").glob("[a-z]*.txt")):
        letter = letters.write(page.stem, "mei@shop.example", person=mei, **about)
        body = re.sub(r"http://\S+", "", letter.body)
        assert english(f"{letter.subject} {body}") == [], page.name


def test_a_file_is_reported_on_in_the_language_of_who_brought_it(client: Client, places: dict[str, Any]) -> None:
    file = SimpleUploadedFile("货.csv", "Handle,Title,Variant Price\npot,,12\nbowl,碗,贵\n".encode())
    page = client.post("/shops/kiln/import/", {"file": file, "source": "auto"})
    outbox.deliver_due(at=timezone.now() + timedelta(seconds=1))
    told = client.get(page.headers["Location"])
    assert "这件商品没有标题。" in told.content.decode()
    assert left_in(told) == []


def test_rules_are_put_together_as_chinese_puts_them() -> None:
    with translation.override("zh-hans"):
        assert str((member | steward).who) == "成员或管理员"
        assert str((signed_in & founder).who) == "同时是圈主的登录的人"


HAN = r"[\u4e00-\u9fff]"
SLIPS = {
    "half-width punctuation": re.compile(rf"{HAN}\s?[,;:?!]|{HAN}\.(?![\w.])|[\"']"),
    "no space before Latin or a number": re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}"),
    "a space beside full-width punctuation": re.compile(r" [，。；：？！、]|[，。；：？！、] (?!%)"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_chinese_is_set_as_chinese(slip: str) -> None:
    found = []
    for message in catalogue.read("zh-hans"):
        for said in [message.string] if isinstance(message.string, str) else message.string:
            bare = re.sub(r"</?b>|%%", "", re.sub(r"%\(\w+\)[sd]|%d|\{\w+\}", "\ue000", said))
            if message.id and SLIPS[slip].search(bare):
                found.append(said)
    assert found == []
