"""The API's limits with the settings of a real server, and with more than one process."""

import pytest
from rest_framework.test import APIRequestFactory

from archive.outputs.api.plumbing import ClientThrottle
from tests.operations.conftest import environment
from tests.operations.web import ask, running


def status(port):
    with ask(port, "/api/v1/speakers/") as response:
        return response.status


@pytest.mark.django_db(transaction=True)
def test_a_client_has_one_limit_for_all_processes_of_a_host(tmp_path):
    variables = {**environment(tmp_path), "ARCHIVE_DATA_DIR": str(tmp_path), "API_RATE": "5/minute"}
    with running(variables) as (_, one), running(variables) as (_, other):
        answers = [status(port) for port in (one, one, one, other, other, other, one)]
    assert answers == [200] * 5 + [429] * 2


def test_a_count_that_cannot_be_kept_refuses_nobody(tmp_path, settings, caplog):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": tmp_path / "file" / "cache"}}
    (tmp_path / "file").touch()
    assert ClientThrottle().allow_request(APIRequestFactory().get("/"), None)
    assert "not counted" in caplog.text
