"""
What the demo's people say: in the order they said it, each through the action a form would call.

The files count their hours from when the town was filled. What lies ahead then is said at a later start, when its
time has come; while a town sleeps for months, the clock of its words stands still.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from watercress.catalogue.models import Product, Shop
from watercress.community import posting, replying, stewardship
from watercress.community.features.cravings import arguing, asking, deciding
from watercress.community.features.pins import pinning
from watercress.community.features.shop_answers import answering
from watercress.community.models import Community, Post, Reply
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.labels import reading
from watercress.operations.terminal import Progress
from watercress.people.models import Person

from . import source

CARRIED = 3
"""Labels of a topic, at most."""
NOTICED = timedelta(hours=30)
"""How long stewards take to see what a topic is worth."""


@dataclass(frozen=True)
class Town:
    """Whom and what the words name."""

    folk: Mapping[str, Person]
    shops: Mapping[str, Shop]
    products: Mapping[str, Product]
    circles: Mapping[str, Community]


@dataclass(frozen=True)
class Stretch:
    """Some of the words' time: what is due after `since`, if that is given, and by `until`, is said `slept` later."""

    anchor: datetime
    since: datetime | None
    until: datetime
    slept: timedelta = timedelta()

    def __contains__(self, moment: datetime) -> bool:
        return moment <= self.until and (self.since is None or moment > self.since)


@dataclass
class Said:
    """One topic or reply of the files, and the row it became."""

    row: Mapping[str, Any]
    due: datetime
    circle: Community
    topic: "Said | None" = None
    replies: list["Said"] = field(default_factory=list)
    became: Any = None


Deed = tuple[datetime, Callable[[datetime], None]]


def say_all(town: Town, stretch: Stretch, *, progress: Progress = lambda done, of: None) -> None:
    """Say and do what is due in `stretch`. In a town already open, what can no longer be said is left out."""
    deeds = sorted(_due(town, stretch), key=lambda deed: deed[0])
    for number, (due, do) in enumerate(deeds, start=1):
        # Whoever plays in the demo may have locked a topic, sent someone away or changed a text.
        gone = (NotAllowed, Refused, KeyError, Gone) if stretch.since else ()
        with contextlib.suppress(*gone):
            do(due + stretch.slept)
        progress(number, len(deeds))


class Gone(Exception):
    """What the words go on from is no longer there."""


def _due(town: Town, stretch: Stretch) -> Iterable[Deed]:
    for slug, circle in town.circles.items():
        for row in source.topics(slug):
            topic = Said(row, stretch.anchor - timedelta(days=row["days_ago"]), circle)
            for answer in row.get("reply", []):
                due = topic.due + timedelta(hours=answer["hours_later"])
                topic.replies.append(Said(answer, due, circle, topic))
            yield from (deed for deed in _deeds(topic, town) if deed[0] in stretch)


def _deeds(topic: Said, town: Town) -> Iterable[Deed]:
    yield topic.due, partial(_publish, topic, town)
    for reply in topic.replies:
        yield reply.due, partial(_answer, reply, topic, town)
    for name, look_after in (("pinned", pinning.pin), ("best", pinning.best)):
        if topic.row.get(name):
            yield topic.due + NOTICED, partial(_look_after, topic, look_after)
    if topic.row.get("locked"):
        yield max(reply.due for reply in topic.replies), partial(_look_after, topic, stewardship.lock)
    if verdict := topic.row.get("verdict"):
        yield topic.due + timedelta(hours=verdict["hours_later"]), partial(_decide, topic, verdict)


def _publish(topic: Said, town: Town, at: datetime) -> None:
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
    topic.became = publish(topic.circle, author=town.folk[row["author"]], parts=parts, at=at)


def _labels(shown: list[str], town: Town) -> list[int]:
    """A topic carries the first labels of what it shows: what its writer would have ticked."""
    borne = reading.bearing([town.products[key].pk for key in shown[:CARRIED]])
    return list(dict.fromkeys(rows[0]["id"] for rows in borne.values()))


def _answer(reply: Said, topic: Said, town: Town, at: datetime) -> None:
    row, post = reply.row, _post(topic)
    parent = _reply(topic.replies[row["to"]], post) if "to" in row else None
    words: dict[str, Any] = {
        "author": town.folk[row["author"]], "text": row["text"].strip(), "at": at, "parent": parent
    }  # fmt: skip
    if "as_shop" in row:
        reply.became = answering.answer(post, shop=town.shops[row["as_shop"]], **words)
    else:
        words["quoted"] = parent if row.get("quote") else None
        leans = row.get("leans")
        reply.became = arguing.argue(post, leans=leans, **words) if leans else replying.reply(post, **words)


def _look_after(topic: Said, do: Callable[..., object], at: datetime) -> None:
    """What stewards did: pinned, chosen, locked; the log says so."""
    if founder := topic.circle.founder:
        do(_post(topic), by=founder, at=at)


def _decide(topic: Said, verdict: Mapping[str, Any], at: datetime) -> None:
    """How what people asked to be talked out of ended; a wait that is over by now is told by the worker."""
    given = {name: verdict[name] for name in ("verdict", "words", "remind_in") if name in verdict}
    post = _post(topic)
    deciding.decide(post, author=post.author, at=at, **given)


def _post(topic: Said) -> Post:
    """Return what a topic became, at this start or an earlier one."""
    if topic.became is None:
        posts = topic.circle.posts.filter(title=topic.row["title"], author__username=topic.row["author"])
        topic.became = posts.first()
    if topic.became is None:
        raise Gone
    return topic.became


def _reply(said: Said, post: Post) -> Reply:
    if said.became is None:
        written = {"author__username": said.row["author"], "text": said.row["text"].strip()}
        said.became = Reply.objects.filter(post=post, **written).first()
    if said.became is None:
        raise Gone
    return said.became
