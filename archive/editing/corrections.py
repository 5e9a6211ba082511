"""What readers see of a quote, as text, and the public note of each change to it."""

from archive.models import Attribution, Correction, Quote, QuoteSpan, Via
from archive.reading import phrases

Seen = dict[str, str]


def seen(quote: Quote) -> Seen:
    """The public values of a quote by their public names; reads it anew, with its rows."""
    quote = Quote.objects.with_sources().get(pk=quote.pk)
    return values(quote, list(quote.spans.all()), list(quote.attributions.all()), list(quote.via.all()))


def values(quote: Quote, spans: list[QuoteSpan], attributions: list[Attribution], via: list[Via]) -> Seen:
    def printed(part: str) -> str:
        return " … ".join(span.text for span in spans if span.part == part)

    return {
        "words": quote.text,
        "kind": quote.get_kind_display(),
        "speaker": "; ".join(map(spoken_by, attributions)),
        "cue": printed(QuoteSpan.Part.CUE),
        "speaker as printed": printed(QuoteSpan.Part.SPEAKER),
        "role as printed": printed(QuoteSpan.Part.ROLE),
        "said": said(quote),
        "date as printed": printed(QuoteSpan.Part.DATE),
        "occasion": str(quote.occasion or ""),
        "reported via": " → ".join(map(str, via)),
        "language": quote.language,
        "translation": quote.get_translated_display(),
        "note on the date": quote.said_note,
        "note": quote.public_note,
    }


def spoken_by(attribution: Attribution) -> str:
    title = attribution.role.title if attribution.role else ""
    known = [title, attribution.organisation, attribution.country]
    details = ", ".join(dict.fromkeys(str(each) for each in known if each))
    return f"{attribution.speaker.shown} ({details})" if details else str(attribution.speaker.shown)


def said(quote: Quote) -> str:
    when = phrases.said(quote)
    return f"{when} ({quote.get_said_basis_display()})" if quote.dated else when


def differences(before: Seen, after: Seen) -> list[tuple[str, str, str]]:
    return [(name, before[name], after[name]) for name in after if before[name] != after[name]]


def correct(quote: Quote, before: Seen, reason: str) -> list[Correction]:
    """Notes publicly, one by one, what has changed since `before`."""
    return Correction.objects.bulk_create(
        Correction(quote=quote, changed=name, old=old, new=new, reason=reason)
        for name, old, new in differences(before, seen(quote))
    )
