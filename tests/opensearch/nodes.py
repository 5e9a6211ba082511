"""Real OpenSearch nodes for tests: fetched as Maven artifacts, started and ended by their process ids."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import urllib3

HERE = Path(__file__).parent
HOME = HERE.parent.parent / "var" / "opensearch"
START_SECONDS = 180.0
QUICK = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def missing() -> str:
    """Why no node can be started here; empty when one can."""
    if lacking := [name for name in ("java", "javac") if not shutil.which(name)]:
        return f"{' and '.join(lacking)} not found: install default-jdk-headless"
    if not any(HOME.glob("lib/opensearch-2*.jar")):
        return f"no artifacts in {HOME.name}/lib: run make opensearch, which needs Maven"
    return ""


def compile_launcher() -> None:
    source, made = HERE / "SearchNode.java", HOME / "classes" / "SearchNode.class"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        # Beside it first: another process may compile too.
        with tempfile.TemporaryDirectory(dir=HOME) as beside:
            subprocess.run(["javac", "-cp", f"{HOME}/lib/*", "-d", beside, str(source)], check=True)
            made.parent.mkdir(exist_ok=True)
            for path in Path(beside).glob("*.class"):
                path.replace(made.parent / path.name)


@dataclass
class Node:
    name: str
    port: int
    command: list[str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log)

    def send(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.send(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def health(self, status: str = "yellow", nodes: int = 1) -> bool:
        query = f"wait_for_status={status}&wait_for_nodes={nodes}&timeout=1s"
        try:
            answer = urllib3.request("GET", f"{self.url}/_cluster/health?{query}", timeout=5.0, retries=False)
        except urllib3.exceptions.HTTPError:
            return False
        return answer.status == 200


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def running(
    count: int = 1, ports: Sequence[int] = (), flags: Sequence[str] = QUICK, settings: Sequence[str] = ()
) -> Iterator[list[Node]]:
    """A cluster of its own on loopback, which is green when the block begins and gone when it ends."""
    compile_launcher()
    with tempfile.TemporaryDirectory(dir=_quick_place(), prefix="archive-opensearch-") as home:
        nodes = _nodes(count, ports or free_ports(2 * count), Path(home), flags, settings)
        try:
            for node in nodes:
                node.start()
            wait_until_up(nodes)
            yield nodes
        finally:
            for node in nodes:
                node.stop()


def _quick_place() -> str | None:
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and os.access(memory, os.W_OK) else None


def _nodes(
    count: int, ports: Sequence[int], home: Path, flags: Sequence[str], settings: Sequence[str]
) -> list[Node]:
    names = [f"n{number + 1}" for number in range(count)]
    transport = ports[count : 2 * count]
    common = [
        f"cluster.name={home.name}",
        "network.host=127.0.0.1",
        f"discovery.seed_hosts={','.join(f'127.0.0.1:{port}' for port in transport)}",
        f"cluster.initial_cluster_manager_nodes={','.join(names)}",
        "indices.breaker.total.use_real_memory=false",
        "cluster.routing.allocation.disk.threshold_enabled=false",
        *settings,
    ]
    found = []
    for name, http, between in zip(names, ports, transport, strict=False):
        own = [f"node.name={name}", f"http.port={http}", f"transport.port={between}"]
        paths = [f"path.home={home}/{name}", f"path.data={home}/{name}/data", f"path.logs={home}/{name}/logs"]
        (home / name).mkdir()
        java = ["java", *flags, "-cp", f"{HOME}/classes:{HOME}/lib/*", "SearchNode"]
        found.append(Node(name, http, [*java, *common, *own, *paths], home / f"{name}.log"))
    return found


def wait_until_up(nodes: Sequence[Node], seconds: float = START_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not all(node.health("green", len(nodes)) for node in nodes):
        ended = [node for node in nodes if node.process and node.process.poll() is not None]
        if ended or time.monotonic() > until:
            logs = "\n".join(node.log.read_text(errors="replace")[-2000:] for node in ended or nodes)
            raise RuntimeError(f"OpenSearch did not start:\n{logs}")
        time.sleep(0.2)
