"""The Nu HTML Checker, which runs on this machine alone, over every kind of page."""

import json
import shutil
import subprocess

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.browser.site import addresses, go_wrong, wrong

JAR = django_settings.BASE_DIR / "var/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
INSTALL = "npm install --ignore-scripts --prefix var/vnu vnu-jar"

pytestmark = [
    pytest.mark.drill,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("java"), reason="The checker needs Java 11: sudo apt-get install default-jre"
    ),
    pytest.mark.skipif(not JAR.exists(), reason=f"The checker is not installed: {INSTALL}"),
]


def test_the_checker_finds_no_error_on_any_kind_of_page(five_articles, settings, tmp_path):
    settings.ROOT_URLCONF = "tests.browser.wrong_urls"
    go_wrong()
    client = Client(raise_request_exception=False)
    pages = {**addresses(), **wrong()}
    for name, address in pages.items():
        (tmp_path / f"{name}.html").write_bytes(client.get(address).content)
    words = [
        "java",
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--stdout",
        *map(str, sorted(tmp_path.glob("*.html"))),
    ]
    messages = json.loads(subprocess.run(words, capture_output=True, check=False).stdout)["messages"]
    assert len(pages) > 20
    assert [(m["url"].rsplit("/")[-1], m["message"], m.get("extract")) for m in messages] == []
