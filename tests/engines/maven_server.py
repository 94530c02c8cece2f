"""A small Maven repository on the loopback address that misbehaves when it is told to."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Repository:
    """What the server has and what it was asked.

    `cut`: the next so many answers for a path stop half way. `wrong`: the next so many hold other bytes.
    `refuse`: statuses for the next ones. `ranges`: whether it knows them. `gate`: a cut answer waits for it first.
    """

    folder: Path
    url: str = ""
    ranges: bool = True
    gate: threading.Event | None = None
    cut: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    refuse: dict[str, list[int]] = field(default_factory=dict)
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, path: str, header: str | None) -> tuple[int, bool, bool]:
        """Note a request; what to do with it: a status to refuse it with or 0, whether to cut, whether to lie."""
        name = path.rpartition("/")[2]
        with self.lock:
            self.requests.append((path, header))
            refusals = self.refuse.get(name, [])
            status = refusals.pop(0) if refusals else 0
            cut, wrong = self.cut[name] > 0, self.wrong[name] > 0
            self.cut[name] -= cut
            self.wrong[name] -= wrong
        return status, cut, wrong

    def asked(self, name: str) -> list[str | None]:
        """The Range headers of the requests for a file, in order; None where there was none."""
        return [header for path, header in self.requests if path.endswith("/" + name)]


@contextmanager
def serving(folder: Path) -> Iterator[Repository]:
    """A server of `folder`, laid out as a Maven repository."""
    repository = Repository(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"repository": repository}))
    server.daemon_threads = True
    repository.url = f"http://127.0.0.1:{server.server_port}/maven"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield repository
    finally:
        if repository.gate is not None:
            repository.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    repository: Repository

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.removeprefix("/maven")
        status, cut, wrong = self.repository.plan(path, self.headers.get("Range"))
        file = self.repository.folder / path.lstrip("/")
        if status or not file.is_file():
            self._refuse(status or 404)
            return
        data = file.read_bytes()
        self._send(file.name, bytes(len(data)) if wrong else data, cut)

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, name: str, data: bytes, cut: bool) -> None:
        start = self._start()
        if start >= len(data):
            self._refuse(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        piece = data[start : start + (len(data) - start + 1) // 2] if cut else data[start:]
        self.wfile.write(piece)
        self.wfile.flush()
        self.repository.sent[name] += len(piece)
        if cut:
            self.close_connection = True
            if self.repository.gate is not None:
                self.repository.gate.wait(60)

    def _start(self) -> int:
        header = self.headers.get("Range")
        if header is None or not self.repository.ranges:
            return 0
        return int(header.removeprefix("bytes=").removesuffix("-"))
