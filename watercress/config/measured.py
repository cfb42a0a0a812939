"""The town's settings with what `bench pages` measures beside its pages; nothing else is served with these."""

from .settings import *
from .settings import MIDDLEWARE as _TOWN
from .settings import TEMPLATES as _PAGES

ROOT_URLCONF = "watercress.config.measured_urls"
MIDDLEWARE = ["watercress.operations.measures.pages.floors.BareMiddleware", *_TOWN]
TEMPLATES = [
    *_PAGES,
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "floors", "DIRS": [], "APP_DIRS": False},
]
