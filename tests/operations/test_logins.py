"""Passwords cannot be guessed, and guessing is logged, told and undone."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from threading import get_native_id
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command

from archive import settings as settings_of_the_site
from archive.operations import logins, slots
from archive.operations.hashing import NICE, Hasher, stand_back

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def ada(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return get_user_model().objects.create_superuser("ada", password=PASSWORD)


@pytest.fixture
def login(client):
    def send(name="ada", password="wrong", address="192.0.2.1", **given):
        data = {"username": name, "password": password}
        return client.post("/admin/login/", data, REMOTE_ADDR=address, **given)

    return send


def test_six_wrong_passwords_lock_the_name_and_the_page_says_what_to_do(login):
    assert [login().status_code for _ in range(6)] == [200] * 5 + [429]
    right = login(password=PASSWORD)
    assert (right.status_code, right["Retry-After"]) == (429, "900")
    assert "15 minutes" in right.content.decode()
    assert "unlock" in right.content.decode()


def test_others_at_the_address_and_the_same_name_elsewhere_are_let_in(login):
    get_user_model().objects.create_superuser("bob", password=PASSWORD)
    for _ in range(8):
        login()
    assert login("bob", PASSWORD).status_code == 302
    assert login("ada", PASSWORD, "192.0.2.2").status_code == 302


def test_a_right_password_in_between_begins_the_count_anew(login):
    for _ in range(4):
        [login() for _ in range(5)]
        assert login(password=PASSWORD).status_code == 302


def test_one_address_may_not_try_many_names(login):
    answers = [login(f"name{n}").status_code for n in range(32)]
    assert answers == [200] * 30 + [429] * 2
    assert login("ada", PASSWORD, "192.0.2.2").status_code == 302


def test_many_addresses_may_not_try_one_name(login):
    answers = [login(address=f"192.0.2.{n}").status_code for n in range(31)]
    assert answers == [200] * 30 + [429]


def test_a_name_counts_however_it_is_written(login):
    """The form takes spaces away and wide letters for plain ones: none of them gives another thirty guesses."""
    written = [" ada", "ada\t", "ａｄａ", " ａda\n"]
    for n in range(30):
        login(written[n % len(written)], address=f"192.0.2.{n}")
    for name in ("ada", *written):
        assert login(name, PASSWORD, "198.51.100.1").status_code == 429, name


def test_one_address_cannot_lock_a_name_for_all_others(login):
    for _ in range(40):
        login()
    assert login(password=PASSWORD, address="192.0.2.2").status_code == 302


def test_addresses_of_one_ipv6_network_are_one(login):
    for n in range(6):
        login(address=f"2001:db8::{n + 1}")
    assert login(password=PASSWORD, address="2001:db8::99").status_code == 429


def test_a_failed_login_is_logged_with_name_and_address_and_without_the_password(login, caplog):
    login(password="hunter2 hunter2")
    assert re.search(r"ada.*192\.0\.2\.1", caplog.text)
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize("name", ["a" * 151, "a" * 300_000, "a\0b", "\0"])
def test_a_name_that_no_account_can_have_is_refused_as_any_other(login, name):
    assert login(name, "x" * 200_000).status_code == 200


def test_an_administrator_unlocks(login, capsys):
    for _ in range(7):
        login()
    call_command("unlock", "ada")
    assert "Unlocked ada" in capsys.readouterr().out
    assert login(password=PASSWORD).status_code == 302
    call_command("unlock", "--address", "192.0.2.9")
    assert "was not locked" in capsys.readouterr().out


def test_an_unknown_name_costs_a_hash_like_a_known_one(login, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    hashed, encode = [], PBKDF2PasswordHasher.encode

    def counted(self, *values, **named):
        hashed.append(1)
        return encode(self, *values, **named)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    get_user_model().objects.create_superuser("eve", password=PASSWORD)
    hashed.clear()
    login("eve")
    known = len(hashed)
    login("nobody at all")
    assert (known, len(hashed)) == (1, 2)


def test_passwords_are_hashed_as_django_does_in_a_thread_that_stands_back():
    assert Hasher().encode("pears", "salt", 2) == PBKDF2PasswordHasher().encode("pears", "salt", 2)
    before = os.getpriority(os.PRIO_PROCESS, get_native_id())
    with ThreadPoolExecutor(1, initializer=stand_back) as thread:
        there = thread.submit(lambda: os.getpriority(os.PRIO_PROCESS, get_native_id())).result()
    assert there == min(before + NICE, 19)
    assert os.getpriority(os.PRIO_PROCESS, get_native_id()) == before
    assert settings_of_the_site.PASSWORD_HASHERS == ["archive.operations.hashing.Hasher"]


def test_while_others_hash_the_page_says_to_try_again_and_hashes_nothing(login, monkeypatch):
    monkeypatch.setattr(logins, "PATIENCE", 0.1)
    held = slots.take("login", logins.AT_ONCE)
    busy = login(password=PASSWORD)
    assert (busy.status_code, busy["Retry-After"]) == (503, "3")
    assert "in a moment" in busy.content.decode()
    held.free()
    assert login(password=PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "https:evil", ""],
)
def test_nobody_lands_on_another_site_or_a_page_that_does_not_exist(client, elsewhere):
    data = {"username": "ada", "password": PASSWORD, "next": elsewhere}
    sent = client.post(f"/admin/login/?{urlencode({'next': elsewhere})}", data)
    assert sent["Location"] == "/admin/"


def test_a_wrong_old_password_counts_as_a_wrong_login_does_and_is_noted_nowhere(client, ada, login, caplog):
    client.force_login(ada)

    def change(old):
        sent = {"old_password": old, "new_password1": "pears at dawn", "new_password2": "pears at dawn"}
        return client.post("/admin/password_change/", sent, REMOTE_ADDR="192.0.2.1")

    assert [change("hunter2").status_code for _ in range(6)] == [200] * 5 + [429]
    locked = change(PASSWORD)
    assert (locked.status_code, locked.content) == (429, login(password=PASSWORD).content)
    noted = caplog.text + repr(list(AccessAttempt.objects.values()))
    assert "hunter2" not in noted
    assert "pears" not in noted
    call_command("unlock", "ada")
    assert change(PASSWORD)["Location"] == "/admin/password_change/done/"


def refusal(client, path, **given):
    client.handler.enforce_csrf_checks = True
    data = {
        "note": "Buy pears at evil.example",
        "password1": "hunter2",
        "password2": "hunter2",
        "api_token": "t0ken",
        **dict.fromkeys(("old_password", "new_password1", "Passwd", "client-secret"), "hunter2"),
    }
    return client.post(path, data, **given)


def test_what_another_site_sends_is_not_printed_on_ours(client):
    for given in (
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_REFERER": "https://evil.example/admin/"},
        {"HTTP_ORIGIN": "null"},
    ):
        assert "pears" not in refusal(client, "/admin/archive/quote/add/", **given).content.decode()
    assert "pears" not in refusal(client, "/").content.decode()


def test_what_was_typed_at_the_desk_comes_back_without_secrets(client):
    page = refusal(client, "/admin/archive/quote/add/", HTTP_ORIGIN="http://testserver").content.decode()
    assert "pears" in page
    assert "hunter2" not in page
    assert "t0ken" not in page
