"""A place is called in the language of the page, if it has a name in it."""

import pytest
from django.utils import translation

from watercress.community.naming import Named, named


@pytest.mark.parametrize(
    ("page", "names", "first"),
    [
        ("en", ("A Tea House", "一家茶馆"), Named("A Tea House", "en", "一家茶馆", "zh-hans")),
        ("zh-hans", ("A Tea House", "一家茶馆"), Named("一家茶馆", "zh-hans", "A Tea House", "en")),
        ("en", ("猫奴互助会", "Cat people"), Named("Cat people", "en", "猫奴互助会", "zh-hans")),
        ("zh-hans", ("猫奴互助会", "Cat people"), Named("猫奴互助会", "zh-hans", "Cat people", "en")),
        ("zh-hans", ("Nut party", ""), Named("Nut party", "en")),
        ("zh-hans", ("Nut party", "Nutters"), Named("Nut party", "en", "Nutters", "en")),
    ],
)
def test_the_name_in_the_language_of_the_page_comes_first(page, names, first):
    with translation.override(page):
        assert named(*names) == first
