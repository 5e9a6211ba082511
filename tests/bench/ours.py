"""This archive's engine, from the reader's text to ids, total, counts and highlights."""

from pathlib import Path

from archive.query import QuoteQuery
from archive.search.contract import Document, Request
from archive.search.engines.whoosh.engine import search
from archive.search.engines.whoosh.reader import IndexReader
from archive.search.engines.whoosh.store import Store
from archive.search.engines.whoosh.writer import create, writing
from archive.search.highlights import highlight
from archive.search.language import parse, simplify
from tests.bench.cases import PAGE, Case

BATCH = 200_000


class Ours:
    name = "ours"

    def __init__(self, home: Path, texts: list[str]) -> None:
        self.store, self.texts = Store(home / self.name), texts

    def load(self, documents: list[Document]) -> None:
        directory = self.store.new_directory()
        create(directory)
        for at in range(0, len(documents), BATCH):
            with writing(directory) as writer:
                for document in documents[at : at + BATCH]:
                    writer.add(document)
        self.store.publish(directory, "bench")

    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.store.directory().iterdir())

    def open(self) -> None:
        self.reader = IndexReader(self.store)
        self.reader.snapshot()

    def run(self, case: Case) -> int:
        text = text_of(case)
        query = QuoteQuery(
            q=text,
            speaker=(case.speaker,) if case.speaker else (),
            country=(case.country,) if case.country else (),
            said_from=case.said_from,
            said_to=case.said_to,
            sort="newest" if case.newest else "relevance",
        )
        request = Request(
            query, simplify(parse(text)), start=case.start, stop=case.start + PAGE, facets=case.facets
        )
        answer = search(self.reader.snapshot(), request)
        if case.highlight:
            for key in answer.ids:
                highlight(text, self.texts[key - 1])
        return answer.total


def text_of(case: Case) -> str:
    joined = " ".join(case.words)
    return {
        "all": joined,
        "any": " OR ".join(case.words),
        "phrase": f'"{joined}"',
        "prefix": f"{joined}*",
        "fuzzy": f"{joined}~",
    }[case.operator]
