import re

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
