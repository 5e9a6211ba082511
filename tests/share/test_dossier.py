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
