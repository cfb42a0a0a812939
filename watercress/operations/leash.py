"""
A process that ends when its parent does, however the parent ends.

Linux tells a child itself. Elsewhere a thread looks once a second, which is late but not never.
"""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
# Looked up before any fork: after one, loading a library is not safe.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


def hold(parent: int, then: signal.Signals = signal.SIGTERM) -> None:
    """Bind this process to `parent`; call it first thing after a fork, or at the start of a worker."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, then, 0, 0, 0)
    else:
        threading.Thread(target=_look, args=(parent, then), daemon=True).start()
    if os.getppid() != parent:  # It died before it could be watched.
        os.kill(os.getpid(), then)


def _look(parent: int, then: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), then)
