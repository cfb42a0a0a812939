"""Letters go out with the change they report, once, and are kept where there is no mail server."""

import base64
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.message import BadHeaderError
from django.db import transaction

from tests.factories import NOON
from watercress.kernel import events, mail, outbox
from watercress.kernel.models import Delivery


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, db):
    settings.HOME = tmp_path
    settings.MAIL_URL = ""


def write(subject: str = "Welcome", text: str = "Hello.", to: str = "ann@town.example") -> None:
    connection = get_connection("watercress.kernel.mail.OutboxBackend")
    assert EmailMessage(subject, text, "Town <town@town.example>", [to], connection=connection).send() == 1


def deliver() -> None:
    outbox.deliver_due(at=Delivery.objects.latest("id").due_at)


def test_a_letter_waits_in_the_outbox_and_becomes_a_file():
    write("欢迎来到小镇", "点这里:https://town.example/x")
    assert mail.letters() == []
    deliver()
    (letter,) = mail.letters()
    assert (letter.subject, letter.to) == ("欢迎来到小镇", "ann@town.example")
    assert "https://town.example/x" in letter.text
    assert mail.letter(letter.name) == letter


def test_a_change_rolled_back_takes_its_letter_along():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_a_letter_sent_twice_is_one_file_with_one_message_id(tmp_path):
    write()
    letter, subscriber = events.read(Delivery.objects.get())
    contents = []
    for _ in range(2):
        subscriber.react(letter, at=letter.written_at, effect_key="the same key")
        (file,) = (tmp_path / "mail").iterdir()
        contents.append(file.read_bytes())
    assert contents[0] == contents[1]
    assert message_from_bytes(contents[0])["Message-ID"].endswith("@localhost>")


def test_letters_are_newest_first_and_readable_by_their_owner_only(tmp_path):
    for subject in ("one", "two"):
        write(subject)
        deliver()
    names = [letter.name for letter in mail.letters()]
    assert names == sorted(names, reverse=True)
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "mail").iterdir()} == {0o600}
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700


def test_of_a_letter_in_two_forms_the_plain_one_is_read():
    connection = get_connection("watercress.kernel.mail.OutboxBackend")
    letter = EmailMultiAlternatives("Both", "In words.", None, ["ann@town.example"], connection=connection)
    letter.attach_alternative("<p>In HTML.</p>", "text/html")
    letter.send()
    deliver()
    assert mail.letters()[0].text.strip() == "In words."


@pytest.mark.parametrize(
    "name",
    ["../secret", "..%2Fsecret", "/etc/passwd", "", ".", "20260901T120000.000000-0123456789abcdef0123.eml\n", "a.eml"],
)
def test_only_letters_can_be_read_by_name(name, tmp_path):
    (tmp_path / "secret").write_text("a secret")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "a.eml").write_text("not one of ours")
    with pytest.raises(mail.NoSuchLetter):
        mail.letter(name)


def test_a_letter_that_is_gone_is_no_such_letter():
    with pytest.raises(mail.NoSuchLetter):
        mail.letter("20260901T120000.000000-0123456789abcdef0123.eml")


def test_a_broken_file_does_not_hide_the_other_letters(tmp_path):
    write()
    deliver()
    (tmp_path / "mail" / "20260901T120000.000000-0123456789abcdef0123.eml").write_bytes(b"\xff\x00Date: never\n\n\xff")
    assert len(mail.letters()) == 2


def test_s27_a_header_cannot_be_smuggled_in():
    with pytest.raises(BadHeaderError):
        write(subject="Hello\nBcc: everyone@town.example")
    assert not Delivery.objects.exists()


@pytest.fixture
def post_office() -> Iterator[list[str]]:
    """A mail server on loopback that notes every line it is told."""
    heard: list[str] = []

    class Clerk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            in_letter = False
            for line in self.rfile:
                said = line.decode().rstrip("\r\n")
                heard.append(said)
                if in_letter and said != ".":
                    continue
                in_letter = said == "data"
                self.wfile.write(b"354 go on\r\n" if in_letter else b"250 fine\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        heard.append(str(server.server_address[1]))
        yield heard
        server.shutdown()


def test_with_a_mail_server_a_letter_goes_there_and_no_file_is_kept(post_office, settings):
    settings.MAIL_URL = f"smtp://127.0.0.1:{post_office.pop()}"
    write("Hello", "Come in.")
    deliver()
    assert "mail FROM:<town@town.example>" in post_office[1]
    assert "rcpt TO:<ann@town.example>" in post_office[2]
    assert "Come in." in post_office
    assert mail.letters() == []


def test_a_mail_server_that_is_away_is_tried_again_later(settings):
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    write()
    deliver()
    assert "Connection refused" in Delivery.objects.get().error


def test_letters_of_one_second_stand_in_the_order_they_were_written():
    for number in range(6):
        written = NOON.replace(microsecond=number * 1000)
        content = base64.b64encode(f"Subject: {number}\r\n\r\nText\r\n".encode()).decode()
        letter = mail.LetterWritten(
            sender="a@b.example", recipients=["c@d.example"], content=content, written_at=written
        )
        mail.send(letter, at=written, effect_key=f"key-{number}")

    assert [letter.subject for letter in mail.letters()] == ["5", "4", "3", "2", "1", "0"]
