"""What the web server serves."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watercress.config.settings")

from watercress import sqlite_library

sqlite_library.use_recent()

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
