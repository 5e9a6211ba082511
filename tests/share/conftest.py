"""The outputs ask the index, so tests publish first and then bring it up to date."""

import pytest

from archive.search.index import building
from tests.builders import make_quote


@pytest.fixture
def indexed(db):
    """Call it after making rows."""
    return building.build


@pytest.fixture
def hostile(db):
    """A quote whose every text tries to break out of a format."""
    words = "=1+1 </script><b>&amp;\\} @x{, “quoted” %_$#~^ TY  - JOUR \u2028 end"
    return make_quote(words, public_note="{\\bf ]]> --> ]")


@pytest.fixture
def get(client):
    def read(address, **headers):
        response = client.get(address, headers=headers)
        return response, b"".join(response).decode() if response.streaming else response.content.decode()

    return read
