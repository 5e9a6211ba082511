"""gunicorn's threads, where slow clients wait at the door, not in a thread, and those who sign in take turns."""

import re
import socket
import struct
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from mmap import mmap
from selectors import EVENT_READ
from typing import Any

from django.conf import settings
from gunicorn.workers.gthread import TConn, ThreadWorker

from archive.operations import clients

HEAD_SECONDS = 10.0  # for the head of a request; a stalled body may take as long
SENDING_SECONDS = 30  # without a byte of the answer being taken
HEAD_BYTES = 65_536
TIMEOUTS = {socket.SO_RCVTIMEO: int(HEAD_SECONDS), socket.SO_SNDTIMEO: SENDING_SECONDS}
SWITCH_SECONDS = 0.001  # a thread that computes gives way to one that got its answer from the database
REST = 3  # times the work: how long readers have the processor alone before the next who signs in
LOGIN = re.compile(rb"[A-Z]+ \S*/login/")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,4})[ \t]*(?:\r|$)", re.IGNORECASE)
FORWARDED = re.compile(rb"\r\nx-forwarded-for:[ \t]*([^\r\n]*)", re.IGNORECASE)
MOST_HELD_OFF = 500
# How many connections each worker holds, and at which second that was so: the memory is shared by all whom one master
# starts, since it reads this module before.
HELD = struct.Struct("II")
PLACES, LATELY = 64, 3
held_by_all = mmap(-1, HELD.size * PLACES)
STEP, MOST_STEPS = 0.001, 5  # seconds for each connection that a worker holds more than another
LONG = re.compile(rb"\r\n(?:content-length:[ \t]*[0-9]{5}|transfer-encoding:)", re.IGNORECASE)


class WebWorker(ThreadWorker):
    """A thread gets a connection when the whole head of its request is there.

    Who keeps a connection stays with the worker that took it, so the workers take as many each. All who sign in share one thread, which rests between them: however many guess passwords, readers have the others.
    """

    def init_process(self) -> None:
        self.held_off: deque[tuple[float, TConn]] = deque()
        sys.setswitchinterval(SWITCH_SECONDS)
        self.signing_in, self.rested = ThreadPoolExecutor(max_workers=1), 0.0
        super().init_process()

    def notify(self) -> None:
        super().notify()
        HELD.pack_into(held_by_all, self.age % PLACES * HELD.size, self.nr_conns, int(time.monotonic()))

    def accept(self, listener: Any) -> None:
        """Waits a moment while another has fewer, so that it takes this one; nobody waits for one that hangs."""
        now = int(time.monotonic())
        fewest = min((held for held, at in HELD.iter_unpack(held_by_all) if now - at < LATELY), default=0)
        if (ahead := self.nr_conns - fewest) > 0:
            time.sleep(STEP * min(ahead, MOST_STEPS))
        super().accept(listener)

    def enqueue_req(self, conn: TConn) -> None:
        read_ahead = conn.parser is not None and conn.parser.unreader.buf.getvalue()
        if read_ahead or (seen := peeked(conn.sock)) < 0:
            self._let_in(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)  # which closes those whose time is up
        self._wait_for_more(conn, seen)

    def _wait_for_more(self, conn: TConn, seen: int) -> None:
        """Not to be told of the same bytes again and again."""
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, seen + 1)
        self.poller.register(conn.sock, EVENT_READ, partial(self._look_again, conn, seen))

    def _look_again(self, conn: TConn, seen: int, sock: socket.socket) -> None:
        self.poller.unregister(sock)
        now = peeked(sock)
        if seen < now:
            self._wait_for_more(conn, now)
        else:  # all is there, or nothing more will come
            self.pending_conns.remove(conn)
            self._let_in(conn)

    def murder_pending(self) -> None:
        """Called every second at least; it also lets in those whose time has come."""
        super().murder_pending()
        while self.held_off and self.held_off[0][0] <= time.monotonic():
            self._hand_over(self.held_off.popleft()[1])

    def _let_in(self, conn: TConn) -> None:
        """Whoever was refused a moment ago and asks again, however often, waits at the door, where it costs nothing."""
        if len(self.held_off) < MOST_HELD_OFF and clients.lately_refused(client(conn)):
            self.held_off.append((time.monotonic() + clients.SECONDS, conn))
        else:
            self._hand_over(conn)

    def _hand_over(self, conn: TConn) -> None:
        for option, seconds in TIMEOUTS.items():
            conn.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.data_ready = True
        signs_in = takes_turns(beginning(conn))
        future = (
            self.signing_in.submit(self._in_turn, conn) if signs_in else self.tpool.submit(self.handle, conn)
        )
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _in_turn(self, conn: TConn) -> Any:
        time.sleep(max(0.0, self.rested - time.monotonic()))
        before = time.thread_time()
        try:
            return self.handle(conn)
        finally:
            self.rested = time.monotonic() + REST * (time.thread_time() - before)


def client(conn: TConn) -> str:
    peer = conn.client[0] if isinstance(conn.client, tuple) else ""
    told = FORWARDED.findall(beginning(conn).partition(b"\r\n\r\n")[0]) if settings.TRUST_PROXY else []
    return clients.client(peer, told[-1].decode("latin-1") if told else "")


def beginning(conn: TConn) -> bytes:
    """Of the next request: what was read ahead of it, or what waits to be read."""
    if conn.parser is not None and (read_ahead := conn.parser.unreader.buf.getvalue()):
        return bytes(read_ahead)
    try:
        return bytes(conn.sock.recv(HEAD_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except OSError:
        return b""


def takes_turns(seen: bytes) -> bool:
    """A form that may still be on its way would hold up the others."""
    return bool(LOGIN.match(seen)) and not LONG.search(seen.partition(b"\r\n\r\n")[0])


def peeked(sock: socket.socket) -> int:
    """How much of a head is there, or -1: all of it, more than a head may have, or an end. The thread answers those."""
    try:
        seen = sock.recv(HEAD_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return 0
    except OSError:
        return -1
    return -1 if not seen or len(seen) == HEAD_BYTES or is_whole(seen) else len(seen)


def is_whole(seen: bytes) -> bool:
    """The head; of a login its form too, which would hold up the others."""
    head, end, body = seen.partition(b"\r\n\r\n")
    length = LENGTH.search(head) if LOGIN.match(head) else None
    return bool(end) and (length is None or len(body) >= int(length[1]))
