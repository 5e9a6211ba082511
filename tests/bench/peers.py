"""The peers of the benchmark, each as its own documentation would have it: top 20 and the exact total of every query."""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from django.db import connection
from whoosh import query as wq
from whoosh.analysis import SpaceSeparatedTokenizer, StemmingAnalyzer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.highlight import ContextFragmenter, HtmlFormatter
from whoosh.highlight import highlight as whoosh_highlight
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from archive.search.analysis import exact_terms, stem, stems
from archive.search.contract import Document, ordinal
from tests.bench.cases import PAGE, Case


def size_of(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


class Stock:
    """Whoosh with its own codec, collectors and facets; fields as lean as it allows."""

    name = "stock"

    def __init__(self, home: Path, texts: list[str]) -> None:
        self.home, self.texts = home / self.name, texts

    def load(self, documents: list[Document]) -> None:
        self.home.mkdir(parents=True)
        words = SpaceSeparatedTokenizer()
        number = {"bits": 32, "signed": False, "shift_step": 0, "sortable": True}
        schema = Schema(
            id=NUMERIC(int, stored=True, **number),
            text=TEXT(analyzer=words, phrase=False),
            exact=TEXT(analyzer=words),
            speaker=NUMERIC(int, **number),
            country=ID(sortable=True),
            day=NUMERIC(int, **number),
        )
        writer = FileIndex.create(FileStorage(str(self.home)), schema).writer(limitmb=512)
        for document in documents:
            exact = exact_terms(document.words)
            writer.add_document(
                id=document.id,
                text=" ".join(stems(exact)),
                exact=" ".join(exact),
                speaker=document.facets["speaker"][0],
                country=str(document.facets["country"][0]),
                day=ordinal(document.latest),
            )
        writer.commit()

    def bytes(self) -> int:
        return size_of(self.home)

    def open(self) -> None:
        self.searcher: Searcher = FileIndex(FileStorage(str(self.home))).searcher()

    def run(self, case: Case) -> int:
        found = self.searcher.search(
            self._query(case),
            limit=case.start + PAGE,
            filter=self._filter(case),
            sortedby="day" if case.newest else None,
            reverse=case.newest,
            groupedby=list(case.facets) or None,
        )
        hits = [hit["id"] for hit in found[case.start : case.start + PAGE]]
        for name in case.facets:
            found.groups(name)
        if case.highlight:
            for key in hits:
                whoosh_highlight(
                    self.texts[key - 1],
                    {stem(word) for word in case.words},
                    _ANALYZER,
                    ContextFragmenter(),
                    HtmlFormatter(),
                )
        return len(found)

    def _query(self, case: Case) -> wq.Query:
        if case.operator == "phrase":
            return wq.Phrase("exact", list(case.words))
        if case.operator == "prefix":
            return wq.Prefix("exact", case.words[0])
        if case.operator == "fuzzy":
            return wq.FuzzyTerm("exact", case.words[0], maxdist=1, prefixlength=1)
        terms = [wq.Term("text", stem(word)) for word in case.words]
        if len(terms) == 1:
            return terms[0]
        return wq.Or(terms) if case.operator == "any" else wq.And(terms)

    def _filter(self, case: Case) -> wq.Query | None:
        wanted: list[wq.Query] = []
        if case.speaker:
            wanted.append(wq.Term("speaker", case.speaker))
        if case.country:
            wanted.append(wq.Term("country", case.country))
        if case.said_from:
            wanted.append(wq.NumericRange("day", ordinal(case.said_from), ordinal(case.said_to)))
        return wq.And(wanted) if wanted else None


_ANALYZER = StemmingAnalyzer()


class Postgres:
    """PostgreSQL's full text: stored vectors, GIN, ts_rank; the total by a window."""

    name = "postgres"

    def __init__(self, home: Path, texts: list[str]) -> None:
        self.texts = texts

    def load(self, documents: list[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench")
            cursor.execute(
                """CREATE TABLE bench.quote (id int PRIMARY KEY, words text, speaker int, country text, day date,
                stems tsvector GENERATED ALWAYS AS (to_tsvector('english', words)) STORED,
                exact tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)"""
            )
            with cursor.copy("COPY bench.quote (id, words, speaker, country, day) FROM STDIN") as copy:
                for d in documents:
                    copy.write_row((d.id, d.words, d.facets["speaker"][0], d.facets["country"][0], d.latest))
            cursor.execute(
                "CREATE TABLE bench.word AS SELECT word FROM ts_stat('SELECT exact FROM bench.quote')"
            )
            for index in ("USING gin (stems)", "USING gin (exact)", "(speaker)", "(country, day)", "(day)"):
                cursor.execute(f"CREATE INDEX ON bench.quote {index}")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch; ANALYZE bench.quote")

    def bytes(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('bench.quote')")
            return int(cursor.fetchone()[0])

    def open(self) -> None:
        self.cursor = connection.cursor()
        self.cursor.execute("SET max_parallel_workers_per_gather = 0")

    def close(self) -> None:
        self.cursor.execute("DROP SCHEMA bench CASCADE")

    def run(self, case: Case) -> int:
        column, tsquery, values = self._match(case)
        where, more = self._where(case)
        shown = f", ts_headline('english', words, {tsquery})" if case.highlight else ""
        found = f"FROM bench.quote WHERE {column} @@ {tsquery}{where}"
        if case.newest:  # materialized: else the planner reads by day and tests every row
            source = f"found AS MATERIALIZED (SELECT id, day, words {found})"
            page = "SELECT id, words, (SELECT count(*) FROM found) AS n FROM found ORDER BY day DESC, id"
            self.cursor.execute(f"WITH {source} {page} LIMIT {PAGE} OFFSET {case.start}", [*values, *more])
        else:
            ranked = f"SELECT id, words, count(*) OVER () AS n {found} ORDER BY ts_rank({column}, {tsquery}) DESC, id"
            self.cursor.execute(
                f"SELECT id, words, n{shown} FROM ({ranked} LIMIT {PAGE} OFFSET {case.start}) AS page",
                [*(values if case.highlight else []), *values, *more, *values],
            )
        rows = self.cursor.fetchall()
        for name in case.facets:
            self.cursor.execute(
                f"SELECT {name}, count(*) FROM bench.quote WHERE {column} @@ {tsquery}{where} GROUP BY 1",
                [*values, *more],
            )
            self.cursor.fetchall()
        return int(rows[0][2]) if rows else 0

    def _match(self, case: Case) -> tuple[str, str, list[str]]:
        if case.operator == "phrase":
            return "exact", "phraseto_tsquery('simple', %s)", [" ".join(case.words)]
        if case.operator == "prefix":
            return "exact", "to_tsquery('simple', %s)", [f"{case.words[0]}:*"]
        if case.operator == "fuzzy":
            return "exact", "to_tsquery('simple', %s)", [" | ".join(self._near(case.words[0]))]
        return (
            "stems",
            "to_tsquery('english', %s)",
            [(" | " if case.operator == "any" else " & ").join(case.words)],
        )

    def _near(self, word: str) -> list[str]:
        self.cursor.execute(
            "SELECT word FROM bench.word WHERE word LIKE %s AND length(word) BETWEEN %s AND %s"
            " AND levenshtein_less_equal(word, %s, 1) <= 1",
            [f"{word[0]}%", len(word) - 1, len(word) + 1, word],
        )
        return [row[0] for row in self.cursor.fetchall()] or [word]

    def _where(self, case: Case) -> tuple[str, list[Any]]:
        given = {
            "speaker = %s": case.speaker,
            "country = %s": case.country,
            "day >= %s": case.said_from,
            "day <= %s": case.said_to,
        }
        return "".join(f" AND {test}" for test, value in given.items() if value), [
            v for v in given.values() if v
        ]


class Fts5:
    """SQLite's full text with Porter stemming; filters in the table beside it. It has no near words."""

    cannot = frozenset({"fuzzy"})

    name = "fts5"

    def __init__(self, home: Path, texts: list[str]) -> None:
        self.path, self.texts = home / self.name / "quotes.db", texts

    def load(self, documents: list[Document]) -> None:
        self.path.parent.mkdir(parents=True)
        base = sqlite3.connect(self.path)
        base.execute("CREATE VIRTUAL TABLE stems USING fts5(words, tokenize='porter unicode61', prefix='4')")
        base.execute(
            "CREATE VIRTUAL TABLE exact USING fts5(words, tokenize='unicode61', prefix='4', content='')"
        )
        base.execute("CREATE TABLE quote (id INTEGER PRIMARY KEY, speaker INT, country TEXT, day INT)")
        base.executemany(
            "INSERT INTO stems (rowid, words) VALUES (?, ?)", ((d.id, d.words) for d in documents)
        )
        base.executemany(
            "INSERT INTO exact (rowid, words) VALUES (?, ?)", ((d.id, d.words) for d in documents)
        )
        base.executemany("INSERT INTO quote VALUES (?, ?, ?, ?)", map(self._row, documents))
        for index in ("speaker", "country, day", "day"):
            base.execute(f"CREATE INDEX quote_{index[:3]} ON quote ({index})")
        base.execute("ANALYZE")
        base.commit()
        base.close()

    @staticmethod
    def _row(d: Document) -> tuple[Any, ...]:
        return d.id, d.facets["speaker"][0], d.facets["country"][0], ordinal(d.latest)

    def bytes(self) -> int:
        return size_of(self.path.parent)

    def open(self) -> None:
        self.base = sqlite3.connect(self.path)

    def run(self, case: Case) -> int:
        table = "exact" if case.operator in {"phrase", "prefix"} else "stems"
        where, values = self._where(case)
        source = f"FROM {table} JOIN quote ON id = {table}.rowid WHERE {table} MATCH ?{where}"
        order = "day DESC" if case.newest else "rank"
        words = [self._match(case), *values]
        shown = ", highlight(stems, 0, '<', '>')" if case.highlight else ""
        self.base.execute(
            f"SELECT id{shown} {source} ORDER BY {order} LIMIT {PAGE} OFFSET {case.start}", words
        ).fetchall()
        for name in case.facets:
            self.base.execute(f"SELECT {name}, count(*) {source} GROUP BY 1", words).fetchall()
        (total,) = self.base.execute(f"SELECT count(*) {source}", words).fetchone()
        return int(total)

    def _match(self, case: Case) -> str:
        joined = " ".join(case.words)
        return {"phrase": f'"{joined}"', "prefix": f"{joined}*", "any": " OR ".join(case.words)}.get(
            case.operator, joined
        )

    def _where(self, case: Case) -> tuple[str, list[Any]]:
        given = {
            "speaker = ?": case.speaker,
            "country = ?": case.country,
            "day >= ?": ordinal(case.said_from),
            "day <= ?": ordinal(case.said_to),
        }
        return "".join(f" AND {test}" for test, value in given.items() if value), [
            v for v in given.values() if v
        ]


class Tantivy:
    """The Rust engine that others moved to; counts and facets in the same search."""

    name = "tantivy"

    def __init__(self, home: Path, texts: list[str]) -> None:
        self.home, self.texts = home / self.name, texts

    def load(self, documents: Iterable[Document]) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        writer = tantivy.Index(self._schema(), path=str(self.home)).writer(
            heap_size=200_000_000, num_threads=1
        )
        for d in documents:
            document = tantivy.Document(text=d.words, exact=d.words, country=d.facets["country"][0])
            document.add_unsigned("id", d.id)
            document.add_unsigned("speaker", int(d.facets["speaker"][0]))
            document.add_unsigned("day", ordinal(d.latest))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @staticmethod
    def _schema() -> Any:
        builder = tantivy.SchemaBuilder()
        for name in ("id", "speaker", "day"):
            builder.add_unsigned_field(name, stored=name == "id", indexed=True, fast=True)
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem", index_option="freq")
        builder.add_text_field("exact", stored=False, tokenizer_name="default")
        builder.add_text_field("country", stored=False, tokenizer_name="raw", index_option="basic", fast=True)
        return builder.build()

    def bytes(self) -> int:
        return size_of(self.home)

    def open(self) -> None:
        self.index = tantivy.Index.open(str(self.home))
        self.searcher, self.schema = self.index.searcher(), self.index.schema
        self.stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """As its own stemmer has it: a newer Snowball, which keeps organization and organ apart."""
        if word not in self.stems:
            term = str(self.index.parse_query(word, ["text"]))
            self.stems[word] = term.rpartition(', "')[2].rstrip('")')
        return self.stems[word]

    def differs(self, case: Case) -> str:
        """Why its total need not be ours; "" where it must be."""
        if case.operator not in {"all", "any"}:
            return ""
        apart = [word for word in case.words if self.stem(word) != stem(word)]
        return f"its stem of {apart[0]} is {self.stem(apart[0])}, ours {stem(apart[0])}" if apart else ""

    def run(self, case: Case) -> int:
        query = self._query(case)
        sort = ("day", tantivy.Order.Desc) if case.newest else (None, tantivy.Order.Desc)
        found = self.searcher.search(query, PAGE, True, sort[0], case.start, sort[1])
        hits = [self.searcher.doc(address) for _, address in found.hits]
        if case.facets:
            self.searcher.aggregate(query, {n: {"terms": {"field": n, "size": 3000}} for n in case.facets})
        if case.highlight:
            snippets = tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "text")
            for hit in hits:
                snippets.snippet_from_doc(hit).to_html()
        return int(found.count)

    def _query(self, case: Case) -> Any:
        words = self._words(case)
        wanted = [(tantivy.Occur.Must, words)]
        if case.speaker:
            wanted.append(
                (tantivy.Occur.Must, tantivy.Query.term_query(self.schema, "speaker", case.speaker))
            )
        if case.country:
            wanted.append(
                (tantivy.Occur.Must, tantivy.Query.term_query(self.schema, "country", case.country))
            )
        if case.said_from:
            days = ordinal(case.said_from), ordinal(case.said_to)
            span = tantivy.Query.range_query(self.schema, "day", tantivy.FieldType.Unsigned, *days)
            wanted.append((tantivy.Occur.Must, span))
        return words if len(wanted) == 1 else tantivy.Query.boolean_query(wanted)

    def _words(self, case: Case) -> Any:
        if case.operator == "prefix":
            return tantivy.Query.regex_query(self.schema, "exact", f"{case.words[0]}.*")
        if case.operator == "fuzzy":
            return tantivy.Query.fuzzy_term_query(
                self.schema, "exact", case.words[0], distance=1, transposition_cost_one=False
            )
        if case.operator == "phrase":
            return tantivy.Query.phrase_query(self.schema, "exact", list(case.words))
        terms = [tantivy.Query.term_query(self.schema, "text", self.stem(word)) for word in case.words]
        occur = tantivy.Occur.Should if case.operator == "any" else tantivy.Occur.Must
        return terms[0] if len(terms) == 1 else tantivy.Query.boolean_query([(occur, term) for term in terms])
