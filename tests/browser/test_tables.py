"""A researcher's table of 200 rows with headers of its own and 40 unknown speakers: brought in with few actions, undone with two."""

import pytest

from archive.models import Entry, Speaker
from tests.admin.conftest import make_user
from tests.admin.test_spreadsheets import table
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_200_rows_come_in_with_under_40_actions_and_go_with_two(live_server, transactional_db):
    user = make_user("edna", "Editor")
    user.set_password("hopper")
    user.save()
    actions = 0

    def act(do, *given):
        nonlocal actions
        actions += 1
        do(*given)

    with chromium() as (page, said):
        log_in(page, live_server.url, "edna", "hopper")
        page.goto(f"{live_server.url}/admin/archive/spreadsheet/add/")
        act(page.set_input_files, "#id_file", {"name": "mine.csv", "mimeType": "text/csv", "buffer": table()})
        act(follow, page, "text=Go on")
        act(page.select_option, "#column-3", "outlet")
        act(page.select_option, "#column-4", "url")
        act(page.check, "[name=day_first][value=yes]")
        act(follow, page, "text=Check the rows")
        act(follow, page, "text=Enter 200 rows")
        assert (Entry.objects.count(), Speaker.objects.count()) == (200, 40)
        assert actions < 40
        page.click("text=Undo this import")
        follow(page, "text=Undo it")
        assert said == []
    assert (Entry.objects.count(), Speaker.objects.count()) == (0, 0)
