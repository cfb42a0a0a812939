"""The town's SQLite: a durable file for several processes, whose writers wait in turn (`base`, `writers`)."""

from typing import Any

OPTIONS: dict[str, Any] = {
    # A transaction that begins by reading could find at its first write that someone else was quicker, and fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what was acknowledged survives a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
    ),
}
