"""
Letters: written into the outbox with the change they report, sent by the worker.

With MAIL_URL they go by SMTP, without it each becomes a file the operator can read, so nobody is ever locked out for
want of a mail server. A letter has its Message-ID from the start: one that is sent twice is seen once.
"""

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.db import transaction
from django.utils import timezone

from .events import Event, event, on, record
from .ids import token

_LETTER_NAME = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}-[0-9a-f]{20}\.eml")
_SMTP_SECONDS = 20


class NoSuchLetter(LookupError):
    """No letter is kept under this name."""


@event("kernel.letter-written")
@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    sender: str
    recipients: list[str]
    content: str
    """The whole letter with its headers, in base64."""
    written_at: datetime


@dataclass(frozen=True)
class Letter:
    """A letter kept as a file, as the operator reads it."""

    name: str
    subject: str
    sender: str
    to: str
    written_at: datetime | None
    text: str


class OutboxBackend(BaseEmailBackend):
    """Django's way to send mail, ending in the outbox: if the change around it is rolled back, so is the letter."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        # Django's interface brings no clock along.
        at = timezone.now()  # noqa: TID251
        letters = [_written(message, at=at) for message in email_messages if message.recipients()]
        with transaction.atomic():
            for letter in letters:
                record(letter, at=at)
        return len(letters)


@on(LetterWritten, outside=True)
def send(letter: LetterWritten, *, at: datetime, effect_key: str) -> None:
    content = base64.b64decode(letter.content)
    if settings.MAIL_URL:
        _post(content, sender=letter.sender, recipients=letter.recipients)
    else:
        digest = hashlib.sha256(effect_key.encode()).hexdigest()
        _keep(content, name=f"{letter.written_at:%Y%m%dT%H%M%S.%f}-{digest[:20]}.eml")


def letters(*, most: int = 200) -> list[Letter]:
    """Return the letters kept as files, newest first."""
    names = sorted((file.name for file in _folder().glob("*.eml") if _LETTER_NAME.fullmatch(file.name)), reverse=True)
    return [letter(name) for name in names[:most]]


def letter(name: str) -> Letter:
    """Read one kept letter; raises NoSuchLetter for any name that is not one of ours."""
    if not _LETTER_NAME.fullmatch(name):
        raise NoSuchLetter(name)
    try:
        content = (_folder() / name).read_bytes()
    except FileNotFoundError:
        raise NoSuchLetter(name) from None
    parsed = BytesParser(_class=ParsedMessage, policy=policy.default).parsebytes(content)
    body = parsed.get_body(preferencelist=("plain", "html"))
    return Letter(
        name=name,
        subject=str(parsed["Subject"] or ""),
        sender=str(parsed["From"] or ""),
        to=str(parsed["To"] or ""),
        # "-0000", as Django writes it, means UTC and reads as naive.
        written_at=parsed["Date"].datetime.replace(tzinfo=UTC) if parsed["Date"] else None,
        text=body.get_content() if body else "",
    )


def _written(message: EmailMessage, *, at: datetime) -> LetterWritten:
    if not any(name.lower() == "message-id" for name in message.extra_headers):
        # Django would ask the network for this machine's name.
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        message.extra_headers = {**message.extra_headers, "Message-ID": f"<{token()}@{domain}>"}
    return LetterWritten(
        sender=parseaddr(message.from_email)[1],
        recipients=list(message.recipients()),
        content=base64.b64encode(message.message().as_bytes(linesep="\r\n")).decode(),  # type: ignore[call-arg]
        written_at=at,
    )


def _post(content: bytes, *, sender: str, recipients: list[str]) -> None:
    server = urlsplit(settings.MAIL_URL)
    smtp = Smtp(
        host=server.hostname,
        port=server.port or (465 if server.scheme == "smtps" else 25),
        username=unquote(server.username or ""),
        password=unquote(server.password or ""),
        use_ssl=server.scheme == "smtps",
        # A password never travels in the clear.
        use_tls=server.scheme == "smtp" and bool(server.password),
        timeout=_SMTP_SECONDS,
    )
    smtp.open()
    try:
        smtp.connection.sendmail(sender, recipients, content)  # type: ignore[union-attr]  # open() raises instead
    finally:
        smtp.close()


def _keep(content: bytes, *, name: str) -> None:
    """Write the file whole or not at all; writing it again changes nothing."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f"{name}.{token(64)}"
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / name)


def _folder() -> Path:
    return Path(settings.HOME) / "mail"
