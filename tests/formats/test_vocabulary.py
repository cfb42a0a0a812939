from dataclasses import dataclass

import pytest
from django.utils import translation

from watercress.community import parts, rules
from watercress.community.policies import refusals
from watercress.community.rules import Rule


@dataclass
class Stands:
    is_signed_in: bool = False
    is_member: bool = False
    is_steward: bool = False
    is_founder: bool = False


@pytest.mark.parametrize(
    ("rule", "stands", "holds"),
    [
        (rules.anyone, Stands(), True),
        (rules.nobody, Stands(True, True, True, True), False),
        (rules.signed_in, Stands(), False),
        (rules.signed_in, Stands(is_signed_in=True), True),
        (rules.member, Stands(is_signed_in=True), False),
        (rules.member, Stands(is_member=True), True),
        (rules.steward, Stands(is_member=True), False),
        (rules.steward, Stands(is_steward=True), True),
        (rules.founder, Stands(is_steward=True), False),
        (rules.founder, Stands(is_founder=True), True),
        (rules.steward | rules.founder, Stands(is_founder=True), True),
        (rules.steward | rules.founder, Stands(), False),
        (rules.member & rules.steward, Stands(is_member=True), False),
        (rules.member & rules.steward, Stands(is_member=True, is_steward=True), True),
    ],
)
def test_each_rule_holds_for_whom_it_names(rule, stands, holds):
    assert rule(stands) is holds


def test_rules_tell_whom_they_hold_for():
    with translation.override("en"):
        assert str((rules.member | rules.founder).who) == "members or the founder"
        assert str((rules.member & rules.steward).who) == "members who are also stewards"
    assert (rules.member | rules.founder).key == "member|founder"


def test_a_rule_for_nobody_has_words_of_its_own():
    decision = refusals.by_rule(rules.nobody, Stands(), only="Only {who} write here.", none="Nobody writes here.")

    assert (decision.code, decision.reason) == ("nobody", "Nobody writes here.")


def test_rules_are_compared_by_what_they_are():
    assert Rule("member", "members", rules.member.holds) == rules.member


@pytest.mark.parametrize(
    ("part", "value", "problem"),
    [
        (parts.Title(most=10), " Tea\nhouse ", None),
        (parts.Title(most=10), "x", "At least 2 characters."),
        (parts.Title(most=10), "\u200b\u200b\u200b", "Write something here."),
        (parts.Title(most=10), "x" * 11, "At most 10 characters; this has 11."),
        (parts.Title(most=10), None, "Write something here."),
        (parts.Title(most=10, least=0), None, None),
        (parts.Text(most=10, least=5), "abcd", "At least 5 characters."),
        (parts.Text(most=10), "a\x00", "This text holds a character that cannot be kept."),
        (parts.Text(most=10), 3.5, "This text holds a character that cannot be kept."),
        (parts.Products(most=2, least=1), [], "At least 1 product."),
        (parts.Products(most=2), [1, 2, 3], "At most 2 products; this has 3."),
        (parts.Products(most=2), [1, 1, 1], None),
        (parts.Products(most=2), ["x"], "One of these is not a product."),
        (parts.Products(most=2), "12", "One of these is not a product."),
        (parts.Labels(most=2, least=1), [], "At least 1 label."),
        (parts.Labels(most=2), ["1", 2, 3], "At most 2 labels; this has 3."),
        (parts.Labels(most=2), ["1", 1, 2], None),
        (parts.Labels(most=2), ["tea-house"], "One of these is not a label."),
        (parts.Labels(most=2), "12", "One of these is not a label."),
        (parts.Images(most=1), [(3, "The lid"), (3, "The same")], None),
        (parts.Images(most=1), [3, 4], "At most 1 picture; this has 2."),
        (parts.Images(most=1), [[]], "One of these is not a picture."),
        (parts.Images(most=1), {"a": 1}, "One of these is not a picture."),
    ],
)
def test_each_part_says_what_is_wrong_with_it(part, value, problem):
    with translation.override("en"):
        found = part.problem(part.clean(value))
        assert (str(found) if found else None) == problem


def test_lines_of_a_text_end_alike():
    assert parts.Text(most=20).clean("a\r\nb\rc\n") == "a\nb\nc"


def test_the_ends_of_emoji_and_joined_scripts_stay():
    assert parts.line("👩‍🍳 नमस्‍ते") == "👩‍🍳 नमस्‍ते"
