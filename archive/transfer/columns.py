"""The columns of the table of quotes, for the way in and the way out."""

ARTICLE = (
    "article",
    "article_title",
    "article_text",
    "article_url",
    "outlet",
    "published_on",
    "article_language",
)
PARTS = {
    "words": "words",
    "speaker_printed": "speaker",
    "cue": "cue",
    "role_words": "role",
    "date_printed": "date",
}
# One value a speaker in each; the fields of an attribution that all but the first two hold.
SPEAKER = {
    "speaker_roles": "role",
    "speaker_organisations": "organisation",
    "speaker_countries": "country",
    "roles_printed": "role_printed",
    "speaker_bases": "basis",
}
SPEAKERS = ("speakers", "speaker_refs", *SPEAKER)
VIA = {"via": "organisation", "via_channels": "channel", "via_bases": "basis"}
# What a person types or chooses: outer spaces mean nothing. Notes and texts are taken as they are.
CODED = (
    "kind",
    "status",
    "language",
    "translated",
    "said_earliest",
    "said_latest",
    "said_precision",
    "said_basis",
    "published_at",
    "occasion",
    "statement",
)
PLAIN = (*CODED, "said_note", "public_note", "internal_note", "withdrawn_reason")
LOWER = {"kind", "status", "translated", "said_precision", "said_basis"}
TRIMMED = {*CODED, "article", "ref", "spans", "article_url", "published_on", "article_language"}
COLUMNS = (*ARTICLE, "ref", *PARTS, "spans", *SPEAKERS, *VIA, *PLAIN)
NEEDED = ("article", "words", "kind")
# Where a field of a record stands in the table.
COLUMN_OF_ARTICLE = {
    "ref": "article",
    "title": "article_title",
    "text": "article_text",
    "url": "article_url",
    "language": "article_language",
}
COLUMN_OF_QUOTE = {"speaker": "speakers", **{field: column for column, field in SPEAKER.items()}}
