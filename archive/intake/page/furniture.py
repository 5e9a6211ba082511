"""What stands around an article, by what its classes and ids call it."""

import re

from archive.intake.page.readers import BOXES

_NAMED = re.compile(
    r"(?<![a-z])(?:cookies?|cookie-?(?:bar|banner|notice|consent)|consent|gdpr|breadcrumbs?|share-?(?:bar|buttons?|tools|links?|icons?)?|sharing|social-?(?:bar|share|media|links|icons)?|"
    r"newsletter(?:-?signup)?|most[-_]?(?:read|popular|viewed|shared)|advertisements?|ad-(?:container|slot|wrapper|unit|banner)|promo(?:-box)?|onetrust|qc-cmp2|didomi|cybotcookiebot\w*|trending|related-?(?:articles?|links?|stories|posts|news|content)?|recommend(?:ed|s|ations?)?|skip-?link"
    r"|paywall-(?:prompt|overlay|banner|barrier|modal|offer|gate|message|wall|cta)|addthis\w*|sharedaddy|more-(?:on|from)-[a-z]+|read-?next|up-?next)(?![a-z]|-?(?:en|dis)abled)"
    rf"|{BOXES}",
    re.IGNORECASE,
)
# Names that say so only alone: “has-tags” may be an article's.
_ALONE = re.compile(
    r"(?:^|\s)(?:(?:post-|article-|entry-|news-)?tags|tag-list|tags?-links|cat-links|entry-footer|post-footer|foot|footer|(?:site|page|global|main)-footer"
    r"|colophon|side-?bar|navbar|navi?|navigation|(?:main|site|top|global)-?(?:menu|nav)|menu|[gl]nb|copyright|pagination|paging|gallery-counter"
    r"|amp-(?:ad|sidebar|consent|social-share|list|lightbox|user-notification|sticky-ad))(?:\s|$)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?:^|[\s_-])(?:teaser|tease|card|promo|related|recommended|tile)(?:[\s_-]|$)", re.IGNORECASE
)
PULLED = re.compile(r"(?<![a-z])pull-?_?quote(?![a-z])", re.IGNORECASE)

# The first letter of a text, which is drawn large and read aloud with its word.
INITIAL = re.compile(r"drop-?_?cap|initial|first-?letter", re.IGNORECASE)


def is_furniture(labels: str) -> bool:
    return bool(_NAMED.search(labels) or _ALONE.search(labels))


def is_card(labels: str) -> bool:
    """Of an article beside the article: a link to another."""
    return bool(_CARD.search(labels))
