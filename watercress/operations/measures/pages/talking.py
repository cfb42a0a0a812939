"""Topics and the replies under them, many thousands at once, each counted where the engine would have counted it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from watercress.community.models import Community, Like, Post, PostLabel, PostProduct, Reply, Section
from watercress.community.writing import excerpt
from watercress.labels.models import Label
from watercress.operations.measures.dressing import BATCH

from . import talk as words
from .sizes import Sizes

SPAN = timedelta(days=100)
Members = Mapping[Community, Sequence[int]]


@dataclass
class Said:
    """What is known of a topic while its replies are made up."""

    post: Post
    inside: Sequence[int]
    replies: list[Reply] = field(default_factory=list)


def talk(sizes: Sizes, members: Members, products: Sequence[int], *, dice: Random, at: datetime) -> Iterator[str]:
    """Write topics, replies and likes; the first topic of the first circle is the longest, and the last talked about."""
    opening = words.texts(dice, sentences=(4, 9), number=min(words.POOL, sizes.topics))
    said = [each for circle, inside in members.items() for each in _topics(sizes, circle, inside, opening, dice, at)]
    numbers = _lengths(sizes, len(said), dice)
    pool = words.texts(dice, sentences=(1, 5), number=min(words.POOL, sizes.replies))
    for topic, number in zip(said, numbers, strict=True):
        _answer(topic, number, pool, dice, at)
    _lift(said[0], at)
    Post.objects.bulk_create([_counted(topic) for topic in said], batch_size=BATCH)
    _show(said, products, dice)
    yield f"{len(said):,} topics in {len(members):,} circles"
    replies = _write(said, dice)
    yield f"{len(replies):,} replies, {len(said[0].replies):,} of them under one topic"
    _like(sizes, said, replies, dice, at)
    for circle in members:
        here = [topic.post for topic in said if topic.post.community_id == circle.pk]
        last = max(post.posted_at for post in here)
        Community.objects.filter(pk=circle.pk).update(posts_count=len(here), last_number=len(here), last_post_at=last)


def _topics(
    sizes: Sizes, circle: Community, inside: Sequence[int], pool: Sequence[words.Text], dice: Random, at: datetime
) -> Iterator[Said]:
    sections = list(Section.objects.filter(community=circle).values_list("pk", flat=True))
    for number in range(1, sizes.topics // sizes.circles + 1):
        written = dice.choice(pool)
        posted = at - timedelta(seconds=dice.randrange(3_600, int(SPAN.total_seconds())))
        post = Post(
            community=circle, number=number, author_id=dice.choice(inside), title=words.title(dice, written.lang)[:120],
            lang=written.lang, section_id=dice.choice([*sections, None]), posted_at=posted, bumped_at=posted,
            pinned_at=posted if number == 2 else None, best_at=posted if number % 20 == 3 else None,
            text=written.source, html=written.html,
        )  # fmt: skip
        yield Said(post, inside)


def _lengths(sizes: Sizes, topics: int, dice: Random) -> list[int]:
    """Return how many replies each topic gets: of most a few, of some very many, together exactly as many as asked."""
    rest = sizes.replies - sizes.longest
    shares = [dice.paretovariate(1.5) for _ in range(topics - 1)]
    lengths = [min(sizes.longest - 1, int(rest * share / sum(shares))) for share in shares]
    for place in range(rest - sum(lengths)):
        lengths[place % len(lengths)] += 1
    return [sizes.longest, *lengths]


def _answer(topic: Said, number: int, pool: Sequence[words.Text], dice: Random, at: datetime) -> None:
    since = int((at - topic.post.posted_at).total_seconds())
    moments = sorted(dice.randrange(1, since) for _ in range(number))
    for seconds in moments:
        written = dice.choice(pool)
        reply = Reply(
            post=topic.post, author_id=dice.choice(topic.inside), text=written.source, html=written.html,
            lang=written.lang, posted_at=topic.post.posted_at + timedelta(seconds=seconds),
        )  # fmt: skip
        topic.replies.append(reply)


def _lift(topic: Said, at: datetime) -> None:
    """Have the longest topic end with a reply of this moment, by someone other than who wrote it: it stays on top."""
    last = topic.replies[-1]
    last.posted_at = at
    last.author_id = next(pk for pk in topic.inside if pk != topic.post.author_id)


def _counted(topic: Said) -> Post:
    post, replies = topic.post, topic.replies
    post.replies_count = len(replies)
    post.last_reply_at = max((reply.posted_at for reply in replies), default=None)
    lifting = (reply.posted_at for reply in replies if reply.author_id != post.author_id)
    post.bumped_at = max([post.posted_at, *lifting])
    return post


def _show(said: Sequence[Said], products: Sequence[int], dice: Random) -> None:
    """Show goods in six of ten topics, and let half carry a label or two."""
    labels = list(Label.objects.values_list("pk", flat=True))
    shown: list[PostProduct] = []
    carried: list[PostLabel] = []
    for place, topic in enumerate(said):
        number = 3 if place == 0 else dice.choice((0, 0, 1, 1, 2))
        some = dict.fromkeys(products[int(len(products) * dice.random() ** 3)] for _ in range(number))
        shown += [PostProduct(post=topic.post, product_id=pk, position=n) for n, pk in enumerate(some)]
        worn = dict.fromkeys(labels[int(len(labels) * dice.random() ** 3)] for _ in range(dice.choice((0, 1, 2))))
        carried += [PostLabel(post=topic.post, label_id=pk, position=n) for n, pk in enumerate(worn)]
    PostProduct.objects.bulk_create(shown, batch_size=BATCH)
    PostLabel.objects.bulk_create(carried, batch_size=BATCH)


def _write(said: Sequence[Said], dice: Random) -> list[Reply]:
    """Write all replies in the order of their moments; one in five answers another, and half of those quote it."""
    under: list[Reply] = []
    roots: list[Reply] = []
    for topic in said:
        for place, reply in enumerate(topic.replies):
            (under if place and dice.random() < 0.2 else roots).append(reply)
    roots.sort(key=lambda reply: reply.posted_at)
    Reply.objects.bulk_create(roots, batch_size=BATCH)
    first: dict[int, list[Reply]] = {}
    for reply in roots:
        first.setdefault(reply.post_id, []).append(reply)
    for reply in sorted(under, key=lambda reply: reply.posted_at):
        reply.parent = dice.choice(first[reply.post.pk][:60])
        if dice.random() < 0.5:
            reply.quoted, reply.quote = reply.parent, excerpt(reply.parent.text, 120)
    Reply.objects.bulk_create(under, batch_size=BATCH)
    return [*roots, *under]


def _like(sizes: Sizes, said: Sequence[Said], replies: Sequence[Reply], dice: Random, at: datetime) -> None:
    inside = {topic.post.community_id: topic.inside for topic in said}
    wanted: set[tuple[int, str, int]] = set()
    for _ in range(sizes.likes):
        what: Any = dice.choice(replies) if dice.random() < 0.7 else dice.choice(said).post
        kind, post = ("reply", what.post) if isinstance(what, Reply) else ("post", what)
        wanted.add((dice.choice(inside[post.community_id]), kind, what.pk))
    rows = (Like(person_id=who, liked_at=at, **{f"{kind}_id": what}) for who, kind, what in sorted(wanted))
    Like.objects.bulk_create(rows, batch_size=BATCH)
    for model, kind, all_ in ((Post, "post", [topic.post for topic in said]), (Reply, "reply", replies)):
        counted = Counter(what for _who, liked, what in wanted if liked == kind)
        liked: list[Any] = [each for each in all_ if each.pk in counted]
        for each in liked:
            each.likes_count = counted[each.pk]
        model._default_manager.bulk_update(liked, ["likes_count"], batch_size=400)
