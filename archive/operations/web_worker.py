"""gunicorn's threads for a server without a proxy in front: slow clients wait at the door, not in a thread."""

import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10.0  # for the head of a request; a stalled body or an unread answer may take as long
HEAD_BYTES = 65_536
_STALLED = struct.pack("ll", int(HEAD_SECONDS), 0)


class WebWorker(ThreadWorker):
    """A thread gets a connection when the whole head of its request is there."""

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

    def _let_in(self, conn: TConn) -> None:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, option, _STALLED)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.data_ready = True
        super().enqueue_req(conn)


def peeked(sock: socket.socket) -> int:
    """How much of a head is there, or -1: all of it, more than a head may have, or an end. The thread answers those."""
    try:
        seen = sock.recv(HEAD_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return 0
    except OSError:
        return -1
    return -1 if not seen or b"\r\n\r\n" in seen or len(seen) == HEAD_BYTES else len(seen)
