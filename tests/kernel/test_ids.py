import pytest

from watercress.kernel import ids


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "-1",
        "1.0",
        "1e0",
        " 1",
        "1 ",
        "१",
        "１",
        "null",
        "[]",
        "{}",
        "true",
        str(2**63),
        "9" * 19,
        "+1",
        "01",
        "1_0",
        "1\n",
        "0x1",
    ],
)
def test_s22_what_is_not_a_plain_number_names_no_row(written):
    assert ids.row_number(written) is None


def test_s22_plain_numbers_up_to_the_largest_are_read():
    assert ids.row_number("1") == 1
    assert ids.row_number(str(2**63 - 1)) == 2**63 - 1


def test_tokens_are_long_differ_and_need_no_quoting():
    made = {ids.token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(token) >= 22 and token.replace("-", "").replace("_", "").isalnum() for token in made)


def test_words_keep_every_script_and_drop_the_rest():
    assert ids.words("  Three small kilns, under ¥200!  ") == "three-small-kilns-under-200"
    assert ids.words("第一泡 普洱（2019）") == "第一泡-普洱-2019"
    assert ids.words("<script>../../") == "script"
    assert ids.words("!!!") == ""


def test_words_are_cut_without_a_dangling_dash():
    assert ids.words("a" * 59 + " b") == "a" * 59
    assert len(ids.words("word " * 100)) <= 60
