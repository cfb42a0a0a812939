"""Why something outside was not fetched. Each has a `reason` for people; `Later` says when to ask again."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FetchFailed(Exception):
    """An address outside gave us nothing to use; `detail` is for logs and never shown."""

    reason: str | Promise = _("The address could not be read.")

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(f"{url[:200]}: {detail or self.__class__.__name__}")
        self.url = url
        self.detail = detail


class AddressRefused(FetchFailed):
    """The address is not a plain http(s) address of a host on the public internet, or led away from one."""

    reason = _("Only plain http and https addresses of hosts on the public internet are read.")


class Unreachable(FetchFailed):
    """The host has no address, does not answer, or answers nonsense. It may do better in an hour."""

    reason = _("The host could not be reached.")


class NotTrusted(Unreachable):
    """The host could not show a valid certificate for its name."""

    reason = _("The host has no valid certificate.")


class TooSlow(FetchFailed):
    """The answer was not complete within the seconds given."""

    reason = _("The host took too long to answer.")


class TooLarge(FetchFailed):
    """The answer, once unpacked, has more bytes than allowed."""

    reason = _("What the host sent is too large.")


class WrongKind(FetchFailed):
    """The answer is of a type nobody asked for; `detail` names it."""

    reason = _("The host sent something of another kind.")


class Later(FetchFailed):
    """Not a failure of the host: it is not yet time. Ask again at `until`, without counting this as an attempt."""

    def __init__(self, url: str, until: datetime) -> None:
        super().__init__(url, f"not before {until.isoformat()}")
        self.until = until


class FetchedLately(Later):
    """This very address was asked less than a day ago, by whomever."""

    reason = _("This address was read a short while ago.")


class AskedToWait(Later):
    """The host said 429 or 503 and how long to stay away."""

    reason = _("The host asks us to come back later.")


class HostBusy(Later):
    """We are asking this host something else, and one question at a time is enough."""

    reason = _("We are just reading something else from this host.")
