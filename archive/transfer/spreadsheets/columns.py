"""What the columns of somebody's table mean: guessed by their names, decided by the editor."""

import re

from archive.text import sort_key

# Each field with its name on screen and the names that tables give it.
FIELDS: dict[str, tuple[str, str]] = {
    "words": (
        "Words",
        "words|quote|quotation|text|statement|quote text|zitat|citation|what was said|"
        "발언|인용|인용문|発言|引用|引用文|引语|引文|发言|言论|propos|cita|declaración|citação|citazione|цитата|высказывание",
    ),
    "speakers": (
        "Speaker",
        "speakers|speaker|who|who said it|who said this|name|source|person|said by|author of quote|sprecher|speakers.name|"
        "화자|발언자|인물|発言者|話者|发言人|说话人|讲话人|locuteur|orateur|hablante|orador|falante|спикер|кто",
    ),
    "role": (
        "Role as printed",
        "role|role printed|title of speaker|speaker title|position|function|office|funktion|speakers.role printed|"
        "직책|직위|职务|役職|fonction|cargo|должность",
    ),
    "organisation": (
        "Organisation",
        "organisation|organization|party|ministry|institution|affiliation|speakers.organisation.name|"
        "기관|소속|机构|所属|organización|organização|организация",
    ),
    "country": (
        "Country spoken for",
        "country|country code|nation|state|land|speakers.country.code|"
        "국가|나라|国家|国|pays|país|paese|страна",
    ),
    "said": (
        "Said on",
        "said|said on|date said|date of statement|day|date|when|said earliest|datum|said.earliest|"
        "날짜|일자|발언일|日付|発言日|日期|fecha|data|дата",
    ),
    "said_latest": ("Said by, at the latest", "said latest|date to|until|said.latest"),
    "kind": ("Kind", "kind|type|quote type|direct or indirect|art"),
    "outlet": (
        "Outlet",
        "outlet|newspaper|paper|publication|medium|media|publisher|site|source name|zeitung|article.outlet.name|"
        "매체|언론사|媒体|メディア|quelle|journal|medio|periódico|сми|издание",
    ),
    "url": (
        "Address of the article",
        "url|link|address|source url|article url|web|article.source url|"
        "주소|링크|链接|网址|リンク|lien|enlace|ссылка",
    ),
    "title": (
        "Title of the article",
        "article|article title|headline|title|article.title|"
        "기사 제목|제목|标题|見出し|タイトル|titre|título|titel|überschrift|заголовок",
    ),
    "published_on": (
        "Published on",
        "published|published on|date of article|date of publication|date published|publication date|article date|article.published on|"
        "보도일|게재일|发布日期|掲載日|veröffentlicht am|publié le|publicado el|опубликовано",
    ),
    "language": ("Language of the words", "language|lang|sprache|언어|语言|言語|langue|idioma|язык"),
    "note": (
        "Note for editors",
        "note|notes|comment|comments|remark|internal note|bemerkung|public note|"
        "비고|메모|备注|備考|remarque|nota|примечание",
    ),
    "text": ("Text of the article", "article text|full text|body|raw text|article.text"),
}
NEEDED = ("words",)
_APART = re.compile(r"[\s_\-:/()]+")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BEHIND = re.compile(r" (?:of|to|in|for|from|by) ")
VAGUE = {"name", "text", "full"}  # beside another word that says more
MOST_WORDS, LONGEST = 5, 200


def folded(name: str) -> str:
    """Nothing of a text that is too long for the name of a column."""
    return _APART.sub(" ", sort_key(name)).strip() if len(name) <= LONGEST else ""


MEANINGS = {folded(name): field for field, (_, names) in FIELDS.items() for name in names.split("|")}
# A table that has both calls the words so, and the date of saying.
BETTER = ("words", "said earliest", "said.earliest", "speakers.name")


HEAD_WITHIN = 15


def field_of(name: str) -> str:
    """By the whole name, else by what stands before a bracket, else by its last telling word: "Exact quote", "Link to article"."""
    if found := MEANINGS.get(folded(name)) or MEANINGS.get(bare := folded(_ASIDE.sub("", name[:LONGEST]))):
        return found
    parts = [" ".join(word for word in part.split() if word not in VAGUE) for part in _BEHIND.split(bare)]
    told = next(filter(None, parts), "").split()
    return MEANINGS.get(told[-1], "") if told and len(bare.split()) <= MOST_WORDS else ""


def heads(rows: list[list[str]]) -> tuple[list[str], range]:
    """The names of the columns, and the rows they stand in: two where a name stands over those of several columns."""
    at = head_at(rows)
    names, below = rows[at], rows[at + 1 : at + 2]
    if below and names_more(names, below[0]):
        return [under or name for name, under in zip(names, below[0], strict=True)], range(at, at + 2)
    above = rows[at - 1] if at else []
    if any(not name and over and folded(over) in MEANINGS for name, over in zip(names, above, strict=False)):
        return [name or over for name, over in zip(names, above, strict=True)], range(at - 1, at + 1)
    return names, range(at, at + 1)


def names_more(names: list[str], below: list[str]) -> bool:
    """Whether all that stands in the row below are names of columns, one of them in a column without."""
    filled = [(name, under) for name, under in zip(names, below, strict=True) if under]
    known = all(folded(under) in MEANINGS for _, under in filled)
    return known and any(not name for name, _ in filled)


def head_at(rows: list[list[str]]) -> int:
    """The row that names the columns: the first, unless one a little below has more names that tables use."""
    known = [len({MEANINGS.get(folded(cell)) for cell in row} - {None}) for row in rows[:HEAD_WITHIN]]
    best = max(range(len(known)), key=lambda at: (known[at], -at), default=0)
    return best if known and known[best] > max(known[0], 1) else 0


def guess(names: list[str]) -> dict[str, str]:
    """Field by column name; of several columns that may be one field the most telling, else the first."""
    chosen: dict[str, str] = {}
    # There the plain address is the quote's own here.
    ours = any(name.startswith("article.") for name in names)
    names = [name for name in names if not (ours and name == "url")]
    for surely in (True, False):
        for name in names:
            field = MEANINGS.get(folded(name)) if surely else field_of(name)
            if field and (field not in chosen or (surely and folded(name) in BETTER)):
                chosen[field] = name
    return {name: field for field, name in sorted(chosen.items(), key=lambda each: names.index(each[1]))}
