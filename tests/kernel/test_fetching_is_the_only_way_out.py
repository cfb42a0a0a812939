import ast
from pathlib import Path

import pytest

import watercress

ROOT = Path(watercress.__file__).parent
CLIENTS = {
    "httpx2", "httpcore2", "httpx", "httpcore", "requests", "urllib3", "aiohttp", "pycurl", "http.client", "urllib.request",
    "ftplib", "telnetlib", "xmlrpc", "websockets", "websocket", "h11", "h2",
}  # fmt: skip
SOCKETS = {"socket", "asyncio", "socketserver", "ssl"}
FETCHER = ROOT / "kernel" / "fetching"
WITH_SOCKETS = {
    "catalogue/txt_records.py": "asks this machine's own resolver for a TXT record",
}
"""Files outside the fetcher that may open a socket, and what for; none speaks HTTP."""


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module or ""} | {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "import_module",
            "__import__",
        ):
            found |= {str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)}
    return found


def uses(file: Path, modules: set[str]) -> set[str]:
    return {
        name for name in imported(file) if any(name == module or name.startswith(f"{module}.") for module in modules)
    }


FILES = [file for file in sorted(ROOT.rglob("*.py")) if FETCHER not in file.parents]


ON_LOOPBACK = {
    "operations/opening/programs.py": "waits until the town it has just started answers on its own port",
    "operations/measures/pages/server.py": "waits until the town it measures answers",
    "operations/measures/pages/visit.py": "opens a page of the town it measures as a browser would",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_s05_only_the_fetcher_imports_an_http_client(file):
    if str(file.relative_to(ROOT)) in ON_LOOPBACK:
        assert uses(file, CLIENTS) == {"http.client"}
    else:
        assert uses(file, CLIENTS) == set()


def test_s05_a_socket_is_opened_only_where_it_is_said_what_for():
    opened = {str(file.relative_to(ROOT)) for file in FILES if uses(file, SOCKETS) and not local_only(file)}
    assert opened <= set(WITH_SOCKETS), "say in WITH_SOCKETS what this file connects to, or go through kernel.fetching"


def local_only(file: Path) -> bool:
    """Commands that start the town listen on its own port; the operator runs them."""
    return ROOT / "operations" in file.parents


def test_s05_the_fetcher_itself_does_import_one():
    assert any(uses(file, CLIENTS) for file in FETCHER.rglob("*.py")), "or this test looks for the wrong names"
