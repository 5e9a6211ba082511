import pytest

from archive.editing.statements import likely_wordings
from archive.models import Quote, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def test_the_one_true_pair_of_the_five_articles_is_suggested():
    statement = Statement.objects.get()
    first, second = statement.quotes.order_by("pk")
    Quote.objects.update(statement=None)
    assert [other for other, _ in likely_wordings(Quote.objects.get(pk=first.pk))] == [second]
