"""Typed readers for environment variables; `settings.py` is their only caller."""

import fcntl
import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither on nor off: use 1 or 0.")
    return value in TRUE


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, file: Path) -> str:
    """The variable, else the file's content; the file is made with a random key when there is none."""
    try:
        return text(name) or _content(file) or _made(file)
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"There is no usable key in {file}: {error}. Set {name}, or remove the file (everybody signs in again)."
        ) from None


def _content(file: Path) -> str:
    """Empty as well where a power cut left a file without its bytes."""
    return file.read_text().strip("\0 \r\n\t") if file.exists() else ""


def _made(file: Path) -> str:
    """Whole or not at all, and one for all who start at once: they take turns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    directory = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        if key := _content(file):
            return key
        key = secrets.token_urlsafe(50)
        partial = file.with_name(f"{file.name}.partial")
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(key)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(file)
        os.fsync(directory)
        return key
    finally:
        os.close(directory)


def postgres(url: str) -> dict[str, Any]:
    """Django's database settings for a libpq URL, Unix sockets and percent-encoding included."""
    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    parts = conninfo_to_dict(url)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings: dict[str, Any] = {django: parts.pop(libpq, "") for libpq, django in known.items()}
    # Readers shall not wait for a host that does not answer; a URL may say otherwise.
    options = {"connect_timeout": "2", **parts}
    return {**settings, "ENGINE": "archive.localpg.remote", "OPTIONS": options}


def search_servers(name: str, *, production: bool) -> tuple[str, ...]:
    """Addresses of OpenSearch; in production passwords travel to another host by https alone."""
    for url in (found := words(name)):
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name} must be addresses such as https://user:password@search1:9200, with commas between them."
            )
        if production and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ImproperlyConfigured(f"{name} sends to {parts.hostname} unencrypted: use https.")
    return tuple(found)


def cache(name: str, default: str, directory: Path) -> dict[str, Any]:
    """Django's settings of a cache: redis://host:6379, rediss://…, "database", or files."""
    url = text(name, default)
    if not url:
        return {"BACKEND": "archive.operations.cache.Files", "LOCATION": directory}
    if url == "database":
        return {"BACKEND": "archive.operations.cache.Database", "LOCATION": "archive_cache"}
    if urlsplit(url).scheme not in {"redis", "rediss"} or not urlsplit(url).hostname:
        raise ImproperlyConfigured(f"{name} is no address of Redis: use redis://cache:6379/0, or database.")
    if not find_spec("redis"):
        raise ImproperlyConfigured(
            f"{name} needs the package redis: pip install redis, or use {name}=database."
        )
    return {"BACKEND": "archive.operations.cache.Redis", "LOCATION": url}


def mail(url: str, directory: Path) -> dict[str, Any]:
    """Django's settings of smtp://user:password@host:587 (STARTTLS unless `?tls=0`) or smtps://…; else files."""
    if not url:
        return {
            "EMAIL_BACKEND": "archive.operations.mail_files.EmailBackend",
            "EMAIL_FILE_PATH": directory,
        }
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is no address of a mail server: use smtp://user:password@host:587."
        )
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and "tls=0" not in parts.query,
    }
