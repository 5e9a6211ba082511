"""Where words of a removed text still stand, so that nobody believes them gone."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from psycopg.sql import SQL, Identifier

from archive.models import Article

# Ends of a piece: what files and JSON write in another way, and ends of lines.
_ENDS = re.compile(r"[\"\\\t\r\n]+")
SHORTEST, LONGEST, MOST = 12, 200, 200
# Letters of Han, kana and Hangul, which are syllables or words.
_LETTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
HOLDING = "SELECT count(*) FROM {} AS t WHERE t::text LIKE ANY(%s)"


def pieces(article: Article) -> list[str]:
    """Title, lines and quotes, cut where a file would write them in another way; short ones say too little."""
    texts = [article.title, article.subtitle, *article.quotes.values_list("text", flat=True)]
    unnamed = article.unnamed_speakers.values_list("description", "name")
    texts += [text for pair in unnamed for text in pair]
    found = [piece.strip() for text in (*texts, article.raw_text) for piece in _ENDS.split(text)]
    return list(dict.fromkeys(piece[:LONGEST] for piece in found if says_enough(piece)))[:MOST]


def says_enough(text: str) -> bool:
    """To be told from what anybody says."""
    return max(len(text), 2 * len(_LETTERS.findall(text))) >= SHORTEST


def texts_in(value: Any) -> Iterator[str]:
    """Of lists, of what is kept by names, and of JSON in a text: as they were before they were written down."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, str):
        yield value
        if value[:1] in {"[", "{"}:
            with suppress(ValueError, RecursionError):
                yield from texts_in(json.loads(value))


def leftovers(words: list[str]) -> list[str]:
    """ "archive_article: 1 row"; sessions with such words in a message that waits are ended instead."""
    if not words:
        return []
    end_sessions(words)
    patterns = [f"%{_literal(word)}%" for word in words]
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
    counted = {name: _count(name, patterns) for name in names}
    return [f"{name}: {n} row{'s' if n > 1 else ''}" for name, n in counted.items() if n]


def _count(table: str, patterns: list[str]) -> int:
    with connection.cursor() as cursor:
        # As text: what notes who asks, at the desk, reads the statement.
        cursor.execute(SQL(HOLDING).format(Identifier(table)).as_string(cursor.connection), [patterns])
        return int(cursor.fetchone()[0])


def _literal(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)


def end_sessions(words: list[str]) -> None:
    for session in Session.objects.all():
        texts = list(texts_in(session.get_decoded()))
        if any(word in text for word in words for text in texts):
            session.delete()
