"""Topics and replies of a grown town, written down in bulk."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from watercress.catalogue.models import Product
from watercress.community.models import Community, Post, PostProduct, Reply
from watercress.kernel import text

from . import words
from .model.acts import Act, Answer, Say
from .model.world import Topic

AT_ONCE = 500


def keep(acts: Mapping[type[Act], Sequence[Any]]) -> None:
    said: Sequence[Say] = acts.get(Say, ())
    answers: Sequence[Answer] = acts.get(Answer, ())
    if said:
        _publish(sorted(said, key=lambda act: act.at))
    if answers:
        _answer(sorted(answers, key=lambda act: act.at))


def _publish(said: Sequence[Say]) -> None:
    titles = dict(Product.objects.filter(pk__in={act.topic.goods[0].id for act in said}).values_list("pk", "title"))
    last = dict(Community.objects.values_list("pk", "last_number"))
    rows = []
    for act in said:
        site = act.topic.site.id
        last[site] += 1
        rows.append(_post(act, last[site], titles[act.topic.goods[0].id]))
    for act, row in zip(said, Post.objects.bulk_create(rows, batch_size=AT_ONCE), strict=True):
        act.topic.id = row.pk
    PostProduct.objects.bulk_create(
        (PostProduct(post_id=act.topic.id, product_id=act.topic.goods[0].id, position=0) for act in said),
        batch_size=AT_ONCE,
    )
    newest = {act.topic.site.id: act.at for act in said}
    for site, more in Counter(act.topic.site.id for act in said).items():
        Community.objects.filter(pk=site).update(
            last_number=F("last_number") + more,
            posts_count=F("posts_count") + more,
            last_post_at=Greatest(Coalesce("last_post_at", newest[site]), newest[site]),
        )


def _post(act: Say, number: int, good: str) -> Post:
    lang = act.topic.goods[0].lang
    source = words.line(lang, act.turn)
    return Post(
        community_id=act.topic.site.id,
        number=number,
        author_id=act.who.id,
        title=words.title(good, lang, act.turn),
        lang=lang,
        posted_at=act.at,
        bumped_at=act.at,
        text=source,
        html=text.render(source),
    )


def _answer(answers: Sequence[Answer]) -> None:
    rows = [_reply(act) for act in answers]
    for act, row in zip(answers, Reply.objects.bulk_create(rows, batch_size=AT_ONCE), strict=True):
        act.remark.id = row.pk
    under: defaultdict[Topic, list[Answer]] = defaultdict(list)
    for act in answers:
        under[act.topic].append(act)
    for topic, some in under.items():
        last, lifted = some[-1].at, _lifted(topic, some)
        Post.objects.filter(pk=topic.id).update(
            replies_count=F("replies_count") + len(some),
            last_reply_at=Greatest(Coalesce("last_reply_at", last), last),
            **({"bumped_at": Greatest("bumped_at", lifted)} if lifted else {}),
        )


def _lifted(topic: Topic, answers: Sequence[Answer]) -> datetime | None:
    """Return when someone else last answered; nobody lifts their own topic."""
    return max((act.at for act in answers if act.who.id != topic.author), default=None)


def _reply(act: Answer) -> Reply:
    lang = act.topic.goods[0].lang if act.topic.goods else "en"
    source = words.answer(lang, act.turn)
    return Reply(
        post_id=act.topic.id,
        author_id=act.who.id,
        text=source,
        html=text.render(source),
        lang=lang,
        posted_at=act.at,
    )
