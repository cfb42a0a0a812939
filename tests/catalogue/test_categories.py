from collections import Counter

import pytest

from watercress.catalogue import categories
from watercress.catalogue.models import Category


def test_the_tree_is_small_bilingual_and_whole():
    tree = categories.departments()
    slugs = [department.slug for department in tree]
    assert 80 <= len(tree) <= 120
    assert len(set(slugs)) == len(slugs)
    for place, department in enumerate(tree):
        assert department.en
        assert department.zh
        assert not department.parent or department.parent in slugs[:place]


def test_no_word_and_no_google_id_leads_to_two_departments():
    tree = categories.departments()
    words = Counter(word for each in tree for word in {categories._plain(name) for name in (each.en, *each.words)})
    numbers = Counter(number for each in tree for number in each.google_ids)
    assert [word for word, count in (words + numbers).items() if count > 1] == []


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("2073", "tea"),
        ("  652 ", "teapots"),
        ("2073 - Food, Beverages & Tobacco > Beverages > Tea & Infusions", "tea"),
        ("Food, Beverages & Tobacco > Beverages > Tea & Infusions", "tea"),
        ("Food, Beverages & Tobacco > Food Items > Nuts & Seeds", "nuts"),
        ("Home & Garden > Plants > Seeds", "plants"),
        ("Home & Garden > Decor > Home Fragrances > Candles", "candles"),
        ("Sporting Goods > Outdoor Recreation > Cycling > Bicycles > Road Bikes", "bikes"),
        ("Apparel & Accessories > Clothing > Dresses > Sun Dresses", "dresses"),
        ("Animals & Pet Supplies > Pet Supplies > Cat Supplies > Cat Toys", "cats"),
        ("Uncategorized", ""),
        ("999999", ""),
        ("", ""),
        (">>>", ""),
        ("٣", ""),
        ("2073" * 40, ""),
    ],
)
def test_what_a_shop_calls_its_goods_finds_the_nearest_department(written, slug):
    assert categories.slug_for(written) == slug


@pytest.mark.django_db
def test_the_migration_fills_the_tree_and_loading_again_changes_nothing():
    before = list(Category.objects.order_by("pk").values())
    assert len(before) == len(categories.departments())
    categories.load()
    assert list(Category.objects.order_by("pk").values()) == before
    assert categories.file_under("652").parent.slug == "tea-ware"
    assert categories.file_under("nothing of ours") is None
