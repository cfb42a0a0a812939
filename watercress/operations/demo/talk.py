"""What the demo's people say: in the order they said it, each through the action a form would call."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from watercress.catalogue.models import Product, Shop
from watercress.community import posting, replying, stewardship
from watercress.community.features.cravings import arguing, asking, deciding
from watercress.community.features.pins import pinning
from watercress.community.features.shop_answers import answering
from watercress.community.models import Community, Like, Post, Reply
from watercress.labels import reading
from watercress.people.models import Person

from . import source

CARRIED = 3
"""Labels of a topic, at most."""


@dataclass
class Said:
    """One topic or reply of the files, and the row it became."""

    row: Mapping[str, Any]
    moment: datetime
    circle: Community
    topic: "Said | None" = None
    replies: list["Said"] = field(default_factory=list)
    became: Any = None


@dataclass(frozen=True)
class Town:
    """Whom and what the words name."""

    folk: Mapping[str, Person]
    shops: Mapping[str, Shop]
    products: Mapping[str, Product]
    circles: Mapping[str, Community]


def say_all(town: Town, *, at: datetime, progress: Callable[[int, int], None]) -> None:
    said = sorted(_all(town, at), key=lambda each: each.moment)
    for number, each in enumerate(said, start=1):
        if each.topic:
            _answer(each, each.topic, town)
        else:
            _publish(each, town)
        progress(number, len(said))
    _like(said, town, at=at)
    _look_after(said, at=at)
    _decide(said)


def _all(town: Town, at: datetime) -> Iterable[Said]:
    for slug, circle in town.circles.items():
        for row in source.topics(slug):
            topic = Said(row, at - timedelta(days=row["days_ago"]), circle)
            yield topic
            for answer in row.get("reply", []):
                moment = min(topic.moment + timedelta(hours=answer["hours_later"]), at)
                topic.replies.append(Said(answer, moment, circle, topic))
            yield from topic.replies


def _publish(topic: Said, town: Town) -> None:
    row = topic.row
    section = topic.circle.sections.get(name=row["section"]) if row.get("section") else None
    parts = {
        "title": row["title"],
        "text": row["text"].strip(),
        "products": [town.products[key].pk for key in row["products"]],
        "section": section,
        "labels": _labels(row["products"], town),
    }
    publish = asking.ask if row.get("craves") else posting.publish
    topic.became = publish(topic.circle, author=town.folk[row["author"]], parts=parts, at=topic.moment)


def _labels(shown: list[str], town: Town) -> list[int]:
    """A topic carries the first labels of what it shows: what its writer would have ticked."""
    borne = reading.bearing([town.products[key].pk for key in shown[:CARRIED]])
    return list(dict.fromkeys(rows[0]["id"] for rows in borne.values()))


def _answer(reply: Said, topic: Said, town: Town) -> None:
    row = reply.row
    parent = topic.replies[row["to"]].became if "to" in row else None
    words: dict[str, Any] = {
        "author": town.folk[row["author"]], "text": row["text"].strip(), "at": reply.moment, "parent": parent
    }  # fmt: skip
    if "as_shop" in row:
        reply.became = answering.answer(topic.became, shop=town.shops[row["as_shop"]], **words)
    else:
        words["quoted"] = parent if row.get("quote") else None
        leans = row.get("leans")
        reply.became = (
            arguing.argue(topic.became, leans=leans, **words) if leans else replying.reply(topic.became, **words)
        )


def _like(said: list[Said], town: Town, *, at: datetime) -> None:
    """Thousands of likes at once: one by one they would take longer than all the talk."""
    likes: list[Like] = []
    for each in said:
        dice = Random(f"{each.circle.slug} {each.moment - at}")  # noqa: S311  (the same town every time)
        people = [town.folk[name] for name in each.row.get("liked_by", ()) if name != each.row["author"]]
        for person in people:
            moment = each.moment + min(at - each.moment, timedelta(days=4)) * dice.random()
            about = {"reply" if each.topic else "post": each.became}
            likes.append(Like(person=person, liked_at=moment, **about))
        each.became.likes_count = len(people)
    Like.objects.bulk_create(likes, batch_size=1000)
    Post.objects.bulk_update([each.became for each in said if not each.topic], ["likes_count"], batch_size=200)
    Reply.objects.bulk_update([each.became for each in said if each.topic], ["likes_count"], batch_size=200)


def _look_after(said: list[Said], *, at: datetime) -> None:
    """What stewards did: pinned, chosen, locked; the log says so."""
    for each in said:
        if not each.topic:
            founder = each.circle.founder
            soon = min(each.moment + timedelta(hours=30), at)
            if each.row.get("pinned"):
                pinning.pin(each.became, by=founder, at=soon)
            if each.row.get("best"):
                pinning.best(each.became, by=founder, at=soon)
            if each.row.get("locked"):
                stewardship.lock(each.became, by=founder, at=max(reply.moment for reply in each.replies))


def _decide(said: list[Said]) -> None:
    """How what people asked to be talked out of ended; a wait that is over by now is told by the worker."""
    for each in said:
        if verdict := each.row.get("verdict"):
            given = {name: verdict[name] for name in ("verdict", "words", "remind_in") if name in verdict}
            moment = each.moment + timedelta(hours=verdict["hours_later"])
            deciding.decide(each.became, author=each.became.author, at=moment, **given)
