"""What a name in an address may be made of, and which names nobody gets."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# Letters of any script, digits, and - _ between them: what "@name" finds again in a text.
PATTERN = r"[^\W_](?:[\w-]{0,22}[^\W_])?"
VALIDATORS = [
    RegexValidator(
        rf"^{PATTERN}\Z", _("Use 2 to 24 letters, digits, - or _, beginning and ending with a letter or digit.")
    ),
]

# Nobody speaks as the town, and nobody takes the place of someone who left.
RESERVED = (
    "about admin administrator account anonymous api bot circle circles deleted demo everyone founder guest help "
    "here home info keeper label login mail me mod moderator new news nobody none null official operator people "
    "postmaster privacy root security settings shop shops signup somebody someone someone-who-left staff steward "
    "stewards support system team them town undefined unknown watercress webmaster you "
    "管理员 站长 掌柜 版主 客服 官方 官方客服 系统 系统管理员 豆瓣 水芹 匿名 匿名用户 已离开 已注销 某人 小组长 圈主 城主 运营"
).split()

# Letters of other scripts, digits and pairs that pass for a Latin letter (after Unicode's confusables, TR 39).
_TWINS = str.maketrans(
    "015$@|!ıаеорсухіјѕԁһԛԝӏкмтвнгɡαεορυχικντɑɩօս",
    "olssalliaeopcyxijsdhqwlkmtbhrgaeopuxikntaiou",
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
MOST = 24


def normal(written: str) -> str:
    """Return the one spelling a name is kept in: composed, without full-width twins or outer spaces."""
    return unicodedata.normalize("NFKC", written).strip()


def likeness(name: str) -> str:
    """Return what `name` looks like at a glance; two names with the same likeness are mistaken for each other."""
    bare = ""
    for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()):
        # Accents go from Latin, Greek and Cyrillic letters; elsewhere a mark makes another word (か, が).
        if not (unicodedata.combining(c) and unicodedata.name(bare[-1:] or " ", "").startswith(_SCRIPTS)):
            bare += c
    bare = re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", bare)).translate(_TWINS)
    for pair, letter in _PAIRS:
        bare = bare.replace(pair, letter)
    return bare[:48]


def _loosely(name: str) -> str:
    """i, l and 1 are one letter here: too strict between people (Mei and Mel), right for the town's own names."""
    return likeness(name).replace("i", "l")


_RESERVED_LIKENESSES = frozenset(_loosely(name) for name in RESERVED)


def is_reserved(name: str) -> bool:
    return _loosely(name) in _RESERVED_LIKENESSES


def mixes_scripts(name: str) -> bool:
    """True if letters of two look-alike alphabets stand in one name, as in a Latin name with a Cyrillic a."""
    found = {script for c in name if c.isalpha() for script in _SCRIPTS if unicodedata.name(c, "").startswith(script)}
    return len(found) > 1


def check_username(name: str) -> None:
    """Raise ValidationError unless someone may be called `name` in an address."""
    for validator in VALIDATORS:
        validator(name)
    if len(name) > MOST or len(name) < 2:
        raise ValidationError(VALIDATORS[0].message, code="invalid")
    if mixes_scripts(name):
        raise ValidationError(_("Write the name in one alphabet."), code="mixed")
    if is_reserved(name):
        raise ValidationError(
            _("This name stays free, so that nobody is taken for the town. Please choose another."), code="reserved"
        )


def clean_shown(written: str) -> str:
    """
    Return the name others read, in its one spelling.

    Raises ValidationError for a name of the town's own and for characters that cannot be seen or turn the text around.
    """
    name = " ".join(normal(written).split())
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") for c in name):
        raise ValidationError(_("Leave out characters that cannot be seen."), code="unseen")
    if name and is_reserved(name):
        raise ValidationError(
            _("This name stays free, so that nobody is taken for the town. Please choose another."), code="reserved"
        )
    return name
