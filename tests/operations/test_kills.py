"""P1: what was acknowledged is kept, whichever part of an open town is killed when."""

import http.client
import json
import os
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.operations.test_up import OpenTown, opened
from tests.operations.towns import a_town, answers, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

WRITERS = 4
TOKEN = "k" * 32

# People with sessions in a circle with one topic; prints their session keys.
SETTING = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from tests.factories import a_circle, a_person, a_post
people = [a_person(f"writer-{n}") for n in range(%d)]
circle = a_circle(slug="tea", members=tuple(people))
a_post(circle, title="Talk")
keys = []
for person in people:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    keys.append(session.session_key)
print(json.dumps(keys))
"""
KEPT = "from watercress.community.models import Reply; import json; print(json.dumps(list(Reply.objects.values_list('text', flat=True))))"
COUNTED = "from watercress.community.models import Post; print(Post.objects.get().replies_count)"


class Writer(threading.Thread):
    """Replies again and again, and writes down which replies the town said yes to."""

    def __init__(self, port: int, session: str, name: str) -> None:
        super().__init__(daemon=True)
        self.port, self.session, self.called = port, session, name
        self.acknowledged: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.enough.is_set():
            number += 1
            text = f"{self.called} says {number}"
            try:
                if self._reply(text) == 302:
                    self.acknowledged.append(text)
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)  # Nobody is there just now; what became of this reply, nobody promised.

    def _reply(self, text: str) -> int:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
        cookie = f"watercress_session={self.session}; watercress_csrf={TOKEN}"
        headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", "/c/tea/1/replies/", urlencode({"text": text}), headers)
            return connection.getresponse().status
        finally:
            connection.close()


def kill(running: OpenTown, program: str) -> None:
    wait_until(lambda: running.program(program), 60)
    os.kill(running.program(program), signal.SIGKILL)


# The supervisor waits longer after each short run, so more kills take much longer.
@pytest.mark.parametrize("kills", [4, pytest.param(10, marks=pytest.mark.proof)])
def test_p1_no_acknowledged_reply_is_lost_to_killed_programs(tmp_path: Path, kills: int):
    town = a_town(tmp_path / "town", DEMO="0")
    sessions = json.loads(town.python(SETTING % WRITERS))
    with opened(town) as running:
        writers = [Writer(town.port, session, f"Writer {n}") for n, session in enumerate(sessions)]
        for writer in writers:
            writer.start()
        for turn in range(kills):
            time.sleep(1)
            kill(running, "granian" if turn % 4 < 3 else "worker")
            wait_until(lambda: answers(town.port) == 200, 60)
        time.sleep(1)
        for writer in writers:
            writer.enough.set()
        for writer in writers:
            writer.join()
    said = [text for writer in writers for text in writer.acknowledged]
    kept = json.loads(town.python(KEPT))
    assert len(said) >= 20
    assert set(said) <= set(kept)
    assert len(kept) == len(set(kept)) == int(town.python(COUNTED))
