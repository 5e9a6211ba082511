"""Several who speak together: “Ada Lovelace and Bob Roe”, “Jordan, Egypt and Qatar”."""

import re

from archive.intake.people.names import personal_name, title_words
from archive.intake.people.places import country_code, is_country, is_media
from archive.intake.spans import Span


def joint_parts(words: str, mention: Span) -> tuple[Span, ...]:
    """Parts of a list of names; a list that is not made of names or countries is one speaker."""
    phrase = mention.of(words)
    pieces = re.split(r"(,? and |, as well as |, )", phrase)
    if len(pieces) == 1:
        return (mention,)
    spans: list[Span] = []
    position = mention.start
    for index, piece in enumerate(pieces):
        if index % 2 == 0 and piece:
            spans.append(Span(position, position + len(piece)))
        position += len(piece)
    listed = all(_stands_alone(span.of(words)) for span in spans)
    return tuple(spans) if listed else (mention,)


def _stands_alone(part: str) -> bool:
    if is_country(part) or is_media(part) or country_code(part):
        return True
    name = personal_name(part)
    return name is not None and (" " in part[name.start : name.end] or bool(title_words(part)))
