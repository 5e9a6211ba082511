"""`crawling.py PORT NUMBER`: one client who sends so many requests at once, until its input ends."""

import os
import sys
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Thread

# Deep pages, facets, files: each another one, so that nothing is answered from what was kept.
ADDRESSES = (
    "/quotes/?q=peace&page={}",
    "/quotes/?q=talks&country=US&speaker={}&sort=newest",
    "/quotes/?q=grain+OR+gas&said_from=2014-01-{:02}",
    "/export/quotes.csv?q=border&page={}",
    "/timeline/?q=vote&speaker={}",
)
HERE = (f"127.0.1.{os.getpid() % 250 + 1}", 0)  # each time another client, whose rate is not used up
answered: Counter[int] = Counter()
numbers = count(1)


def crawl(port: int) -> None:
    while True:
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", port, timeout=60, source_address=HERE)
            for number in numbers:
                connection.request("GET", ADDRESSES[number % len(ADDRESSES)].format(number % 28 + 1))
                answer = connection.getresponse()
                answer.read()
                answered[answer.status] += 1


os.nice(19)  # whoever crawls has a machine of his own
for _ in range(int(sys.argv[2])):
    Thread(target=crawl, args=[int(sys.argv[1])], daemon=True).start()
sys.stdin.read()
sys.stdout.write(str(dict(answered)))
