"""`connections.py PORT NUMBER SECONDS [known]`: so many readers, each on a connection of its own, ask one page after the other.

The addresses stand on the input, one on a line. Prints as JSON how many answers of each status came, and the times in
seconds. With `known`, they ask as browsers do that have the pages: each was fetched before the time begins. What it takes itself
is taken from the server on the same machine: so it knows no more of HTTP than it must.
"""

import json
import re
import selectors
import socket
import sys
from collections import Counter
from collections.abc import Callable
from itertools import cycle
from time import monotonic

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
END = b"\r\n\r\n"

statuses: Counter[int] = Counter()
times: list[float] = []


def asking(path: str, tag: bytes = b"") -> bytes:
    known = b"If-None-Match: " + tag + b"\r\n" if tag else b""
    return b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s\r\n" % (path.encode(), known)


class Reader:
    """Whoever is refused or cut off counts as status 0 and comes again."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.connect()

    def connect(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", PORT), 10, (f"127.0.2.{self.number}", 0))
        selector.register(self.sock, selectors.EVENT_READ, self)
        self.ask()

    def ask(self) -> None:
        self.path, self.got, self.whole = next(addresses), b"", 0
        self.started = monotonic()
        self.sock.sendall(requests[self.path])

    def look(self) -> None:
        try:
            if not (new := self.sock.recv(1 << 18)):
                raise ConnectionResetError
            self.got += new
            if self.is_whole():
                self.note()
                self.ask()
        except OSError:
            statuses[0] += 1
            selector.unregister(self.sock)
            self.sock.close()
            self.connect()

    def is_whole(self) -> bool:
        if not self.whole and (end := self.got.find(END)) >= 0:
            length = LENGTH.search(self.got, 0, end)
            self.whole = end + len(END) + (int(length[1]) if length else 0)
        return 0 < self.whole <= len(self.got)

    def note(self) -> None:
        statuses[status := int(self.got[9:12])] += 1
        times.append(monotonic() - self.started)
        if REMEMBER and status == 200 and (tag := TAG.search(self.got)):
            requests[self.path] = asking(self.path, tag[1])


PORT, READERS, SECONDS = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
REMEMBER = sys.argv[4:] == ["known"]
asked = sys.stdin.read().split()
addresses, requests = cycle(asked), {path: asking(path) for path in asked}
selector = selectors.DefaultSelector()


def read_until(done: Callable[[], bool]) -> None:
    while not done():
        for key, _ in selector.select(1):
            key.data.look()


for number in range(1, READERS + 1):
    Reader(number)
if REMEMBER:
    read_until(lambda: sum(statuses.values()) >= 2 * len(requests))
    statuses.clear()
    times.clear()
until = monotonic() + SECONDS
read_until(lambda: monotonic() > until)
sys.stdout.write(json.dumps({"statuses": statuses, "times": times}))
