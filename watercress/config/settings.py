"""Django's settings: the one place that knows every part. What an operator may change is in environment.py."""

from datetime import timedelta
from typing import Any

from watercress import sqlite_library

sqlite_library.use_recent()

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import environment
from .databases import database

HOME = environment.home()
SECRET_KEY = environment.secret()
DEBUG = False

BIND, PORT = environment.BIND.read(), environment.port()
WEB_PROCESSES = environment.web_processes()
PUBLIC_URL = environment.public_url()
_public = environment.address(PUBLIC_URL)
IS_LOCAL = not environment.URL.read()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if IS_LOCAL else [_public.host]
CSRF_TRUSTED_ORIGINS = [] if IS_LOCAL else [PUBLIC_URL]
IS_SECURE = _public.scheme == "https"
OPENS_WITH_DEMO = environment.DEMO.read() != "0"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "watercress.kernel",
    "watercress.people",
    "watercress.catalogue",
    "watercress.labels",
    "watercress.shelves",
    "watercress.community",
    "watercress.community.features.cravings",
    "watercress.formats",
    "watercress.traffic",
    "watercress.discovery",
    "watercress.search",
    "watercress.web",
    "watercress.operations",
]
# Headers outermost, so that errors bear them too; then who it is and how they read; then what may refuse.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "watercress.web.middleware.compression.CompressionMiddleware",
    "watercress.web.middleware.slates.SlatesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "watercress.web.middleware.caching.CachingMiddleware",
    "watercress.web.middleware.language.LanguageMiddleware",
    "watercress.web.shelves.mine.MyShelvesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "watercress.web.middleware.limits.LimitsMiddleware",
    "watercress.web.middleware.mistakes.MistakesMiddleware",
    "watercress.web.middleware.refusals.RefusalsMiddleware",
]
ROOT_URLCONF = "watercress.config.urls"
WSGI_APPLICATION = "watercress.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_jinja = {
    "environment": "watercress.web.templating.environment",
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    "context_processors": ["watercress.web.frame.frame"],
    "trim_blocks": True,
    "lstrip_blocks": True,
}
# One engine for pages and letters: a page of a library that we have not drawn is an error, not a stranger.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.Path(__file__).parent.parent / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": _jinja,
    },
]

DATABASES = {"default": database(environment.DATABASE.read(), HOME)}
# One transaction an action, opened by the action: a request that only reads never holds the writer's place.
ATOMIC_REQUESTS = False

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["watercress.web.people.backend.TownBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "watercress_session"
CSRF_COOKIE_NAME = "watercress_csrf"
LANGUAGE_COOKIE_NAME = "watercress_language"
CSRF_FAILURE_VIEW = "watercress.web.errors.forged"

EMAIL_BACKEND = "watercress.kernel.mail.OutboxBackend"
MAIL_URL = environment.MAIL.read()
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM.read()

# How long a worker that died keeps what it was delivering; one that lives renews it.
OUTBOX_LEASE = timedelta(seconds=60)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [environment.Path(__file__).parent.parent / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [environment.Path(__file__).parent.parent / "web" / "static"]
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "pictures"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Bodies are forms; files go through their own limits in the views that take them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_TEMP_DIR = None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_SECURE:
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30
if environment.PROXY.read() == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXY = environment.PROXY.read() == "1"

from .accounts import *

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"watercress": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
LANGUAGE_NAMES = {"en": _("English"), "zh-hans": _("Chinese")}
