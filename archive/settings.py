"""Every setting and every environment variable, on one screen. README lists the variables for operators."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from archive import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("ARCHIVE_DATA_DIR", str(BASE_DIR / "var"))).absolute()

# Three ways to run: "tryout" (make run), "dev" (make dev, tests), "production" (refuses what is unsafe).
PROFILE = env.text("ARCHIVE_ENV", "tryout")
PRODUCTION = PROFILE == "production"
if PROFILE not in {"tryout", "dev", "production"}:
    raise ImproperlyConfigured(f"ARCHIVE_ENV={PROFILE!r}: use tryout, dev or production.")

DEBUG = env.flag("DEBUG", default=PROFILE == "dev")
DATABASE_URL = env.text("DATABASE_URL")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production: unset DEBUG.")
if PRODUCTION and not DATABASE_URL and not env.flag("ARCHIVE_ALLOW_LOCAL_PG"):
    raise ImproperlyConfigured(
        "Production needs DATABASE_URL=postgresql://…; set ARCHIVE_ALLOW_LOCAL_PG=1 to run it on the embedded PostgreSQL."
    )
if PRODUCTION and not env.text("SECRET_KEY"):
    raise ImproperlyConfigured(
        "Production needs SECRET_KEY: a long random text that only the operator knows."
    )

SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.text('PORT', '8000')}").rstrip("/")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "editor@example.org")
ADMIN_URL = env.text("ADMIN_URL", "admin/")

INSTALLED_APPS = [
    "archive.apps.ArchiveConfig",
    "archive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "axes",
    "csp",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
]

MIDDLEWARE = [
    "archive.operations.middleware.room",
    "archive.operations.middleware.request_log",
    "archive.operations.middleware.trouble",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "archive.operations.middleware.extra_headers",
    "archive.operations.declared.languages",
    "archive.operations.validators.validators",
    "csp.middleware.CSPMiddleware",
    "archive.operations.limits.limits",
    "archive.operations.declared.methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "archive.operations.validators.seen_at_once",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "archive.templatetags.said"],
        },
    }
]

# The embedded PostgreSQL, used when DATABASE_URL is not set; archive/localpg/options.py explains the options.
LOCAL_PG: dict[str, Any] = {
    "ENGINE": "archive.localpg",
    "NAME": "archive",
    "OPTIONS": {
        "data_dir": DATA_DIR / "pg",
        "bin_dir": env.text("ARCHIVE_PG_BIN"),
        "run_as": env.text("ARCHIVE_PG_USER"),
        "keep": env.flag("ARCHIVE_LOCAL_PG_KEEP"),
    },
}
DATABASES = {"default": env.postgres(DATABASE_URL) if DATABASE_URL else LOCAL_PG}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_ADMIN_CLASS = "archive.admin.system.Events"
SEARCH_INDEX_DIR = Path(env.text("SEARCH_INDEX_DIR", str(DATA_DIR / "index")))
# Search servers that several hosts share, in place of an index on this host: docs/scale.md.
OPENSEARCH_URLS = env.search_servers("OPENSEARCH_URL", production=PRODUCTION)
# Of the names of its indexes, one an installation.
OPENSEARCH_PREFIX = env.text("OPENSEARCH_PREFIX", "archive")
OPENSEARCH_SHARDS = env.number("OPENSEARCH_SHARDS", 1)
OPENSEARCH_REPLICAS = env.number("OPENSEARCH_REPLICAS", 1)
OPENSEARCH_SECONDS = env.number("OPENSEARCH_SECONDS", 2)  # that readers wait for a server that says nothing
OPENSEARCH_CA = env.text("OPENSEARCH_CA")  # a file, where the system does not know who signed

# What one client may ask for; counted in the database, for all processes and hosts together. A try-out has one
# client, whoever reads on it: its pages are not counted.
TRUST_PROXY = PRODUCTION and env.flag("BEHIND_PROXY", default=True)
RATES = {
    "api": env.text("API_RATE", "120/minute"),
    "page": env.text("PAGE_RATE", "600/minute" if PRODUCTION else "off"),
    "search": env.text("SEARCH_RATE", "240/minute" if PRODUCTION else "off"),
    "export": env.text("EXPORT_RATE", "60/minute"),
    "login": env.text("LOGIN_RATE", "60/minute"),
    "picture": env.text("PICTURE_RATE", "120/minute"),
    "freeze": env.text("FREEZE_RATE", "30/hour"),
    "freezes": env.text("FREEZES_RATE", "300/hour"),  # of all clients together
    "follow": env.text("FOLLOW_RATE", "20/hour"),
}
REQUESTS_AT_ONCE = env.number("REQUESTS_AT_ONCE", 2 if PRODUCTION else 0)  # of one client on this host
EXPORTS_AT_ONCE = env.number("EXPORTS_AT_ONCE", 2)  # on this host

# Mails to those who follow a search; without a server they are written to files.
EMAIL_URL = env.text("EMAIL_URL")
globals().update(env.mail(EMAIL_URL, DATA_DIR / "mail"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", CONTACT_EMAIL)

# Files, shared by all web processes of a host; or what all hosts share, so that what was removed is gone from each.
CACHES = {
    "default": env.cache("CACHE_URL", "database" if OPENSEARCH_URLS else "", DATA_DIR / "cache")
    | {"OPTIONS": {"MAX_ENTRIES": 2_000}}
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = ["archive.operations.hashing.Hasher"]
# A name is locked for the address that guesses; archive/operations/logins.py has the limits beside that.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 6, timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT, AXES_RESET_ON_SUCCESS = False, True
AXES_DISABLE_ACCESS_LOG, AXES_ENABLE_ADMIN = True, False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "new_password1", "new_password2"]
AXES_CLIENT_IP_CALLABLE = "archive.operations.clients.address"
AXES_LOCKOUT_CALLABLE = "archive.operations.logins.locked_out"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "archive.admin.site.csrf_failure"  # shows what was typed
FOUR_EYES = env.flag("FOUR_EYES")  # nobody publishes what they wrote, or changes alone what readers see
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if TRUST_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # an import file of 5 MB and its form

# The first is spoken where an address asks for none: docs/languages.md.
LANGUAGES = [("en-gb", "English"), ("ko", "Korean")]
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

# JSON for machines in production, lines for people elsewhere.
LOG_FORMAT = env.text("LOG_FORMAT", "json" if PRODUCTION else "line")
SLOW_SECONDS = env.number("SLOW_MILLISECONDS", 500) / 1000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "archive.operations.logs.JSONFormatter"},
    },
    "filters": {name: {"()": f"archive.operations.logs.{name}"} for name in ("short", "without_secrets")},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["short", "without_secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        "archive": {"level": "INFO"},
        "archive.requests": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["archive.outputs.api.plumbing.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["archive.outputs.api.plumbing.ClientThrottle"],
    "EXCEPTION_HANDLER": "archive.outputs.api.plumbing.handle",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Statement Archive",
    "DESCRIPTION": "Who said what, when, in which role, and which outlet reported it in which words. Read only. "
    "A parameter that an endpoint does not name is refused with 400.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["archive.outputs.api.schema.add_components"],
}
