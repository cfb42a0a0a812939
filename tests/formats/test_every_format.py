"""Every format obeys the engine: nobody writes these tests again for a tenth one."""

import ast
import inspect
from dataclasses import is_dataclass, replace
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from tests.factories import NOON, a_label, a_person, a_picture, a_product
from watercress import formats
from watercress.community import format as vocabulary
from watercress.community import founding, membership, policies, posting, replying, rules, standing
from watercress.community.features.invitations import Invitations
from watercress.community.format import Joining
from watercress.community.format_table import HEADINGS, markdown, rows
from watercress.community.models import Community, Post
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db

each_format = pytest.mark.parametrize("format", formats.ALL, ids=lambda format: format.key)
FILLINGS = {
    "title": lambda part: "A title",
    "text": lambda part: "Words enough. " * (1 + part.least // 14),
    "products": lambda part: [a_product().pk for _ in range(part.least)],
    "pictures": lambda part: [a_picture().pk for _ in range(part.least)],
    "labels": lambda part: [a_label().pk for _ in range(part.least)],
}


def found(format, founder=None, **chosen):
    given = {
        "name": "A place",
        "sentence": "What it is for.",
        "joining": format.joining[0],
        "question": "What?",
        **chosen,
    }
    return founding.found(format.key, founder=founder or a_person(), at=NOON, **given)


def filled(parts):
    return {part.name: FILLINGS[part.name](part) for part in parts}


def test_keys_and_modules_are_unique():
    assert len({format.key for format in formats.ALL}) == len(formats.ALL)
    assert set(formats.ALL) == set(vocabulary.known())


@pytest.mark.parametrize("path", sorted(Path(formats.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_a_format_is_data(path):
    if path.stem != "apps":
        kinds = {type(statement) for statement in ast.parse(path.read_text()).body}
        assert kinds <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign}
        assert not any(isinstance(node, (ast.IfExp, ast.Lambda)) for node in ast.walk(ast.parse(path.read_text())))


def test_the_engine_never_branches_on_a_formats_key():
    engine = Path(vocabulary.__file__).parent
    guilty = [
        path.name
        for path in engine.rglob("*.py")
        if "migrations" not in path.parts
        for format in formats.ALL
        if f'"{format.key}"' in path.read_text()
    ]
    assert guilty == []


@each_format
def test_its_founder_founds_enters_posts_and_is_read(format):
    founder = a_person()
    place = found(format, founder)

    post = posting.publish(place, author=founder, parts=filled(format.parts), at=NOON)

    assert policies.can_post(standing.of(founder, place))
    assert Post.objects.visible_to(founder).get() == post
    assert Community.objects.visible_to(AnonymousUser()).get() == place


@each_format
def test_an_empty_post_is_refused_part_by_part(format):
    founder = a_person()
    place = found(format, founder)
    needed = {part.name for part in format.parts if part.least}

    with pytest.raises(Refused) as refused:
        posting.publish(place, author=founder, parts={}, at=NOON)

    assert set(refused.value.problems) == needed


@each_format
def test_a_post_may_hold_as_much_as_it_says_and_no_more(format):
    for part in format.parts:
        if part.name in ("title", "text"):
            assert part.problem("字" * part.most) is None
            assert part.problem("字" * (part.most + 1))
        else:
            assert part.problem(part.clean(list(range(1, part.most + 1)))) is None
            assert part.problem(part.clean(list(range(1, part.most + 2))))


@each_format
def test_each_rule_refuses_in_words_whom_it_does_not_hold_for(format):
    founder, stranger = a_person(), a_person()
    place = found(format, founder)
    post = posting.publish(place, author=founder, parts=filled(format.parts), at=NOON)
    stands = standing.of(stranger, place)
    for rule, decision in (
        (format.may_post, policies.can_post(stands)),
        (format.may_reply, policies.can_reply(stands, post)),
        (format.may_like, policies.can_like(stands, post)),
    ):
        assert bool(decision) == rule(stands)
        if not decision:
            assert str(rule.who) in str(decision.reason) or rule is rules.nobody
            assert "{" not in str(decision.reason)


@each_format
def test_what_is_open_to_members_is_shut_to_the_rest(format):
    for audience in format.readable_by:
        founder, stranger = a_person(), a_person()
        place = found(format, founder, readable_by=audience)
        post = posting.publish(place, author=founder, parts=filled(format.parts), at=NOON)

        for person in (stranger, AnonymousUser()):
            assert Post.objects.visible_to(person).filter(pk=post.pk).exists() == standing.of(person, place).may_read
        assert Post.objects.visible_to(founder).filter(pk=post.pk).exists()


@each_format
@pytest.mark.parametrize("joining", list(Joining))
def test_it_offers_its_ways_of_joining_and_no_other(format, joining):
    if joining in format.joining:
        place = found(format, joining=joining)
        stands = standing.of(a_person(), place)
        allowed = {
            Joining.OPEN: policies.can_join,
            Joining.ASK: policies.can_ask,
            Joining.INVITED: policies.can_accept_invitation,
        }
        assert allowed[joining](stands)
    else:
        with pytest.raises(Refused):
            found(format, joining=joining)


@each_format
def test_a_place_one_is_invited_to_can_invite(format):
    assert Joining.INVITED not in format.joining or format.feature(Invitations)


@each_format
def test_a_visitor_writes_nothing(format):
    place = found(format)
    post = posting.publish(place, author=place.founder, parts=filled(format.parts), at=NOON)
    for act in (
        lambda: posting.publish(place, author=AnonymousUser(), parts=filled(format.parts), at=NOON),
        lambda: replying.reply(post, author=AnonymousUser(), text="Hello?", at=NOON),
        lambda: membership.join(place, person=AnonymousUser(), at=NOON),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.decision.code == "signed-out"


@each_format
def test_its_names_are_in_both_languages(format):
    with translation.override("en"):
        assert str(format.label)
        assert str(format.label_many)


@each_format
def test_its_features_are_settings_not_code(format):
    for feature in format.features:
        assert is_dataclass(feature)
        assert not [
            name for name, _value in inspect.getmembers(type(feature), inspect.isfunction) if not name.startswith("__")
        ]


def test_two_formats_of_one_key_are_refused():
    with pytest.raises(ValueError, match="share the key"):
        vocabulary.register(replace(formats.ALL[0], layout="another"))


def test_the_table_for_the_docs_tells_each_format():
    table = rows(formats.ALL)

    assert [row["key"] for row in table] == [f"`{format.key}`" for format in formats.ALL]
    assert all(row[heading] for row in table for heading in HEADINGS)
    circle = next(row for row in table if row["key"] == "`circle`")
    told = (
        "Title (most 80, least 2), Text (most 20000, least 1), Images (most 9, least 0), Products (most 9, least 0), "
    )
    assert circle["a post"] == told + "Labels (most 6, least 0)"
    assert circle["who posts"] == "members"


def test_the_page_about_formats_is_fresh():
    page = Path(formats.__file__).parents[2] / "docs" / "formats.md"

    assert page.read_text(encoding="utf-8") == markdown(formats.ALL)
