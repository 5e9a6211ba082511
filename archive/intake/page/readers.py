"""What readers wrote below an article: the boxes that it stands in, and the headings over it."""

import re

from archive.intake.spans import word_set

# Parts of a page that hold nothing else, by their classes and ids; the second half are makers of such boxes.
BOXES = (
    r"(?<![a-z])(?:comments?[-_]?(?:area|list|section|wrap|wrapper|container|thread|threads|form|body|box|feed|respond)"
    r"|(?:list[-_]|cmt[-_]?|reply[-_]?)(?:comments?|list|area|wrap|box)"
    r"|(?:readers?|users?|posts?|article|view|news)[-_]?comments|kommentare|commentaires|comentarios|comentários|commenti|comentarii|комментарии)(?![a-z]|-?(?:en|dis)abled)"
    r"|(?<![a-z])(?:disqus|dsq-|fb[-_]comments|fb_iframe_widget|coral[-_](?:thread|talk|comment|stream)|talk-stream|hyvor-talk|spot-?im|sppre_|spcv_|openweb-|ow-comment|viafoura"
    r"|vf\d?-(?:conversation|comment)|remark42|giscus|gitalk|utterances|isso-thread|commento|comentario-|cusdis|graphcomment|insticator|livere|lv-(?:container|comment)|u_cbox|cbox_module|alex-area|alex[-_]comment"
    r"|wpdiscuz|wpdcom|livefyre|fyre(?![a-z])|lf_comment|vuukle|idcomments|intensedebate|hcb_comments|mc-container|cackle|muut|waline|twikoo|artalk|vcomments)"
    # A column may be called a comment; a list of them is what readers wrote.
    r"|(?:^|\s)(?:comments|respond)(?:\s|$)"
)
_MADE_BY = re.compile(r"data-(?:spotim|spot-im|openweb|disqus|viafoura|coral|hyvor|vuukle)", re.IGNORECASE)
_GIVEN = re.compile(r"data-[\w-]+=[\"']?(?:[\w-]+-)?comments(?![\w-])", re.IGNORECASE)
_ONE = re.compile(
    r"(?:^|[\s_-])(?:readers?|users?|posts?|article|news|media|reply)[-_]?comment(?![a-z])", re.IGNORECASE
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What says of a whole page or article whether it has comments, or is about them.
_STATES = word_set(
    "no has with without open closed on off enabled enable disabled disable allowed hide hidden policy "
    "count about by from"
)

# A word alone, where it may name a column ("Comment"), has to have their number beside it.
_NUMBER = r"(?: ?[(\[:]? ?[\d,.]+ ?[)\]개건]?)?"
HEADING = re.compile(
    r"(?:(?:readers?['’]?|user|all|view|show|top|best|latest|recent|newest|article)? ?comments(?: section)?|comment section|commentaires|kommentare|comentarios|comentários|commenti|комментарии"
    r"|(?:전체|베스트|최신|기사)? ?댓글|(?:독자|네티즌|누리꾼|회원|전체) ?의견|(?:みんなの)?コメント欄?|(?:网友|全部|最新|热门|網友)?(?:评论|評論)|留言)"
    rf"{_NUMBER}"
    r"|comments (?:on|to) this (?:article|story|post|page)|comments are (?:closed|off|open)|(?:join|start) the (?:conversation|discussion)|what (?:our |other )?readers (?:say|think|are saying)"
    r"|의견 ?[(\[]?[\d,.]+[)\]]?|(?:comments?|replies|responses|discussion|join the conversation|conversation) ?[(\[]?[\d,.]+[)\]]?"
    r"|[\d,.]+ (?:comments?|replies|responses|thoughts on .*|commentaires?|kommentare?|comentarios?)|leave a (?:reply|comment)",
    re.IGNORECASE,
)


def is_box(label: str, attributes: str) -> bool:
    """By what a part of a page is called aloud, and by its maker."""
    return bool(HEADING.fullmatch(label.strip()) or _MADE_BY.search(attributes))


def may_be_box(name: str, labels: str, attributes: str) -> bool:
    """Where a whole article stands before it: a part that an article stands in is opened above it."""
    if "omment" not in attributes and "OMMENT" not in attributes:
        return False
    one = name in ("li", "article") and "comment" in labels.lower().split()
    return one or bool(_GIVEN.search(attributes) or _ONE.search(labels)) or any(map(_lists, labels.split()))


def says_whether(labels: str) -> bool:
    """Of a whole part whether it has any, or that it is about them: such a label takes an article for a box."""
    return any("comments" in words and words & _STATES for words in map(_words, labels.split()))


def _lists(label: str) -> bool:
    return "comments" in (words := _words(label)) and words.isdisjoint(_STATES)


def _words(label: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(label)}
