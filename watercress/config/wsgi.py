"""What the web server serves."""

import atexit
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watercress.config.settings")

from watercress import sqlite_library

sqlite_library.use_recent()

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from watercress.traffic import slates

# Each process writes what it served.
atexit.register(slates.begin())
