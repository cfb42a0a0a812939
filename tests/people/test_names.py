import pytest
from django.core.exceptions import ValidationError

from watercress.people import names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("mei", "MEI"), ("mei", "ｍｅｉ"), ("mei", "m-e-i"), ("mei", "m_ei"), ("mei", "méi"), ("opal", "0pal"),
        ("lulu", "1ulu"), ("mo", "мо"), ("tea-house", "teahouse"), ("moon", "m00n"), ("marn", "mam"),
    ],
)  # fmt: skip
def test_names_that_are_mistaken_for_each_other_have_one_likeness(a: str, b: str):
    assert names.likeness(a) == names.likeness(b)


@pytest.mark.parametrize(
    ("a", "b"), [("mei", "mel"), ("老王", "老汪"), ("か", "が"), ("bo", "bow"), ("yan", "ян"), ("한", "하")]
)
def test_names_that_only_resemble_each_other_do_not(a: str, b: str):
    assert names.likeness(a) != names.likeness(b)


@pytest.mark.parametrize("name", ["Mei", "老王", "tea_friend", "анна", "ülkü", "mo-2", "ゆき", "하늘"])
def test_every_script_has_names(name: str):
    names.check_username(names.normal(name))


@pytest.mark.parametrize(
    "name", ["admin", "ADMIN", "Adm1n", "a.d.m.i.n".replace(".", "-"), "站长", "官方客服", "town", "0perator"]
)
def test_nobody_speaks_as_the_town(name: str):
    with pytest.raises(ValidationError, match="stays free"):
        names.check_username(name)


@pytest.mark.parametrize("name", ["Someone who left", "OPERATOR", "Support", " admin "])
def test_nor_by_the_name_that_is_shown(name: str):
    with pytest.raises(ValidationError, match="stays free"):
        names.clean_shown(name)


@pytest.mark.parametrize("name", ["Mei\u202e", "M\u200bei", "Mei\x00", "\u2066Mei", "M\ue000"])
def test_a_shown_name_has_nothing_unseen_in_it(name: str):
    with pytest.raises(ValidationError, match="cannot be seen"):
        names.clean_shown(name)


def test_a_shown_name_is_kept_in_one_spelling():
    assert names.clean_shown("  Ｍｅｉ \n of   the hills ") == "Mei of the hills"
    assert names.clean_shown("") == ""


def test_every_reserved_name_is_refused():
    assert [name for name in names.RESERVED if not names.is_reserved(name)] == []
