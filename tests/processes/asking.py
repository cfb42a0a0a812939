"""A program that asks addresses of one host, all leading to a server of the test's: `asking PORT URL …`."""

import json
import sys

import django

django.setup()

from django.utils import timezone

from tests.kernel.canary import FakeInternet
from watercress.kernel import fetching


class At:
    def __init__(self, port: int) -> None:
        self.port = port


def main(port: str, *urls: str) -> None:
    internet = FakeInternet(At(int(port)))
    told = []
    for url in urls:
        try:
            got = fetching.fetch(
                url, at=timezone.now(), accept="text/html", most_bytes=1000, seconds=20, through=internet
            )
            told.append(str(got.status))
        except fetching.FetchFailed as problem:
            told.append(type(problem).__name__)
    print(json.dumps(told))


main(*sys.argv[1:])
