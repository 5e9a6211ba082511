"""Each test starts Django anew, with an environment of its own."""

import os
import re
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from archive import env

PRODUCTION = {
    "ARCHIVE_ENV": "production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrst",
    "DATABASE_URL": "postgresql://archive@db.example.org/archive",
    "ALLOWED_HOSTS": "archive.example.org",
}


SETTINGS = (settings.BASE_DIR / "archive" / "settings.py").read_text()
TOLD = {
    name: (settings.BASE_DIR / name).read_text()
    for name in ("README.md", "docs/operations.md", "docs/scale.md")
}


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words],
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def shown(what: str, **environment: str) -> str:
    """Of the settings, which are all that is started."""
    done = python("-c", f"from archive.settings import *; print({what})", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_variable_is_told_to_operators() -> None:
    variables = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS)
    assert len(variables) > 40
    assert [name for name in variables if f"`{name}" not in "".join(TOLD.values())] == []


def test_every_limit_is_told_as_it_is_with_what_changes_it() -> None:
    rows = TOLD["docs/operations.md"].partition("## What is limited")[2].partition("\n## ")[0].splitlines()
    limits = re.findall(r'env\.\w+\("(\w+_(?:RATE|AT_ONCE))", "?(\d+)', SETTINGS)
    assert len(limits) == len(settings.RATES) + 2
    for name, number in limits:
        assert any(f"`{name}`" in row and number in row for row in rows), name


def test_production_settings_pass_the_deployment_check() -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"DEBUG": "1"}, "DEBUG must be off"),
        ({"SECRET_KEY": ""}, "Production needs SECRET_KEY"),
        ({"DATABASE_URL": ""}, "Production needs DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must look like"),
        ({"ARCHIVE_ENV": "live"}, "use tryout, dev or production"),
        ({"DEBUG": "maybe"}, "use 1 or 0"),
        ({"CACHE_URL": "memcached://cache"}, "use redis://cache:6379/0, or database"),
    ],
)
def test_unsafe_or_unclear_settings_are_refused_with_advice(change: dict[str, str], advice: str) -> None:
    done = python("manage.py", "check", **{**PRODUCTION, **change})
    assert done.returncode != 0
    assert advice in done.stderr


def test_the_embedded_database_is_allowed_in_production_when_told_so() -> None:
    allowed = {**PRODUCTION, "DATABASE_URL": "", "ARCHIVE_ALLOW_LOCAL_PG": "1"}
    assert shown("DATABASES['default']['ENGINE']", **allowed) == "archive.localpg"


@pytest.mark.parametrize(("kind", "limit"), [("production", "600/minute"), ("tryout", "off"), ("dev", "off")])
def test_pages_are_counted_where_more_than_one_client_reads(kind: str, limit: str) -> None:
    rates = shown("RATES['page'], RATES['api']", **{**PRODUCTION, "ARCHIVE_ENV": kind})
    assert rates == f"{limit} 120/minute"


@pytest.mark.parametrize(("url", "kind"), [("", "Files"), ("database", "Database")])
def test_a_cache_is_of_a_host_or_of_all(monkeypatch, tmp_path, url, kind):
    monkeypatch.setenv("CACHE_URL", url)
    assert env.cache("CACHE_URL", "", tmp_path)["BACKEND"].rpartition(".")[2] == kind


def test_redis_is_a_cache_where_its_client_is_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("CACHE_URL", "redis://cache:6379/0")
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="pip install redis"):
        env.cache("CACHE_URL", "", tmp_path)
    monkeypatch.setattr(env, "find_spec", bool)
    assert env.cache("CACHE_URL", "", tmp_path)["LOCATION"] == "redis://cache:6379/0"


def test_a_database_url_may_name_a_socket_and_an_encoded_password() -> None:
    show = "*map(DATABASES['default'].get, ('HOST', 'PASSWORD', 'OPTIONS'))"
    url = "postgresql://ada:p%40ss@/archive?host=/run/postgresql&sslmode=prefer"
    found = shown(show, **{**PRODUCTION, "DATABASE_URL": url})
    assert found == "/run/postgresql p@ss {'connect_timeout': '2', 'sslmode': 'prefer'}"


@pytest.mark.parametrize("content", [b"", b"\n", bytes(67)], ids=["empty", "blank", "zero-filled"])
def test_a_key_that_was_not_written_whole_is_made_again_and_kept(tmp_path, content):
    file = tmp_path / "secret_key"
    file.write_bytes(content)
    (tmp_path / "secret_key.partial").write_text("half")
    key = env.secret("NO_SUCH_VARIABLE", file)
    assert len(key) > 60
    assert env.secret("NO_SUCH_VARIABLE", file) == file.read_text() == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_all_that_start_at_once_have_one_key(tmp_path):
    code = f"from archive import env; from pathlib import Path; print(env.secret('NO_SUCH_VARIABLE', Path('{tmp_path}/var/secret_key')))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in started}) == 1


@pytest.mark.parametrize("what", ["not text", "a directory", "no place"])
def test_a_key_that_cannot_be_had_says_what_to_do(tmp_path, what):
    file = tmp_path / "secret_key"
    match what:
        case "not text":
            file.write_bytes(b"\xff\xfe")
        case "a directory":
            file.mkdir()
        case "no place":
            file = tmp_path / "file" / "secret_key"
            file.parent.write_text("in the way")
    with pytest.raises(ImproperlyConfigured, match="Set NO_SUCH_VARIABLE, or remove"):
        env.secret("NO_SUCH_VARIABLE", file)
