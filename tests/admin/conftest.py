from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client


def make_user(name: str, group: str = "") -> User:
    """A member of the staff, in "Editor" or "Publisher"; tests that empty the tables lose the groups."""
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if group:
        if not Group.objects.filter(name=group).exists():
            editor = connection.schema_editor()
            import_module("archive.migrations.0002_groups").make_groups(apps, editor)
            import_module("archive.migrations.0005_proposals").show_proposals(apps, editor)
        user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(client: Client, db: Any) -> Client:
    """A client logged in as an administrator."""
    client.force_login(User.objects.create_superuser("grace"))
    return client


@pytest.fixture
def eddie(db: Any) -> User:
    return make_user("eddie", "Editor")


@pytest.fixture
def rightless(db: Any) -> Client:
    """Of the staff, without a group: somebody who left the desk."""
    return logged_in(make_user("lee"))


@pytest.fixture
def pia(db: Any) -> User:
    return make_user("pia", "Publisher")


@pytest.fixture
def editor(eddie: User) -> Client:
    return logged_in(eddie)


@pytest.fixture
def publisher(pia: User) -> Client:
    return logged_in(pia)
