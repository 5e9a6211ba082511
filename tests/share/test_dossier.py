import re

import pytest

from archive.models import Quote
from archive.views import dossier
from tests.builders import make_article, make_quote


def test_a_dossier_prints_each_quote_with_the_lines_that_prove_it(client, indexed):
    article = make_article("T\n\nAda denied the deals.\n")
    told = make_quote("the deals", cue="denied", kind="indirect", article=article)
    other, draft = make_quote("Peace is near"), make_quote("War is near", status="draft")
    indexed()
    page = client.get("/dossier/", {"id": [told.pk, other.pk, draft.pk]}).content.decode()
    assert page.count("Archive record: quote") == 2
    assert article.raw_sha256 in page
    assert '<span class="is-cue">denied' in page
    assert "War is near" not in page


def test_a_dossier_of_more_than_one_page_prints_leads_on_to_the_rest(client, indexed, monkeypatch):
    monkeypatch.setattr(dossier, "MOST", 2)
    chosen = [make_quote(f"Peace number {number}").pk for number in range(5)]
    indexed()
    address, printed = f"?{'&'.join(f'id={pk}' for pk in chosen)}", []
    for numbers in ("1 to 2", "3 to 4", "5 to 5"):
        page = client.get(f"/dossier/{address}").content.decode()
        assert f"Numbers {numbers} are printed" in page
        printed += re.findall(r"Archive record: quote (\d+)", page)
        address = "".join(re.findall(r'rel="next" href="([^"]+)"', page)).replace("&amp;", "&")
    assert not address
    assert sorted(map(int, printed)) == chosen


@pytest.mark.parametrize("page", ["/dossier/", "/compare/"])
def test_of_chosen_quotes_those_that_cannot_be_read_are_named(client, indexed, page):
    left, gone = make_quote("Peace is near"), make_quote("War is near")
    secret = make_quote("Nobody knows", status="draft")
    Quote.objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_reason="Misheard.")
    indexed()
    for chosen in ([left.pk, gone.pk, secret.pk], [gone.pk, secret.pk]):
        told = client.get(page, {"id": chosen}).content.decode()
        assert f"Quote {gone.pk} was withdrawn: Misheard." in told
        assert f"No quote {secret.pk} is published here." in told
        assert "War is near" not in told
        assert "Nobody knows" not in told
