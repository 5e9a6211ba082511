"""A publisher takes abusive words of readers from frozen searches; what is cited stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from archive.models import FrozenSearch

LIST = reverse("admin:archive_frozensearch_changelist")
TAKE = {"action": "take_words_away", "_selected_action": ["abc"]}


@pytest.fixture
def frozen(db):
    row = {
        "search": "q=x",
        "described": "1 quote",
        "found": [[1, 2]],
        "sha256": "0" * 64,
        "at": timezone.now(),
    }
    return FrozenSearch.objects.create(code="abc", title="You fool", notes={"1": "Idiot"}, **row)


def test_a_publisher_takes_title_and_notes_away(publisher, client, frozen):
    assert "You fool" in publisher.get(f"{LIST}?q=idiot").content.decode()
    assert "Title and notes are gone" in publisher.post(LIST, TAKE, follow=True).content.decode()
    frozen.refresh_from_db()
    assert (frozen.title, frozen.notes, frozen.found, frozen.search) == ("", {}, [[1, 2]], "q=x")
    assert LogEntry.objects.get().object_repr == "abc: 1 quote"
    assert "fool" not in client.get("/searches/abc/").content.decode()


def test_nobody_else_sees_or_takes_them(editor, rightless, frozen):
    assert {who.post(LIST, TAKE).status_code for who in (editor, rightless)} == {403}
    assert "frozen search" not in editor.get(reverse("admin:index")).content.decode().lower()
    frozen.refresh_from_db()
    assert frozen.title == "You fool"
