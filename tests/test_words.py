"""Every word a page shows can be said in another language, and no page brings its own style or script."""

import ast
from pathlib import Path

import pytest

from tests.pages import READ_ATTRIBUTES, Markup, pages, phrases_in_expressions, words
from tests.source import PAGES, dotted, modules, parsed, where

SAME_IN_EVERY_LANGUAGE = {"Watercress", "EN", "中文", "English", "Atom", "Shopify", "WooCommerce", "Google Merchant"}
# Shown when anything may be broken, gettext too, so it says everything twice.
BILINGUAL = "errors/broken.html"
SAID_BY = {"label", "help_text", "verbose_name", "placeholder", "empty_label"}
SAYING = {"ValidationError", "messages.success", "messages.info", "messages.warning", "messages.error", "no"}

every_page = pytest.mark.parametrize("page", list(pages()), ids=lambda page: str(page.relative_to(PAGES)))


@every_page
def test_a_page_says_nothing_outside_gettext(page: Path) -> None:
    if str(page.relative_to(PAGES)) == BILINGUAL:
        return
    markup = Markup(page)
    said = [text.strip() for text in markup.texts if words(text) and text.strip() not in SAME_IN_EVERY_LANGUAGE]
    said += [
        f"{name}={value!r}" for _, name, value in markup.attributes
        if name in READ_ATTRIBUTES and words(value) and value not in SAME_IN_EVERY_LANGUAGE
    ]  # fmt: skip
    said += [value for value in phrases_in_expressions(page) if value not in SAME_IN_EVERY_LANGUAGE]
    assert said == []


@every_page
def test_a_page_has_no_style_or_script_of_its_own(page: Path) -> None:
    own = [
        f"<{tag} {name}={value!r}>" for tag, name, value in Markup(page).attributes
        if name == "style" or (name.startswith("on") and name.isalpha()) or value.strip().lower().startswith("javascript:")
    ]  # fmt: skip
    assert own == []


def test_forms_and_refusals_say_nothing_outside_gettext() -> None:
    plain = []
    for path in modules("web", "community", "catalogue", "people", "formats"):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg in SAID_BY]
            given += node.args[1:] if dotted(node.func) == "no" else node.args if dotted(node.func) in SAYING else []
            plain += [
                f"{where(path, text)} {text.value!r}" for text in given
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and words(text.value)
            ]  # fmt: skip
    assert plain == []
