"""
Every setting a town reads from its environment, with its default.

An empty environment opens a whole town on one machine. docs/settings.md is made from this file.
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    says: str

    def read(self) -> str:
        return os.environ.get(self.name, "").strip() or self.default


HOME = Setting(
    "WATERCRESS_HOME", "town", "The folder that holds all of the town's state: database, pictures, mail, keys."
)
PORT = Setting("PORT", "8000", "The port the town listens on.")
WEB = Setting(
    "WEB_PROCESSES", "1", "How many processes answer requests; one a core is enough, and each takes some 90 MB."
)
BIND = Setting("BIND", "127.0.0.1", "The address the town listens on; keep it local and put Caddy or nginx in front.")
DEMO = Setting("DEMO", "1", "1 fills a new town with the demo; 0 opens an empty town with a first-operator page.")
URL = Setting("WATERCRESS_URL", "", "The public address, such as https://town.example; mails and links use it.")
DATABASE = Setting(
    "DATABASE_URL", "", "postgres://user:password@host:port/name; empty means SQLite in WATERCRESS_HOME."
)
MAIL = Setting(
    "MAIL_URL", "", "smtp://user:password@host:587 (smtps:// for TLS from the start); empty keeps mail as files."
)
MAIL_FROM = Setting("MAIL_FROM", "town@localhost", "The sender of the town's mail.")
SECRET = Setting(
    "WATERCRESS_SECRET", "", "Signs cookies and links; empty means a key made once in WATERCRESS_HOME/secret."
)
PROXY = Setting("TRUSTED_PROXY", "0", "1 when a proxy in front sets X-Forwarded-Proto and X-Forwarded-For itself.")

ALL = (HOME, PORT, WEB, BIND, DEMO, URL, DATABASE, MAIL, MAIL_FROM, SECRET, PROXY)


def home() -> Path:
    return Path(HOME.read()).expanduser().resolve()


def port() -> int:
    written = PORT.read()
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise ValueError(f"PORT must be a number from 1 to 65535, not {written!r}")
    return int(written)


def web_processes() -> int:
    written = WEB.read()
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 100):
        raise ValueError(f"WEB_PROCESSES must be a number from 1 to 99, not {written!r}")
    return int(written)


def public_url() -> str:
    """Return the town's address without a slash at its end."""
    written = URL.read() or f"http://localhost:{port()}"
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(f"{URL.name} must be like https://town.example, not {written!r}")
    return written.rstrip("/")


def secret() -> str:
    """Return the town's secret, made on first use and readable by its owner only."""
    if given := SECRET.read():
        return given
    place = home() / "secret"
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
    return place.read_text().strip()


@dataclass(frozen=True)
class Address:
    """What a service's address says, in the parts Django asks for."""

    scheme: str
    user: str
    password: str
    host: str
    port: int | None
    path: str
    options: dict[str, str] = field(default_factory=dict)


def address(written: str) -> Address:
    parts = urlsplit(written)
    return Address(
        scheme=parts.scheme,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or ""),
        port=parts.port,
        path=unquote(parts.path.lstrip("/")),
        options=dict(parse_qsl(parts.query)),
    )
