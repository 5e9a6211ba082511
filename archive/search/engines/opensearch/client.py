"""HTTP to the nodes of an OpenSearch cluster: another node when one is gone, a rest for readers when it hangs."""

import json
from collections.abc import Iterable, Sequence
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, ReadTimeoutError

from archive.search.contract import IndexAwayError, IndexNotAskedError, IndexUnavailableError

CONNECT_SECONDS = 0.5
# For a change of a few documents, after which another node is asked: servers that hang are out of the cluster by then.
WRITE_SECONDS = 3.0
MORE_A_SECOND = 100.0  # documents of many changes
# So long PostgreSQL answers readers after a failure, before one of them asks again.
REST_SECONDS = 5.0

Body = dict[str, Any]


class Breaker:
    """*Circuit breaker*: after a failure nobody asks for a while; then one does, and the others wait for what comes of it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0

    def check(self) -> None:
        with self._lock:
            if monotonic() < self._until:
                raise IndexNotAskedError("the search servers did not answer lately")
            if self._until:
                self._until = monotonic() + REST_SECONDS

    def failed(self) -> None:
        self._until = monotonic() + REST_SECONDS

    def worked(self) -> None:
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        return monotonic() < self._until


class Client:
    """Safe under threads. `path` begins with a slash; `seconds` is how long readers wait for a server that says nothing."""

    def __init__(self, urls: Sequence[str], ca: str = "", seconds: float = 2.0) -> None:
        self._nodes = [_node(url) for url in urls]
        self._at, self._seconds = 0, seconds
        self._http = urllib3.PoolManager(maxsize=32, retries=False, ca_certs=ca or None)
        self.breaker = Breaker()

    @property
    def place(self) -> str:
        return ", ".join(base for base, _ in self._nodes)

    def read(self, method: str, path: str, body: Body | None = None, seconds: float = 0) -> Body:
        """For readers, who do not wait for servers that hang."""
        self.breaker.check()
        try:
            answer = self._asked(method, path, _json(body), seconds, waits=1)
        except IndexAwayError:
            self.breaker.failed()
            raise
        except IndexUnavailableError:
            self.breaker.worked()
            raise
        self.breaker.worked()
        return answer

    def call(self, method: str, path: str, body: Body | None = None, seconds: float = WRITE_SECONDS) -> Body:
        """For the worker and operators."""
        return self._asked(method, path, _json(body), seconds)

    def bulk(self, path: str, lines: Iterable[Body], seconds: float) -> Body:
        return self._asked("POST", path, b"".join(_json(line) + b"\n" for line in lines), seconds)

    def searches(self, name: str) -> bool:
        """Whether there is an index of that name. A node that has just started does not know, and says so only here."""
        try:
            self._asked("GET", f"/{name}/_search?size=0&terminate_after=1", b"", 0)
        except IndexAwayError:
            raise
        except IndexUnavailableError:
            return False
        return True

    def _asked(self, method: str, path: str, body: bytes, seconds: float, waits: int = 2) -> Body:
        """A node that is gone is passed over at once; of those that hang, so many are waited for."""
        trouble: Exception | None = None
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=max(seconds, self._seconds))
        for _ in self._nodes:
            at = self._at
            base, headers = self._nodes[at]
            try:
                response = self._http.request(
                    method, base + path, body=body or None, headers=headers, timeout=timeout
                )
            except HTTPError as error:
                trouble = error
                self._pass_over(at)
                waits -= isinstance(error, ReadTimeoutError)
                if not waits:
                    break
                continue
            if response.status == 429 or response.status >= 500:
                self._pass_over(at)
            return _told(response, f"{method} {path}")
        raise IndexAwayError(f"no search server answers ({type(trouble).__name__})") from trouble

    def _pass_over(self, at: int) -> None:
        """Once, however many threads find out: the next one is good until somebody found otherwise."""
        if self._at == at:
            self._at = (at + 1) % len(self._nodes)


def _told(response: urllib3.BaseHTTPResponse, what: str) -> Body:
    status = response.status
    if status < 300:
        return dict(json.loads(response.data)) if response.data else {}
    if status == 429 or status >= 500:
        raise IndexAwayError(f"the search servers are in trouble ({status}: {_reason(response)})")
    if status == 404:
        raise IndexUnavailableError("there is no index yet")
    raise IndexUnavailableError(f"the search servers refuse {what} ({status}: {_reason(response)})")


def patience(documents: int) -> float:
    """How long servers may take to change or to look at so many."""
    return WRITE_SECONDS + documents / MORE_A_SECOND


def _node(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
    headers = {"Content-Type": "application/json"}
    if parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
        headers |= urllib3.make_headers(basic_auth=f"{user}:{password}")
    return base, headers


def _json(body: Body | None) -> bytes:
    return b"" if body is None else json.dumps(body, ensure_ascii=False).encode()


def _reason(response: urllib3.BaseHTTPResponse) -> str:
    try:
        error = json.loads(response.data)["error"]
        return str(error if isinstance(error, str) else error.get("reason") or error["type"])[:300]
    except (ValueError, KeyError, TypeError):
        return "no reason given"
