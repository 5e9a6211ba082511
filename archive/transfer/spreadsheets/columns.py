"""What the columns of somebody's table mean: guessed by their names, decided by the editor."""

import re

from archive.text import sort_key

# Each field with its name on screen and the names that tables give it.
FIELDS: dict[str, tuple[str, str]] = {
    "words": ("Words", "words|quote|quotation|text|statement|quote text|zitat|citation|what was said"),
    "speakers": (
        "Speaker",
        "speakers|speaker|who|name|source|person|said by|author of quote|sprecher|speakers.name",
    ),
    "role": (
        "Role as printed",
        "role|role printed|title of speaker|position|function|office|funktion|speakers.role printed",
    ),
    "organisation": (
        "Organisation",
        "organisation|organization|party|ministry|institution|affiliation|speakers.organisation.name",
    ),
    "country": ("Country spoken for", "country|country code|nation|state|land|speakers.country.code"),
    "said": (
        "Said on",
        "said|said on|date said|date of statement|day|date|when|said earliest|datum|said.earliest",
    ),
    "said_latest": ("Said by, at the latest", "said latest|date to|until|said.latest"),
    "kind": ("Kind", "kind|type|quote type|direct or indirect|art"),
    "outlet": (
        "Outlet",
        "outlet|newspaper|publication|medium|media|publisher|site|source name|zeitung|article.outlet.name",
    ),
    "url": ("Address of the article", "url|link|address|source url|article url|web|article.source url"),
    "title": ("Title of the article", "article|article title|headline|title|article.title"),
    "published_on": (
        "Published on",
        "published|published on|date published|publication date|article date|article.published on",
    ),
    "language": ("Language of the words", "language|lang|sprache"),
    "note": ("Note for editors", "note|notes|comment|comments|remark|internal note|bemerkung|public note"),
    "text": ("Text of the article", "article text|full text|body|raw text|article.text"),
}
NEEDED = ("words",)
_APART = re.compile(r"[\s_\-:/()]+")


def folded(name: str) -> str:
    return _APART.sub(" ", sort_key(name)).strip()


MEANINGS = {folded(name): field for field, (_, names) in FIELDS.items() for name in names.split("|")}
# A table that has both calls the words so, and the date of saying.
BETTER = ("words", "said earliest", "said.earliest", "speakers.name")


def guess(names: list[str]) -> dict[str, str]:
    """Field by column name; of several columns that may be one field the most telling, else the first."""
    chosen: dict[str, str] = {}
    for name in names:
        field = MEANINGS.get(folded(name))
        if field and (field not in chosen or folded(name) in BETTER):
            chosen[field] = name
    return {name: field for field, name in chosen.items()}
