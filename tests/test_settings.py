"""Each test starts Django anew, with an environment of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "ARCHIVE_ENV": "production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrst",
    "DATABASE_URL": "postgresql://archive@db.example.org/archive",
    "ALLOWED_HOSTS": "archive.example.org",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
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
    ],
)
def test_unsafe_or_unclear_settings_are_refused_with_advice(change: dict[str, str], advice: str) -> None:
    done = manage("check", **{**PRODUCTION, **change})
    assert done.returncode != 0
    assert advice in done.stderr


def test_the_embedded_database_is_allowed_in_production_when_told_so() -> None:
    allowed = {**PRODUCTION, "DATABASE_URL": "", "ARCHIVE_ALLOW_LOCAL_PG": "1"}
    assert manage("check", **allowed).returncode == 0


def test_a_database_url_may_name_a_socket_and_an_encoded_password() -> None:
    show = "from django.conf import settings; d = settings.DATABASES['default']; print(d['HOST'], d['PASSWORD'], d['OPTIONS'])"
    url = "postgresql://ada:p%40ss@/archive?host=/run/postgresql&sslmode=prefer"
    done = manage("shell", "-v0", "-c", show, **{**PRODUCTION, "DATABASE_URL": url})
    assert done.stdout.strip() == "/run/postgresql p@ss {'connect_timeout': '2', 'sslmode': 'prefer'}"
