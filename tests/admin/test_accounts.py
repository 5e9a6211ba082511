"""Accounts: a person, a role in words, a password; nothing else to understand."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from archive.editing.workflow import may_publish
from tests.admin.conftest import make_user
from tests.html import errors, text, values

ADD, LIST = reverse("admin:auth_user_add"), reverse("admin:auth_user_changelist")
SECRET = "correct-horse-9"
GIVEN = {"username": "rosa", "role": "Editor", "password1": SECRET, "password2": SECRET}


def change(client, user, **given):
    url = reverse("admin:auth_user_change", args=[user.pk])
    return client.post(url, values(client.get(url)) | given)


def may(user):
    fresh = User.objects.get(pk=user.pk)
    return (
        fresh.is_active and fresh.is_staff,
        fresh.has_perm("archive.add_quote"),
        may_publish(fresh),
        fresh.is_superuser,
    )


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("Editor", (True, True, False, False)),
        ("Publisher", (True, True, True, False)),
        ("administrator", (True, True, True, True)),
        ("none", (False, False, False, False)),
    ],
)
def test_a_role_gives_its_rights_and_takes_all_others(desk, role, rights):
    make_user("eddie", "Editor")
    make_user("pia", "Publisher")
    assert desk.post(ADD, values(desk.get(ADD)) | GIVEN | {"role": role}).status_code == 302
    assert may(User.objects.get(username="rosa")) == rights
    for name in ("eddie", "pia"):
        change(desk, User.objects.get(username=name), role=role)
        assert may(User.objects.get(username=name)) == rights


def test_a_new_editor_signs_in_at_once(client, desk):
    make_user("eddie", "Editor")
    desk.post(ADD, values(desk.get(ADD)) | GIVEN)
    desk.logout()
    answer = client.post(reverse("admin:login"), {"username": "rosa", "password": SECRET, "next": "/admin/"})
    assert answer.status_code == 302
    assert "Editors&#x27; desk" in text(client.get("/admin/"))


def test_nobody_takes_the_administration_from_themselves(desk):
    grace = User.objects.get(username="grace")
    assert "another administrator" in errors(change(desk, grace, role="Editor"))[0]
    assert may(grace) == (True, True, True, True)


def test_a_role_is_asked_for_and_other_changes_leave_it(desk):
    pia = make_user("pia", "Publisher")
    assert errors(desk.post(ADD, values(desk.get(ADD)) | GIVEN | {"role": ""}))
    change(desk, pia, email="pia@example.org")
    assert may(pia) == (True, True, True, False)
    assert "Publisher" in text(desk.get(LIST))


def test_an_account_sent_twice_is_made_once_and_none_is_deleted(desk):
    make_user("eddie", "Editor")
    form = values(desk.get(ADD)) | GIVEN
    assert [desk.post(ADD, form).status_code for _ in range(2)] == [302, 302]
    rosa = User.objects.get(username="rosa")
    assert desk.post(reverse("admin:auth_user_delete", args=[rosa.pk]), {"post": "yes"}).status_code == 403


def test_publishers_see_no_accounts(publisher):
    assert publisher.get(LIST).status_code == 403
