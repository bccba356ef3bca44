"""A small bucket that speaks S3, and can be down, be slow, or lie about lengths."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from typing_extensions import override

from onrecord_server.attachments.adapters.bucket import BucketStore


@dataclass
class Bucket:
    """What lies in it, and how it behaves: ``fine``, ``down``, ``slow``, ``short``, ``long``, ``lies`` or
    ``once``: then nothing is written over. ``refuses`` has what it answers to a body with certain words."""

    port: int = 0
    mood: str = "fine"
    objects: dict[str, bytes] = field(default_factory=dict)
    half: dict[str, dict[int, bytes]] = field(default_factory=dict)
    refuses: dict[bytes, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def store(self, seconds: float = 10) -> BucketStore:
        """Return a store on this bucket."""
        options = {
            "endpoint": f"http://127.0.0.1:{self.port}",
            "region": "test",
            "access_key_id": "k",
            "secret_access_key": "s",
        }
        return BucketStore("s3://files/chat", options, seconds=seconds)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    @override
    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _go(self) -> None:
        parts = urlsplit(self.path)
        self.query = parse_qs(parts.query, keep_blank_values=True)
        self.key = unquote(parts.path).removeprefix("/files").lstrip("/")
        self.bucket.asked.append(f"{self.command} {self.key}")
        length = int(self.headers.get("content-length") or 0)
        self.body = self.rfile.read(length)
        if self.bucket.mood == "down":
            return self._answer(503, b"")
        if self.bucket.mood == "slow":
            time.sleep(1.5)
        getattr(self, "_" + self.command.lower())()
        return None

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _go  # noqa: N815 - names of http.server

    def _put(self) -> None:
        if "uploadId" in self.query:
            number = int(self.query["partNumber"][0])
            self.bucket.half[self.query["uploadId"][0]][number] = self.body
        elif said := next((s for w, s in self.bucket.refuses.items() if w in self.body), None):
            return self._answer(said, b"")
        elif self.bucket.mood == "once" and self.key in self.bucket.objects:
            return self._answer(412, b"")
        else:
            self.bucket.objects[self.key] = self.body
        return self._answer(200, b"", etag='"e"')

    def _post(self) -> None:
        if "uploads" in self.query:
            name = str(len(self.bucket.half) + 1)
            self.bucket.half[name] = {}
            said = f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>"
            return self._answer(200, said.encode())
        parts = self.bucket.half.pop(self.query["uploadId"][0])
        self.bucket.objects[self.key] = b"".join(parts[n] for n in sorted(parts))
        done = b"<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>"
        return self._answer(200, done)

    def _delete(self) -> None:
        if "uploadId" in self.query:
            self.bucket.half.pop(self.query["uploadId"][0], None)
        else:
            self.bucket.objects.pop(self.key, None)
        self._answer(204, b"")

    def _head(self) -> None:
        data = self.bucket.objects.get(self.key)
        if data is None:
            return self._answer(404, b"")
        size = len(data) - 1 if self.bucket.mood == "lies" else len(data)
        return self._answer(200, b"", length=size, etag='"e"', **{"last-modified": _DATE})

    def _get(self) -> None:
        if "list-type" in self.query:
            return self._list(self.query.get("prefix", [""])[0])
        data = self.bucket.objects.get(self.key)
        if data is None:
            return self._answer(404, b"")
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", ""))
        first, last = (int(found[1]), int(found[2])) if found else (0, len(data) - 1)
        part, size = data[first : last + 1], len(data)
        cut = {"short": part[:-1], "long": part + b"x"}.get(self.bucket.mood, part)
        last = min(last, size - 1)
        more: dict[str, Any] = {
            "content-range": f"bytes {first}-{last}/{size}",
            "last-modified": _DATE,
        }
        return self._answer(206 if found else 200, cut, etag='"e"', **more)

    def _list(self, prefix: str) -> None:
        items = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(data)}</Size><ETag>e</ETag>"
            f"<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
            for key, data in sorted(self.bucket.objects.items())
            if key.startswith(prefix)
        )
        self._answer(200, f"<ListBucketResult>{items}</ListBucketResult>".encode())

    def _answer(
        self, status: int, body: bytes, *, length: int | None = None, **headers: Any
    ) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


_DATE = "Thu, 01 Jan 2026 00:00:00 GMT"


@contextmanager
def bucket() -> Iterator[Bucket]:
    """Run a bucket on a free port of loopback."""
    found = Bucket()
    handler = type("Handler", (_Handler,), {"bucket": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
