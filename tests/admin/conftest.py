from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def desk(client: Client, db: Any) -> Client:
    """A client logged in as an administrator."""
    client.force_login(User.objects.create_superuser("grace"))
    return client
