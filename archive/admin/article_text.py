"""An article's text as the desk shows it: quotes, boilerplate, proposals, and the parts of the one looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.models import QuoteSpan
from archive.reading.passages import Segment

PARTS = {str(part) for part in QuoteSpan.Part} - {str(QuoteSpan.Part.WORDS)}


@dataclass(frozen=True)
class Mark:
    """How a proposal looks in the text; without an address it is not a link, so that words can be selected."""

    number: int
    look: str
    url: str = ""
    current: bool = False


def rendered(segments: Sequence[Segment], marks: Mapping[str, Mark] | None = None) -> SafeString:
    """The text with its marks, and not one character more: offsets are counted in it."""
    return format_html_join("", "{}", ((rendered_segment(each, marks or {}),) for each in segments))


def rendered_segment(segment: Segment, marks: Mapping[str, Mark]) -> SafeString:
    # Browsers turn a bare CR into LF, but leave a character reference alone.
    text = format_html_join(SafeString("&#13;"), "{}", ((piece,) for piece in segment.text.split("\r")))
    if segment.removed:
        text = format_html('<del class="boilerplate">{}</del>', text)
    for part in PARTS.intersection(segment.labels):
        text = format_html('<span class="part" data-part="{}">{}</span>', part, text)
    return with_quotes(segment, with_proposal(segment, text, marks))


def with_proposal(segment: Segment, text: SafeString, marks: Mapping[str, Mark]) -> SafeString:
    """The one looked at lies on top; of others that overlap, the one that begins last."""
    here = [label for label in segment.labels if label in marks]
    if not here:
        return text
    label = max(here, key=lambda each: (marks[each].current, here.index(each)))
    mark = marks[label]
    look = f"proposal {mark.look}{' current' if mark.current else ''}"
    anchor = format_html(' id="{}"', label) if label in segment.first_labels else ""
    text = format_html('<mark class="{}" data-number="{}"{}>{}</mark>', look, mark.number, anchor, text)
    return format_html('<a href="{}" class="to-proposal">{}</a>', mark.url, text) if mark.url else text


def with_quotes(segment: Segment, text: SafeString) -> SafeString:
    if not segment.quotes:
        return text
    numbers = " ".join(f"no. {number}" for number in segment.quotes)
    overlap = " overlap" if len(segment.quotes) > 1 else ""
    ids = format_html_join("", '<a id="q{}"></a>', ((number,) for number in segment.first_of))
    return format_html('{}<mark class="quoted{}" data-quotes="{}">{}</mark>', ids, overlap, numbers, text)
