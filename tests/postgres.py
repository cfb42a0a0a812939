"""A PostgreSQL of our own for the tests: its own folder, reached by socket only, gone when the tests end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote


class Missing(Exception):
    """PostgreSQL's programs are not on this machine."""


class Server:
    """Started by `start`, ended by `stop`."""

    def __init__(self) -> None:
        self.programs = _programs()
        self.folder = Path(tempfile.mkdtemp(prefix="watercress-postgres-"))
        self._as_owner: list[str] = []

    def start(self) -> None:
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            self._as_owner = ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-U", "town", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self._control("start")

    def restart(self) -> None:
        """As after a crash: whoever is connected is cut off."""
        self._control("-m", "immediate", "restart")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgres://town@/{database}?host={quote(str(self.folder), safe='')}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _control(self, *arguments: str) -> None:
        options = (
            # A commit survives the server's death, as it must for what is tested, but not the machine's.
            f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off "
            "-c max_connections=200 -c shared_buffers=64MB"
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", log, "-w", "-t", "60", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_owner, str(self.programs / program), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")


def _programs() -> Path:
    """Return the folder of initdb and pg_ctl, of the newest version installed."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(asked.stdout.strip()))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise Missing("PostgreSQL's server (initdb, pg_ctl) is not installed")
