"""
The town the tests run in: a folder of its own, plain static files, and the database asked for.

Loaded before Django (`-p tests.town`). WATERCRESS_TEST_DATABASE=postgres starts a PostgreSQL of our own.
"""

import os
import tempfile

_home = os.environ.setdefault("WATERCRESS_HOME", tempfile.mkdtemp(prefix="watercress-tests-"))
os.environ.setdefault("WATERCRESS_SECRET", "only-for-tests")
for _name in ("WATERCRESS_URL", "DEMO", "MAIL_URL", "PORT"):
    os.environ.pop(_name, None)
