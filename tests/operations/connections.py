"""`connections.py PORT NUMBER SECONDS [known]`: so many readers, each on a connection of its own, ask one page after the other.

The addresses stand on the input, one on a line. Prints as JSON how many answers of each status came, and the times in
seconds. With `known`, they ask as browsers do that have the page.
"""

import asyncio
import json
import sys
from collections import Counter
from itertools import cycle
from time import monotonic

statuses: Counter[int] = Counter()
times: list[float] = []
addresses = cycle(sys.stdin.read().split())


async def read(port: int, reader: int, until: float, known: dict[str, bytes]) -> None:
    """Whoever is refused or cut off counts as status 0 and comes again."""
    while monotonic() < until:
        try:
            source, sink = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(f"127.0.2.{reader + 1}", 0)
            )
            while monotonic() < until:
                await ask(source, sink, next(addresses), known)
        except (OSError, asyncio.IncompleteReadError):
            statuses[0] += 1


async def ask(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, path: str, known: dict[str, bytes]
) -> None:
    started = monotonic()
    tag = b"If-None-Match: " + known[path] + b"\r\n" if path in known else b""
    sink.write(
        b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s\r\n" % (path.encode(), tag)
    )
    head = await source.readuntil(b"\r\n\r\n")
    lines = (line.partition(b": ") for line in head.split(b"\r\n")[1:])
    headers = {name.lower(): value for name, _, value in lines}
    await source.readexactly(int(headers.get(b"content-length", 0)))
    statuses[int(head[9:12])] += 1
    times.append(monotonic() - started)
    if REMEMBER and b"etag" in headers:
        known[path] = headers[b"etag"]


async def main(port: int, readers: int, seconds: float) -> None:
    known: dict[str, bytes] = {}
    until = monotonic() + seconds
    await asyncio.gather(*(read(port, reader, until, known) for reader in range(readers)))


REMEMBER = sys.argv[4:] == ["known"]
asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
sys.stdout.write(json.dumps({"statuses": statuses, "times": times}))
