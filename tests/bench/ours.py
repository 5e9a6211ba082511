"""This archive's engines, from the reader's text to ids, total, counts and highlights."""

from contextlib import ExitStack
from pathlib import Path

from archive.query import QuoteQuery
from archive.search.contract import QUOTES, Answer, Document, Request
from archive.search.engines.opensearch.client import Client
from archive.search.engines.opensearch.index import OpenSearchIndex
from archive.search.engines.whoosh.index import search
from archive.search.engines.whoosh.reader import IndexReader, Store
from archive.search.engines.whoosh.writer import create, writing
from archive.search.language import parse, simplify
from archive.search.shown import highlight
from tests.bench.cases import PAGE, Case
from tests.opensearch import nodes

BATCH = 200_000


class Engine:
    def __init__(self, home: Path, texts: list[str]) -> None:
        self.home, self.texts = home / self.name, texts

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
            query,
            simplify(parse(text)),
            "bench",
            start=case.start,
            stop=case.start + PAGE,
            facets=case.facets,
        )
        answer = self.answer(request)
        if case.highlight:
            for key in answer.ids:
                highlight(text, self.texts[key - 1])
        return answer.total


class Ours(Engine):
    name = "ours"

    def __init__(self, home: Path, texts: list[str]) -> None:
        super().__init__(home, texts)
        self.store = Store(self.home)

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

    def answer(self, request: Request) -> Answer:
        return search(self.reader.snapshot(), request)


class OpenSearch(Engine):
    """One node on this machine, over HTTP. It needs `make opensearch`, and is warm after thousands of queries."""

    name = "opensearch"
    # As in production: the compiler and the collector that a server has, not the quick start of tests.
    FLAGS = ("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
    WARM = 2_000

    def __init__(self, home: Path, texts: list[str]) -> None:
        super().__init__(home, texts)
        if why := nodes.missing():
            raise SystemExit(f"opensearch: {why}")
        self._stack = ExitStack()
        [node] = self._stack.enter_context(nodes.running(flags=self.FLAGS))
        self.index = OpenSearchIndex(Client((node.url,)), "bench", 1, 0)

    def load(self, documents: list[Document]) -> None:
        with self.index.building(1) as new:
            new.add(QUOTES, iter(documents))
            new.publish("bench", 1, {})

    def bytes(self) -> int:
        return self.index.held().bytes

    def open(self) -> None:
        self.index.client.call(
            "POST", f"/{self.index.alias(QUOTES, 'bench')}/_forcemerge?max_num_segments=1", None, 300
        )

    def warm(self, cases: list[Case]) -> None:
        for at in range(self.WARM):
            self.run(cases[at % len(cases)])

    def answer(self, request: Request) -> Answer:
        return self.index.answer(QUOTES, request)

    def close(self) -> None:
        self._stack.close()


def text_of(case: Case) -> str:
    joined = " ".join(case.words)
    return {
        "all": joined,
        "any": " OR ".join(case.words),
        "phrase": f'"{joined}"',
        "prefix": f"{joined}*",
        "fuzzy": f"{joined}~",
    }[case.operator]
