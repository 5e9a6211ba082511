"""Linking the wordings of one statement, and taking them apart."""

from django.urls import reverse

from archive.models import Quote
from tests.builders import make_quote
from tests.html import text, text_of, values


def address(quote):
    return reverse("admin:archive_quote_wordings", args=[quote.pk])


def link(client, quote, other, note="", basis="wording"):
    return client.post(address(quote), {"other": other.pk, "basis": basis, "note": note}, follow=True)


def test_wordings_are_linked_and_unlinked_by_a_publisher(publisher, editor):
    quote, other = make_quote("Peace is near us all"), make_quote("Peace is near all of us")
    url = address(quote)
    assert "0.83 of the words in common" in text(publisher.get(url))
    data = {"other": other.pk, "basis": "wording"}
    assert editor.post(url, data).status_code == 403
    publisher.post(url, data)
    assert Quote.objects.get(pk=quote.pk).statement.basis == "wording"
    publisher.post(url, {"other": other.pk, "_unlink": "1"})
    assert Quote.objects.get(pk=quote.pk).statement is None


def test_what_was_typed_is_kept_when_a_link_is_refused(publisher):
    quote = make_quote()
    data = {"other": "99999", "basis": "occasion", "note": "Both were at the briefing."}
    page = publisher.post(address(quote), data)
    assert "There is no quote with this number." in text(page)
    assert values(page).items() >= data.items()


def test_a_third_wording_takes_the_basis_of_the_two_and_is_told_if_it_has_another(publisher):
    quote, other, third = make_quote("Peace is near"), make_quote("War is over"), make_quote("Bread is dear")
    link(publisher, quote, other, "From one tape.", "occasion")
    assert values(publisher.get(address(quote)))["basis"] == "occasion"
    assert "change that on its own page first" in text(link(publisher, quote, third, "By mail.", "occasion"))
    assert Quote.objects.get(pk=third.pk).statement is None
    assert "which has 3" in text(link(publisher, quote, third, basis="occasion"))


def test_a_page_that_is_out_of_date_takes_nothing_out_of_another_statement(publisher):
    quote, other, third = make_quote("Peace is near"), make_quote("War is over"), make_quote("Bread is dear")
    link(publisher, quote, other)
    take_out = {"other": other.pk, "_unlink": "1"}
    publisher.post(address(quote), take_out)
    link(publisher, third, other)
    assert "is not linked to it any more" in text(publisher.post(address(quote), take_out, follow=True))
    assert Quote.objects.get(pk=other.pk).statement == Quote.objects.get(pk=third.pk).statement


def test_an_editor_is_offered_only_what_no_reader_sees(editor):
    seen, draft = make_quote("Peace is near us"), make_quote("Peace is near you", status="draft")
    other = make_quote("Peace is near them", status="draft")
    assert "Link as wordings" not in text(editor.get(address(seen)))
    assert "A publisher decides: readers see it." in text_of(editor.get(address(seen)))
    page = text(editor.get(address(draft)))
    assert (page.count("Link as wordings"), page.count("A publisher decides")) == (2, 1)
    assert "which has 2" in text(link(editor, draft, other))


def test_what_an_editor_typed_of_a_published_quote_is_given_back(editor):
    seen, draft = make_quote(), make_quote("War is over", status="draft")
    answer = link(editor, draft, seen, "Both were at the briefing.")
    assert answer.status_code == 403
    assert "Both were at the briefing." in text(answer)
