"""
The application as `watercress up` serves it: the process that serves ends with the web server that began it.

Otherwise a web server killed together with its supervisor would leave this one behind, holding the port.
"""

import os
import signal

from watercress.operations import leash

leash.hold(os.getppid(), signal.SIGKILL)

from .wsgi import application

__all__ = ["application"]
