"""The programs a town consists of, and whether it answers."""

import http.client
import socket
import sys
from urllib.parse import urlsplit

from django.conf import settings

from watercress.operations.supervisor import Program


class PortTaken(Exception):
    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"Port {port} cannot be used: {why}. Choose another, such as PORT={port + 1} make run")


def of_the_town(bind: str, port: int) -> list[Program]:
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", bind, "--port", str(port)),
        *("--workers", str(settings.WEB_PROCESSES), "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "5", "--log-level", "warning", "watercress.config.leashed:application"),
    ]
    return [Program("web", web), Program("worker", [sys.executable, "-m", "watercress", "worker"])]


def require_free(bind: str, port: int) -> None:
    """Raise PortTaken if nothing can listen there."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # A port just left is free for a server.
        try:
            probe.bind((bind, port))
        except (OSError, OverflowError) as problem:
            raise PortTaken(port, getattr(problem, "strerror", None) or str(problem)) from None


def answer(bind: str, port: int) -> int | None:
    """Return the status of the front page, or None while nobody answers."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104  (read, not bound)
    public = urlsplit(settings.PUBLIC_URL)
    connection = http.client.HTTPConnection(near, port, timeout=3)
    try:
        connection.request("GET", "/", headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
