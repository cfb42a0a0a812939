"""A small town whose people write nothing but Chinese, with one of everything a page can show."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from tests.discovery.towns import a_slate
from tests.factories import (
    NOON,
    a_circle,
    a_craving,
    a_label,
    a_list,
    a_mark,
    a_person,
    a_picture,
    a_post,
    a_product,
    a_reply,
    a_section,
    a_shop,
    a_tag,
    a_wear,
    an_argument,
    shown_in,
)
from tests.traffic.looks import a_card, a_page
from tests.web.passkeys import a_registration
from watercress.catalogue import previews
from watercress.catalogue.models import Category, HostProof, ImportRun, Product, ShopFeed, Variant
from watercress.community.models import Invitation, JoinRequest, LogEntry, PostLabel
from watercress.community.models.log import Act
from watercress.kernel import town
from watercress.kernel.models import Delivery, Town
from watercress.labels.models import Label, TagDecision, TagVoice
from watercress.people.models import Block, Person
from watercress.shelves.models import Answer, List, Mark, PriceDrop, Ruling
from watercress.traffic import links

PASSWORD = "slow-leaves-9"


def an_operator() -> Person:
    """The operator, a founder and a keeper, with everything one can have."""
    Town.objects.create(pk=1, name="慢镇", sentence="小店和聊它们的人。", language="zh-hans", founded_at=NOON)
    town.forget()
    mei = a_person("mei", name="阿梅", password=PASSWORD, about="主要是茶。", is_operator=True)
    EmailAddress.objects.create(user=mei, email="mei@shop.example", primary=True, verified=True)
    EmailAddress.objects.create(user=mei, email="lulu@shop.example")
    Authenticator.objects.create(user=mei, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=mei, type="webauthn", data={"name": "钥匙", "credential": a_registration()})
    RecoveryCodes.activate(mei)
    Block.objects.create(blocker=mei, blocked=a_person("pest", name="讨厌鬼"), blocked_at=NOON)
    return mei


def places_of(mei: Person) -> dict[str, Any]:
    """Arguments of addresses, by the name of the address; a list where one address has several states."""
    lulu = a_person("lulu", name="露露")
    words = {
        "other_name": "",
        "sentence": "慢慢喝。",
        "lang": "zh-hans",
        "member_name": "茶友",
        "steward_name": "掌壶人",
    }
    circle = a_circle(founder=mei, members=(lulu,), slug="tea", name="一家茶馆", question="上次泡了什么？", **words)
    a_circle(founder=lulu, slug="nuts", name="坚果党", **{**words, "member_name": "", "steward_name": ""})
    a_circle(founder=lulu, slug="reef", name="礁石", readable_by="members", joining="invited", **words)
    a_circle(founder=lulu, members=(mei,), slug="pots", name="壶", **words)
    a_section(circle, "战利品")
    shop = a_shop("慢窑", slug="kiln", keeper=mei, host="kiln.example", about="两个人一座窑。", lang="zh-hans",
                  small_since=NOON)  # fmt: skip
    claimed = a_shop("没人管的店", slug="free", host="shop.example", lang="zh-hans")
    pot = a_product(shop=shop, title="侧把壶", lang="zh-hans", price_most=29800, compare_at=39800, handle="pot",
                    category=Category.objects.get(slug="teapots"))  # fmt: skip
    beside = a_product(shop=shop, title="公道杯", lang="zh-hans")
    for person in (a_person("zhou", name="小周"), a_person("qi", name="小齐")):
        a_mark(pot, person=person)
        a_mark(beside, person=person)
    gone = a_product(shop=shop, title="旧壶", lang="zh-hans", retired_at=NOON, available=False)
    hidden = a_product(shop=claimed, title="新壶", lang="zh-hans", available=False)
    fish = a_product(shop=claimed, title="小鱼", lang="zh-hans")
    for number in range(61):
        options = {"大小": str(number)}
        Variant.objects.create(product=pot, position=number, options=options, price=100, available=bool(number % 2))
    post = a_post(
        circle,
        author=mei,
        title="三座小窑",
        text="话。",
        html="<p>话。</p>",
        lang="zh-hans",
        edited_at=NOON,
        pinned_at=NOON,
    )
    shown_in(post, pot, gone)
    later = timezone.now() + timedelta(days=3)
    said: dict[str, Any] = {"text": "嗯。", "html": "<p>嗯。</p>", "lang": "zh-hans"}
    reply = a_reply(post, author=mei, **said, edited_at=NOON)
    a_reply(post, author=lulu, **said, as_shop=shop, parent=reply)
    a_reply(post, author=lulu, **said, asks_shop=shop)
    a_reply(post, author=lulu, **said, hidden_at=NOON)
    withdrawn = a_reply(post, author=mei, **said, withdrawn_at=NOON)
    locked = a_post(
        circle,
        author=lulu,
        title="锁着",
        html="<p>话。</p>",
        lang="zh-hans",
        hidden_at=NOON,
        locked_at=NOON,
        best_at=NOON,
    )
    said = {"lang": "zh-hans", "title": "求拔草", "html": "<p>话。</p>"}
    craved = [
        a_craving(pot, post=a_post(circle, author=mei, **said)),
        a_craving(pot, post=a_post(circle, author=mei, **said), verdict="bought", words="好看。", words_lang="zh-hans"),
        a_craving(pot, post=a_post(circle, author=mei, **said), verdict="talked-out"),
        a_craving(pot, post=a_post(circle, author=mei, **said), verdict="waiting", remind_at=NOON, reminded_at=NOON),
        a_craving(pot, post=a_post(circle, author=lulu, **said), verdict="waiting", remind_at=later),
    ]
    for leans in ("leave", "buy"):
        an_argument(craved[0], leans, author=lulu, text="嗯。", html="<p>嗯。</p>", lang="zh-hans")
    for act in Act:
        told = {Act.SETTINGS: "name, sentence, rules, lang, neighbours, crest", Act.INVITE: "3"}
        LogEntry.objects.create(community=circle, by=mei, act=act, about=lulu, words=told.get(act, "理由"), at=NOON)
    Invitation.objects.create(community=circle, token="a" * 40, made_by=mei, made_at=NOON, expires_at=later)
    asked = {"question": "上次泡了什么？", "answer": "雨水。", "asked_at": NOON}
    JoinRequest.objects.create(community=circle, person=a_person("wan", name="晚晚"), **asked)
    runs, feeds = _some_runs(shop, mei), _some_feeds(mei)
    proof = {"person": mei, "asked_at": NOON, "looked_at": NOON}
    HostProof.objects.create(shop=shop, host="kiln.example", method="file", proved_at=NOON, **proof)
    HostProof.objects.create(shop=claimed, host="shop.example", problem="没有。", **proof)
    Delivery.objects.create(
        event="甲", subscriber="乙", occurrence="丙", effect_key="丁", payload={}, recorded_at=NOON, due_at=NOON,
        attempts=5, poisoned_at=NOON, error="错了",
    )  # fmt: skip
    _label(post, pot, mei, lulu)
    review, tea = _on_shelves(mei, lulu, pot, gone)
    number, key = [{"slug": "tea", "number": post.number}], Authenticator.objects.get(type="webauthn").pk
    in_tea, labels = [{"slug": "tea"}], [{"slug": "tea-house"}, {"slug": "goth"}]
    return {
        "community": [{"slug": "tea"}, {"slug": "nuts"}, {"slug": "reef"}],
        **dict.fromkeys(("requests", "members", "log", "invitations", "community_settings", "write"), in_tea),
        "ask": in_tea,
        "invitation": [{"slug": "tea", "token": "a" * 40}, {"slug": "tea", "token": "b" * 40}],
        "post": [
            {**number[0], "words": "三座小窑"},
            {"slug": "tea", "number": locked.number, "words": "锁着"},
            *({"slug": "tea", "number": each.post.number, "words": "求拔草"} for each in craved),
        ],
        "crave": [{"number": fish.pk}],
        **dict.fromkeys(("post_edit", "post_history", "post_acts"), number),
        "reply_edit": [{"number": reply.pk}, {"number": withdrawn.pk}],
        "reply_history": [{"number": reply.pk}],
        "reply_acts": [{"number": reply.pk + 1}],
        "shop": [{"slug": "kiln"}, {"slug": "free"}],
        "shop_host": [{"slug": "kiln"}, {"slug": "free"}],
        "shop_edit": [{"slug": "kiln"}],
        "shop_import": [{"slug": "kiln"}],
        "shop_feed": [{"slug": "kiln"}, *({"slug": feed.shop.slug} for feed in feeds)],
        "import_run": [{"slug": "kiln", "number": run.pk} for run in runs],
        "import_columns": [{"slug": "kiln", "number": runs[-1].pk}],
        "product": [{"number": p.pk, "words": p.title} for p in (pot, gone, hidden)],
        "category": [{"slug": "teapots"}, {"slug": "tea-ware"}, {"slug": "rings"}],
        "shop_visitors": [{"slug": "kiln"}, {"slug": "free"}],
        "go": [_a_way_out(hidden), {"card": "-", "slate": "-"}],
        **dict.fromkeys(("label", "label_people", "label_topics"), labels),
        "product_labels": [{"number": pot.pk}, {"number": hidden.pk}],
        "shop_labels": [{"slug": "kiln"}],
        "why": [{"key": a_slate(circle, pot, gone)}],
        "mark": [{"number": pot.pk}, {"number": gone.pk}, {"number": hidden.pk}],
        "reviews": [{"number": pot.pk}, {"number": hidden.pk}],
        "review_answer": [{"number": review.pk}],
        "shelves": [{"name": "mei"}, {"name": "lulu"}, {"name": "pest"}],
        "person_lists": [{"name": "mei"}, {"name": "lulu"}, {"name": "pest"}],
        "list": [{"number": tea.pk, "words": tea.title}],
        "list_edit": [{"number": tea.pk}],
        "list_delete": [{"number": tea.pk}],
        "person": [{"name": "mei"}, {"name": "lulu"}, {"name": "pest"}],
        "account_confirm_email": [{"key": "stale"}],
        "account_reset_password_from_key": [{"uidb36": "1", "key": "stale"}],
        "mfa_remove_webauthn": [{"pk": key}],
        "mfa_edit_webauthn": [{"pk": key}],
    }


def _label(post: Any, pot: Any, mei: Person, lulu: Person) -> None:
    """Labels worn, seen and unseen, borne, carried, suggested, disputed, decided and hidden."""
    for slug in ("tea-house", "petite", "handmade"):
        a_wear(mei, slug)
        a_tag(pot, slug)
    a_wear(lulu, "tea-house")
    tea, cat = a_label("tea-house"), a_label("cat-person")
    Label.objects.filter(slug="handmade").update(hidden_at=NOON)
    PostLabel.objects.create(post=post, label=tea, position=0)
    about = {"product": pot, "said_at": NOON, "words": "真的。"}
    TagVoice.objects.create(label=cat, says="suggest", person=lulu, **about)
    for person in (lulu, a_person("bo", name="阿波"), a_person("su", name="阿苏")):
        TagVoice.objects.create(label=tea, says="dispute", person=person, **about)
    for label, by_town in ((cat, True), (tea, False)):
        TagDecision.objects.create(
            product=pot, label=label, borne=not by_town, by_town=by_town, reason="理由", decided_at=NOON
        )


def _some_runs(shop: Any, mei: Person) -> list[ImportRun]:
    """One in each of its states; the last is a table that nobody knows."""
    card = {
        "title": "壶",
        "price": 1,
        "price_most": 2,
        "currency": "CNY",
        "pictures_from": "",
        "category": "",
        "options": 2,
    }
    sample = [{**card, "listed": does != "same", "does": does} for does in ("new", "changed", "same")]
    columns = [{"name": "名", "samples": ["壶"]}, {"name": "价", "samples": []}]
    report = {**_REPORT, "source": "shopify", "reasons": [["没有标题。", 2], ["“甲”不是价格。", 3]]}
    seen = {**previews.NOTHING, "report": report, "sample": sample, "gone": ["旧壶"], "columns": columns, "had": 3}
    waits = {"finished_at": None, "outcome": "", "report": {}, "previewed_at": NOON}
    elsewhere = {"other_currency": "EUR", "currencies": [["EUR", 2]]}
    return [
        _a_run(shop, mei, report=report),
        _a_run(shop, None, outcome="refused", problem="文件是空的。", report={}),
        *(_a_run(shop, mei, outcome=how, report={}) for how in ("thrown-away", "expired", "superseded")),
        _a_run(shop, mei, finished_at=None, outcome="", report={}),
        _a_run(shop, mei, finished_at=None, outcome="", report={}, address="https://kiln.example/p"),
        _a_run(shop, mei, finished_at=None, outcome="", confirmed_at=NOON),
        _a_run(shop, mei, **waits, preview={**seen, "looks_cut_off": True}),
        _a_run(shop, mei, **waits, preview={**seen, **elsewhere, "is_whole": False}, problem="都不行。"),
        _a_run(shop, mei, **waits, preview={**previews.NOTHING, "columns": columns}, problem="缺“标题”。"),
    ]


def _some_feeds(mei: Person) -> list[ShopFeed]:
    """One in each of its states."""
    told = {"named_at": NOON, "asked_at": NOON, "answered_at": NOON, "content_at": NOON - timedelta(days=2)}
    states: list[dict[str, Any]] = [
        {"confirmed_at": NOON, "due_at": NOON},
        {"answered_at": None, "every": "off"},
        {"confirmed_at": NOON, "failures": 8, "problem": "没有回答。", "stopped_at": NOON},
        {"failures": 2, "problem": "没有回答。"},
    ]
    found = []
    for number, state in enumerate(states):
        shop = a_shop("小店", slug=f"small-{number}", keeper=mei, lang="zh-hans")
        found.append(ShopFeed.objects.create(shop=shop, address="https://kiln.example/f?k=1", **{**told, **state}))
    waiting = {"finished_at": None, "outcome": "", "previewed_at": NOON, "preview": previews.NOTHING}
    _a_run(found[0].shop, mei, feed=found[0], **waiting)
    return found


_REPORT = {
    **dict.fromkeys(("read", "created", "updated", "unchanged", "retired", "unlisted", "variants"), 2),
    "rejected": [{"line": 3, "reason": "没有标题。"}],
    "rejected_more": 1,
}


def _a_run(shop: Any, person: Person | None, **columns: Any) -> ImportRun:
    given = {
        "started_at": NOON,
        "finished_at": NOON,
        "outcome": "done",
        "report": _REPORT,
        "file_name": "",
        "progress": 40,
    }
    return ImportRun.objects.create(shop=shop, person=person, **{**given, **columns})


def _on_shelves(mei: Person, lulu: Person, pot: Any, gone: Any) -> tuple[Mark, List]:
    """Reviews of every kind, one waiting for the town and one kept out; lists, and something cheaper than it was."""
    review = a_mark(pot, person=lulu, shelf="have", stars=4, words="好壶。", lang="zh-hans", picture=a_picture())
    Answer.objects.create(
        mark=review, shop=pot.shop, by=mei, words="谢谢。", lang="zh-hans", answered_at=NOON, edited_at=NOON
    )
    left: dict[str, Any] = {"shelf": "had", "stars": 1, "why_left": "送人了。", "lang": "zh-hans"}
    a_mark(pot, **left, person=a_person("kai", name="阿开"), held_at=NOON)
    kept_out = a_mark(pot, **left, person=a_person("shu", name="阿树"), held_at=NOON)
    Ruling.objects.create(mark=kept_out, let_through=False, reason="像广告。", by=mei, ruled_at=NOON)
    a_mark(gone, person=mei, shelf="want", words="想念它。", lang="zh-hans", is_public=False)
    cup = a_product(shop=pot.shop, title="杯子", lang="zh-hans")
    a_mark(cup, person=mei)
    PriceDrop.objects.create(person=mei, product=cup, was=20000, now=16800, currency="CNY", fell_at=NOON)
    given: dict[str, Any] = {"lang": "zh-hans", "about": "慢慢喝。"}
    a_list(pot, gone, owner=lulu, title="茶桌", **given, followers_count=1)
    return review, a_list(pot, gone, owner=mei, title="想要的", **given, is_public=False)


def _a_way_out(product: Product) -> dict[str, str]:
    """The link of a card that was shown just now."""
    page = a_page(product)
    return {"card": a_card(page), "slate": links.slate(page.digest, at=timezone.now())}
