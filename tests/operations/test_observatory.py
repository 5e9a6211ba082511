"""Mozilla's HTTP Observatory, the scanner itself, on this machine alone: https://localhost as in production."""

import json
import os
import ssl
import subprocess
import sys
from http.client import HTTPSConnection
from urllib.parse import quote

import pytest
from django.conf import settings

from archive.search.index import building
from tests.builders import make_country, make_quote
from tests.operations.conftest import environment
from tests.operations.web import running

PACKAGE = settings.BASE_DIR / "var" / "observatory" / "node_modules" / "@mdn" / "mdn-http-observatory"
INSTALL = "npm install --ignore-scripts --prefix var/observatory @mdn/mdn-http-observatory"
# Lists that its installation would load from the network: sites known to browsers, and public suffixes.
LISTS = {"hsts-preload.json": "{}", "tld-list.json": "[]"}

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(not PACKAGE.exists(), reason=f"The scanner is not installed: {INSTALL}"),
    pytest.mark.skipif(
        os.geteuid() != 0, reason="The scanner asks ports 80 and 443, which only root may open."
    ),
]


@pytest.fixture
def site(transactional_db, tmp_path, settings):
    """A production server on ports 80 and 443 of localhost, and the certificate that it shows."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    quote = make_quote(attribution={"country": make_country()})
    building.build()
    certificate, variables = certified(tmp_path), in_production(tmp_path)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=variables, check=True, capture_output=True)
    tls = ["--certfile", certificate, "--keyfile", certificate]
    with running(variables, port=80), running(variables, *tls, port=443, connection=unchecked):
        yield quote, certificate


def certified(directory):
    file = str(directory / "localhost.pem")
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", file, "-out", file]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", *words, *names], check=True, capture_output=True)
    return file


def in_production(directory):
    return {
        **environment(directory),
        "ARCHIVE_ENV": "production",
        "ARCHIVE_DATA_DIR": str(directory / "data"),
        "SECRET_KEY": "only-for-this-drill-" + "x" * 40,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": "https://localhost",
        "BEHIND_PROXY": "0",
    }


def unchecked(host, port, timeout):
    return HTTPSConnection(host, port, timeout=timeout, context=ssl._create_unverified_context())


def score(path, certificate):
    """Points, status and the tests that were not passed."""
    for name, content in LISTS.items():
        (PACKAGE / "conf" / name).write_text(content)
    variables = {**os.environ, "NODE_EXTRA_CA_CERTS": certificate}
    words = ["node", str(PACKAGE / "src" / "scan.js"), f"localhost{path}"]
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    failed = [name for name, test in found["tests"].items() if not test["pass"]]
    return found["scan"]["score"], found["scan"]["statusCode"], failed


def test_every_kind_of_page_and_the_login_get_at_least_130_points(site):
    made, certificate = site
    pages = ["/", "/quotes/", "/speakers/", "/timeline/", "/help/", "/api/v1/", "/admin/login/"]
    scores = {page: score(page, certificate) for page in [*pages, quote(made.get_absolute_url())]}
    assert all(points >= 130 for points, _, _ in scores.values()), scores
    assert all((status, failed) == (200, []) for _, status, failed in scores.values()), scores
