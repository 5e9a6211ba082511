"""OpenSearch behind the seam: an index that several hosts share.

The name of the alias holds the epoch of the database and the version of the documents, so that an index of another state is
not found at all. Writes carry the number of the change that they know of as their version: what comes late, from a worker
that was thought dead or from a build, never replaces what is newer.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice
from math import ceil
from secrets import token_hex
from time import monotonic, strftime
from typing import Any
from zlib import crc32

from archive.search.analysis import STOP_WORDS, stem, within_one_edit
from archive.search.contract import (
    ARTICLES,
    NUMBERS,
    QUOTES,
    STEP,
    Answer,
    Document,
    Facet,
    Held,
    IndexAwayError,
    IndexUnavailableError,
    Kind,
    Marker,
    Read,
    Request,
    TooBroadError,
    Walk,
    check_version,
    commonest,
)
from archive.search.engines.opensearch.client import WRITE_SECONDS, Body, Client, patience
from archive.search.engines.opensearch.documents import LINE, VERSION, index_body, source
from archive.search.engines.opensearch.queries import any_value, beyond, question, term

KINDS: tuple[Kind, ...] = (QUOTES, ARTICLES)
# OpenSearch's own bounds: hits of one page of results, and what is asked or sent at once.
WINDOW = 10_000
BULK, SLOW_SECONDS = 500, 60.0
LOOKED_AT, MOST_CORRECTIONS = 50, 20

Ask = Callable[[str, str, Body | None, float], Body]


class OpenSearchIndex:
    name = "opensearch"

    def __init__(self, client: Client, prefix: str, shards: int, replicas: int) -> None:
        self.client, self.prefix, self._shape = client, prefix, (shards, replicas)
        self._targets: dict[Kind, list[str]] = {}  # what the worker writes to
        self._marker = f"/{prefix}-marker/_doc/marker"
        self._seen = 0

    # Searching

    def answer(self, kind: Kind, request: Request) -> Answer:
        alias, far = self._alias_for(kind, request), request.stop > WINDOW
        found = self._first(alias, request, 0 if far else max(request.stop - request.start, 0))
        ids = _ids(found)
        if far:
            ids = list(islice(self._walk(alias, question(request)), request.start, request.stop))
        counts = {
            name: self._facet(alias, request, name, found["aggregations"][name]) for name in request.facets
        }
        return Answer(ids, found["hits"]["total"]["value"], counts)

    def walk(self, request: Request) -> Walk:
        alias, body = self._alias_for(QUOTES, request), question(replace(request, facets=()))
        total = self._first(alias, replace(request, facets=()), 0)["hits"]["total"]["value"]
        if request.after:
            body["query"]["bool"]["filter"].append(beyond(*request.after, request.query.sort))
        return self._walk(alias, body), total

    def _alias_for(self, kind: Kind, request: Request) -> str:
        if not self._knows(request.seen):
            raise IndexUnavailableError("the index is behind the database: an older one was put back")
        return self.alias(kind, request.epoch)

    def _knows(self, change: int) -> bool:
        """The marker tells; it is read once for a batch of changes."""
        if self._seen < change:
            marker = self.client.read("GET", self._marker)["_source"]
            self._seen = marker.get("seen", 0)
        return self._seen >= change

    def _first(self, alias: str, request: Request, size: int) -> Body:
        """The total, the facets and one page."""
        left = request.deadline - monotonic()
        if left <= 0:
            raise TooBroadError
        body = question(request) | {"size": size, "timeout": f"{ceil(left * 1000)}ms"}
        if size:
            body["from"] = request.start
        else:
            del body["sort"]
        return self._search(alias, body, self._options(request), left)

    def _options(self, request: Request) -> str:
        """Scores are the same on every page: of the same copies, and over all shards."""
        if request.query.sort != "relevance":
            return ""
        spread = "&search_type=dfs_query_then_fetch" if self._shape[0] > 1 else ""
        return f"&preference={crc32(request.query.q.encode())}{spread}"

    def _search(self, alias: str, body: Body, options: str = "", seconds: float = 0) -> Body:
        path = f"/{alias}/_search?allow_partial_search_results=false{options}"
        found = self.client.read("POST", path, body, seconds)
        if found["timed_out"]:  # too broad, or a server that was stopped: PostgreSQL finds out which
            raise IndexUnavailableError("the search servers did not finish in time")
        return found

    def _facet(self, alias: str, request: Request, name: str, counted: Body) -> Facet:
        first, most = counted["values"], request.limit(name)
        rows: Iterable[tuple[str, int]] = chain(_rows(first), _rows(counted.get("these", {"buckets": ()})))
        many = counted["many"]["value"] if first["sum_other_doc_count"] and most is not None else None
        if first["sum_other_doc_count"] and (most is None or not _certain(first)):
            rows, many = self._all_values(alias, request, name), None
        counts = {int(value) if name in NUMBERS else value: count for value, count in rows}
        return commonest(counts, most, request.kept(name), len(counts) if many is None else many)

    def _all_values(self, alias: str, request: Request, name: str) -> Iterator[tuple[str, int]]:
        """Of a facet with so many that they come in pieces."""
        asked = question(request)
        query = {"bool": {"filter": [asked["query"], asked["aggs"][name]["filter"]]}}
        after: Body = {}
        while True:
            pieces = {"size": WINDOW, "sources": [{"value": {"terms": {"field": name}}}], **after}
            body = {"size": 0, "query": query, "aggs": {"values": {"composite": pieces}}}
            found = self._search(alias, body)["aggregations"]["values"]
            yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in found["buckets"])
            if "after_key" not in found:
                return
            after = {"after": found["after_key"]}

    def _walk(self, alias: str, body: Body) -> Iterator[int]:
        """All hits in order, of the index as it is when the first is asked for."""
        pit = self.client.read("POST", f"/{alias}/_search/point_in_time?keep_alive=5m")["pit_id"]
        body = {
            **body,
            "size": min(STEP, WINDOW),
            "track_total_hits": False,
            "pit": {"id": pit, "keep_alive": "5m"},
        }
        body.pop("aggs", None)
        at = len(body["sort"]) - 1
        try:
            while hits := self.client.read("POST", "/_search", body, SLOW_SECONDS)["hits"]["hits"]:
                yield from (hit["sort"][at] for hit in hits)
                body["search_after"] = hits[-1]["sort"]
        finally:
            with suppress(IndexUnavailableError):
                self.client.call("DELETE", "/_search/point_in_time", {"pit_id": [pit]})

    def answers(self, epoch: str) -> bool:
        try:
            return not self.client.breaker.is_open and self.client.searches(self.alias(QUOTES, epoch))
        except IndexUnavailableError:
            return False

    # Words

    def frequencies(self, epoch: str, terms: Iterable[str]) -> dict[str, int]:
        return self._counted(epoch, {word: term("exact", word) for word in terms})[1]

    def standing(self, epoch: str, terms: Iterable[str]) -> tuple[int, dict[str, int]]:
        return self._counted(
            epoch,
            {word: term("exact", word) if word in STOP_WORDS else term("text", stem(word)) for word in terms},
        )

    def _counted(self, epoch: str, filters: Mapping[str, Any]) -> tuple[int, dict[str, int]]:
        """How many quotes there are, and how many each filter keeps."""
        if not filters:
            return 0, {}
        body = {"size": 0, "track_total_hits": True, "aggs": {"each": {"filters": {"filters": filters}}}}
        found = self._search(self.alias(QUOTES, epoch), body)
        buckets = found["aggregations"]["each"]["buckets"]
        return found["hits"]["total"]["value"], {word: buckets[word]["doc_count"] for word in filters}

    def corrections(self, epoch: str, terms: Sequence[str]) -> list[list[str]]:
        asked = {
            "field": "exact",
            "suggest_mode": "always",
            "max_edits": 1,
            "prefix_length": 0,
            "min_word_length": 1,
            "sort": "frequency",
            "size": MOST_CORRECTIONS,
        }
        each = {str(at): {"text": word, "term": asked} for at, word in enumerate(terms)}
        found = self._search(self.alias(QUOTES, epoch), {"size": 0, "suggest": each})["suggest"]
        options = ([option["text"] for part in found[at] for option in part["options"]] for at in each)
        return [
            [near for near in nears if within_one_edit(near, word)]
            for word, nears in zip(terms, options, strict=True)
        ]

    def completions(self, epoch: str, prefix: str, hidden: Collection[int], limit: int) -> list[str]:
        """The commonest in the newest quotes that have any: a list of all words with counts would have to be kept."""
        body = {
            "query": {
                "bool": {
                    "filter": [{"prefix": {"exact": prefix}}],
                    "must_not": [{"terms": {"id": sorted(hidden)}}],
                }
            },
            "sort": [{"latest": {"order": "desc", "missing": "_last"}}],
            "size": LOOKED_AT,
            "_source": False,
            "stored_fields": ["written"],
            "track_total_hits": False,
        }
        hits = self._search(self.alias(QUOTES, epoch), body)["hits"]["hits"]
        held = Counter(
            word
            for hit in hits
            for word in hit["fields"]["written"][0].split(LINE)
            if word.startswith(prefix)
        )
        return sorted(held, key=lambda word: (-held[word], word))[:limit]

    # For the worker

    def alias(self, kind: Kind, epoch: str) -> str:
        return f"{self.prefix}-{kind}-{epoch}-{VERSION}"

    def marker(self) -> Marker:
        found = self.client.call("GET", self._marker, seconds=0)["_source"]  # /readyz does not wait either
        if not found.get("epoch"):
            raise IndexUnavailableError("there is no index yet")
        marker = Marker(found["version"], found["epoch"], found["seen"])
        check_version(marker.version, VERSION)
        if not all(self.client.searches(self.alias(kind, marker.epoch)) for kind in KINDS):
            raise IndexUnavailableError("the index was removed")
        building = found.get("building") or {}
        self._targets = {
            kind: [self.alias(kind, marker.epoch), *([building[kind]] if building else [])] for kind in KINDS
        }
        return marker

    def mark(self, marker: Marker) -> None:
        values = {"version": marker.version, "epoch": marker.epoch, "seen": marker.seen}
        self._note(values, WRITE_SECONDS)

    def _note(self, values: Body, seconds: float = SLOW_SECONDS) -> None:
        path = f"/{self.prefix}-marker/_update/marker?retry_on_conflict=5"
        self.client.call("POST", path, {"doc": values, "doc_as_upsert": True}, seconds)

    def replace(self, kind: Kind, ids: Collection[int], seen: int, read: Read) -> None:
        """In the index in use and in one that is being built."""
        targets = self._targets[kind]
        left = set(ids)
        for chunk in _chunks(read(ids), BULK):
            left.difference_update(document.id for document in chunk)
            self._write(targets, seen, [(document.id, source(kind, document)) for document in chunk], True)
        for gone in _chunks(sorted(left), BULK):
            self._write(targets, seen, [(key, None) for key in gone], True)

    def _write(
        self,
        targets: Iterable[str],
        seen: int,
        rows: Sequence[tuple[int, Body | None]],
        at_once: bool = False,
    ) -> None:
        """What is written `at_once` is found when this returns."""
        for target in targets:
            lines: list[Body] = []
            for key, held in rows:
                about = {"_id": str(key), "version": seen, "version_type": "external_gte"}
                lines += [{"delete": about}] if held is None else [{"index": about}, held]
            # An alias that is gone must not become an index by being written to.
            alias, refresh = target.endswith(VERSION), str(at_once).lower()
            options = f"refresh={refresh}&require_alias={str(alias).lower()}"
            found = self.client.bulk(f"/{target}/_bulk?{options}", lines, patience(len(rows)))
            if found["errors"]:
                _check([result for item in found["items"] for result in item.values()])

    def holding(self, quotes: Collection[int]) -> set[int]:
        found: set[int] = set()
        for chunk in _chunks(sorted(quotes), WINDOW):
            body = {
                "query": {"bool": {"filter": [any_value("quote", chunk)]}},
                "sort": [{"id": "asc"}],
                "size": WINDOW,
                "_source": False,
            }
            path = f"/{self._targets[ARTICLES][0]}/_search?allow_partial_search_results=false"
            found.update(_ids(self.client.call("POST", path, body, patience(len(chunk)))))
        return found

    def purge(self) -> None:
        """Lucene does it in its own time: not to be waited for."""
        for target in chain.from_iterable(self._targets.values()):
            path = f"/{target}/_forcemerge?max_num_segments=1&wait_for_completion=false"
            self.client.call("POST", path, None, SLOW_SECONDS)

    def withdraw(self) -> None:
        self.client.call("DELETE", f"/{self.prefix}-marker")
        self._remove(self._indexes())

    # For operators

    @contextmanager
    def building(self, seen: int) -> Iterator["OpenSearchBuilding"]:
        used = set(self._indexes(in_use=True))
        self._remove(
            name for name in self._indexes() if name not in used
        )  # what builds left that were killed
        at = f"{strftime('%Y%m%d-%H%M%S')}-{token_hex(4)}"
        new = OpenSearchBuilding(self, {kind: f"{self.prefix}-{kind}-{at}" for kind in KINDS}, seen)
        try:
            for kind, name in new.names.items():
                self.client.call("PUT", f"/{name}", index_body(kind, *self._shape), SLOW_SECONDS)
            self._note({"building": new.names})
            yield new
        except BaseException:
            with suppress(IndexUnavailableError):
                self._note({"building": None})
                published = set(self._indexes(in_use=True))
                self._remove(name for name in new.names.values() if name not in published)
            raise

    def _indexes(self, in_use: bool = False) -> list[str]:
        """By name; with `in_use`, those that an alias leads to."""
        pattern = ",".join(f"{self.prefix}-{kind}-*" for kind in KINDS)
        found = self.client.call("GET", f"/{pattern}/_alias")
        return [name for name, held in found.items() if held["aliases"] or not in_use]

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.client.call("DELETE", f"/{name}?ignore_unavailable=true", None, SLOW_SECONDS)

    def held(self) -> Held:
        marker = self.marker()
        names = ",".join(self.alias(kind, marker.epoch) for kind in KINDS)
        health = self.client.call("GET", f"/_cluster/health/{names}?timeout=0s")
        if health["status"] == "red":
            raise IndexAwayError("parts of the index are on search servers that are gone")
        found = self.client.call("GET", f"/{self.alias(QUOTES, marker.epoch)}/_stats/docs,store,segments")
        held = found["_all"]["primaries"]
        docs, segments = held["docs"], held["segments"]["count"]
        return Held(
            docs["count"], segments, docs["deleted"], self.client.place, held["store"]["size_in_bytes"]
        )

    def prints(self, kind: Kind) -> list[tuple[int, int]]:
        path = f"/{self.alias(kind, self.marker().epoch)}/_search?allow_partial_search_results=false"
        body: Body = {"size": WINDOW, "sort": [{"id": "asc"}], "_source": False, "docvalue_fields": ["print"]}
        found: list[tuple[int, int]] = []
        while hits := self.client.call("POST", path, body, SLOW_SECONDS)["hits"]["hits"]:
            found += ((hit["sort"][0], hit["fields"]["print"][0]) for hit in hits)
            body["search_after"] = hits[-1]["sort"]
        return found

    def damaged(self) -> list[str]:
        """OpenSearch looks after its bytes itself; what it cannot read, it does not serve."""
        self.held()
        return []


class OpenSearchBuilding:
    """The worker writes here too while the marker names it; versions make the order of the two irrelevant."""

    def __init__(self, index: OpenSearchIndex, names: dict[Kind, str], seen: int) -> None:
        self.names, self._index, self._seen = names, index, seen
        self.place = ", ".join(names.values())

    def add(self, kind: Kind, documents: Iterator[Document]) -> int:
        count = 0
        for chunk in _chunks(documents, BULK):
            rows = [(document.id, source(kind, document)) for document in chunk]
            self._index._write([self.names[kind]], self._seen, rows)
            count += len(chunk)
        return count

    def publish(self, epoch: str, seen: int, read: Mapping[Kind, Read]) -> None:
        client = self._index.client
        for name in self.names.values():
            client.call("POST", f"/{name}/_refresh", None, SLOW_SECONDS)
            client.call(
                "POST", f"/{name}/_search", {"size": 1, "sort": [{"id": "asc"}]}, SLOW_SECONDS
            )  # warm
        others = [name for name in self._index._indexes() if name not in self.names.values()]
        actions: list[Body] = [
            {"add": {"index": name, "alias": self._index.alias(kind, epoch)}}
            for kind, name in self.names.items()
        ]
        actions += ({"remove_index": {"index": name}} for name in others)
        client.call("POST", "/_aliases", {"actions": actions}, SLOW_SECONDS)
        self._index._note({"version": VERSION, "epoch": epoch, "seen": seen, "building": None})


def _rows(counted: Body) -> Iterator[tuple[str, int]]:
    return ((bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"])


def _certain(first: Body) -> bool:
    """Whether every part of the index counted each of the commonest, and what some did not tell of is rarer."""
    unsure = any(bucket["doc_count_error_upper_bound"] for bucket in first["buckets"])
    return not unsure and first["doc_count_error_upper_bound"] < first["buckets"][-1]["doc_count"]


def _ids(found: Body) -> list[int]:
    return [hit["sort"][-1] for hit in found["hits"]["hits"]]


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


def _check(results: Iterable[Body]) -> None:
    """What is there already in a newer version (409) is right; what is gone (404 without an error) is gone."""
    for result in results:
        status, error = result["status"], result.get("error") or {}
        if status == 429 or status >= 500:
            raise IndexAwayError(f"the search servers take no changes ({error.get('reason', status)})")
        if error and status != 409:
            raise IndexUnavailableError(
                f"the search servers refuse a document ({error.get('reason', status)})"
            )
