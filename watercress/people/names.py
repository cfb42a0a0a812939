"""What a name in an address may be made of."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# Letters of any script, digits, and - _ between them: what "@name" finds again in a text.
PATTERN = r"[^\W_](?:[\w-]{0,22}[^\W_])?"
VALIDATORS = [
    RegexValidator(rf"^{PATTERN}\Z", _("Use 2 to 24 letters, digits, - or _, beginning and ending with a letter or digit.")),
]
