"""JSON Lines: one quote a line, and the JSON Schema that says what its fields mean."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from archive.outputs.records import Quote, record
from archive.reading.quoted import Quoted


def write(quotes: Iterable[Quoted]) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    return (encoder.encode(record(quote)) + b"\n" for quote in quotes)


def dictionary() -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Quote)}
