"""The examples of docs/api.md, run as they stand against a server."""

import re
import subprocess

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from archive.search.index import building
from tests import tables

TEXT = (django_settings.BASE_DIR / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```(sh|python)\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def server(live_server, settings):
    cache.clear()
    settings.SITE_URL = live_server.url
    tables.fill()
    building.build()
    return live_server.url


def test_every_example_runs(server, tmp_path, capsys):
    for language, example in EXAMPLES:
        code = example.replace("http://127.0.0.1:8000", server)
        if language == "python":
            exec(compile(code, "docs/api.md", "exec"), {})
            printed = capsys.readouterr().out
        else:
            done = subprocess.run(
                ["bash", "-euc", code], cwd=tmp_path, capture_output=True, text=True, check=True
            )
            printed = done.stdout or "".join(file.name for file in tmp_path.iterdir())
        assert printed.strip(), example


def test_there_are_examples_for_the_shell_and_for_python():
    assert {language for language, _ in EXAMPLES} == {"sh", "python"}
