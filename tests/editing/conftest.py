import pytest
from django.conf import settings


@pytest.fixture
def five_articles_texts():
    """The raw texts by the first three characters of their files' names."""
    files = (settings.BASE_DIR / "fixtures" / "articles").glob("*.txt")
    return {file.name[:3]: file.read_bytes().decode() for file in files}
