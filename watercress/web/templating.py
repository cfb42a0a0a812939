"""The Jinja2 environment every page is made with."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from lucide.jinja import lucide

from watercress.community import naming
from watercress.kernel import pictures
from watercress.kernel.few import A_FEW

from . import addresses, shown
from .people import letters
from .shelves import mine


def environment(**options: Any) -> Environment:
    env = Environment(**{**options, "undefined": StrictUndefined, "autoescape": _escapes})  # noqa: S701  Django's backend turns autoescape on
    env.globals.update(
        static=staticfiles_storage.url,
        url=addresses.url,
        public_address=addresses.public,
        product_address=addresses.product,
        carried=addresses.carried,
        A_FEW=A_FEW,
        place_name=naming.named,
        post_address=addresses.post,
        list_address=addresses.list_,
        picture_address=pictures.address,
        price=shown.price,
        price_range=shown.price_range,
        icon=lucide,
        letters_are_files=letters.are_files,
        shelf_of=mine.shelf_of,
    )
    env.filters.update(
        ago=shown.ago, day=shown.day, number=shown.number, date_of=shown.date_of, html_lang=shown.html_lang
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    return env


def _escapes(name: str | None) -> bool:
    """Everything is HTML but letters, which are plain text."""
    return not (name or "").endswith(".txt")
