"""The town's settings, with a bell tower to ring and leases that run out while a test can wait."""

import os
from datetime import timedelta

from watercress.config.settings import *
from watercress.config.settings import INSTALLED_APPS as _TOWN

INSTALLED_APPS = [*_TOWN, "tests.processes.bells"]
OUTBOX_LEASE = timedelta(seconds=2)
# How long each effect takes, so that a kill is likely to fall into one.
BELLS_SECONDS = float(os.environ.get("BELLS_SECONDS", "0"))
