"""What migrations do to rows that are there."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from archive.models import Speaker
from tests.builders import make_speaker


@pytest.mark.django_db
def test_sort_keys_are_renewed_without_a_new_version():
    speaker = make_speaker("Łukasz")
    Speaker.objects.update(sort_key="łukasz")
    before = Speaker.objects.get().version
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        import_module("archive.migrations.0008_sort_keys").renew(apps, editor)
    speaker.refresh_from_db()
    assert (speaker.sort_key, speaker.version) == ("lukasz", before)
