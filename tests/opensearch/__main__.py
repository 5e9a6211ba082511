"""`python -m tests.opensearch`: one node until it is told to stop; its address is the first line that it prints."""

import signal
import sys
import threading

from tests.opensearch import nodes

if __name__ == "__main__":
    if why := nodes.missing():
        sys.exit(why)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with nodes.running() as [node]:
        print(node.url, flush=True)  # noqa: T201
        while not stop.wait(1) and node.process.poll() is None:
            pass
