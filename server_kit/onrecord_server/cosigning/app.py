"""A cosigner that a host mounts: `POST …/add-checkpoint` of C2SP tlog-witness, for the records that it names."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import anyio.to_thread
from sqlalchemy.engine import URL, Engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from onrecord.errors import Unavailable, UsageError
from onrecord.proofs import ProofError, parse_note, parse_vkey
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.ports import utc_now
from onrecord_server.cosigning.heads import Heads
from onrecord_server.cosigning.rules import STATUS, CosignatureRefused, continues, opened
from onrecord_server.migrate import ensure_current
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.notes import NoteKey, cosigning
from onrecord_server.record.submissions import SIZE_TYPE, Submission, parse_submission


logger = logging.getLogger("onrecord.record")

#: Bytes that a question may have: a note with its signatures, and 63 hashes.
MOST: Final = 65_536
_PLAIN: Final = "text/plain; charset=utf-8"


class CosignerApp:
    """Cosigns heads of other records, each only when it continues the one before.

    ``database`` keeps the newest head of each record: this app's own, or another one. ``name`` is what it signs as,
    such as ``cosigner.example.org``; ``keys`` is the folder of its key, which is made when it is not there.
    ``logs`` are the vkeys of the records, as lines. An ASGI app: mount it beside the chat. Who asks needs no login,
    since only who signs a record has it cosigned.
    """

    def __init__(
        self,
        database: str | URL | Engine,
        *,
        name: str,
        keys: str | Path,
        logs: Iterable[str],
        schema: str | None = None,
        auto_migrate: bool = True,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep the parts. Raises ``UsageError`` for a vkey that is none, and ``KeyFileError``."""
        self._database = Database(database, schema)
        self._heads = Heads(self._database)
        self._key = _key(Path(keys), name, clock())
        try:
            self._logs = tuple(parse_vkey(line) for line in logs)
        except ProofError as error:
            raise UsageError(f"logs are vkeys, one a line: {error}") from None
        self._clock = clock
        self._auto = auto_migrate
        self._ready = False

    @property
    def vkey(self) -> str:
        """Return the public key to give to those whose records are cosigned, and to their auditors."""
        return self._key.verifier.vkey

    def cosign(self, asked: Submission) -> str:
        """Return the signature line of a head, once it is kept. Blocking. Raises ``CosignatureRefused``."""
        self._prepare()
        head = opened(asked, self._logs)
        last, now = self._heads.last(head.origin), micros(self._clock())
        try:
            continues(last, head, asked.old, asked.proof)
        except CosignatureRefused as refused:
            _tell(head.origin, refused, asked.note)
            raise
        if not self._heads.keep(last, head, asked.note, now):
            size = self._heads.last(head.origin).size
            raise CosignatureRefused("behind", "another head came first", size)
        return self._key.cosign(parse_note(asked.note).text, now // 1_000_000).line()

    def close(self) -> None:
        """Close the connections."""
        self._database.dispose()

    def _prepare(self) -> None:
        if not self._ready:
            ensure_current(self._database, auto=self._auto)
            self._ready = True

    # -- over HTTP -----------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not request.url.path.endswith("/add-checkpoint"):
            return Response("not found\n", 404, media_type=_PLAIN)
        if request.method != "POST":
            return Response("POST\n", 405, {"allow": "POST"}, _PLAIN)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > MOST:
                return Response("too long\n", 413, media_type=_PLAIN)
        return await anyio.to_thread.run_sync(self._answered, bytes(body))

    def _answered(self, body: bytes) -> Response:
        try:
            return Response(self.cosign(_read(body)), 200, media_type=_PLAIN)
        except CosignatureRefused as refused:
            status = STATUS[refused.code]
            if status == 409:
                return Response(f"{refused.size}\n", 409, media_type=SIZE_TYPE)
            return Response(f"{refused}\n", status, media_type=_PLAIN)
        except Unavailable as away:
            return Response(f"{away}\n", 503, media_type=_PLAIN)


def _tell(origin: str, refused: CosignatureRefused, note: str) -> None:
    """Log a refusal. Whoever signed a fork is convicted by its two notes; the rest may be a mistake."""
    if refused.code == "fork":
        logger.critical("%s signed two records: %s\n%s", origin, refused, note)
    elif refused.code != "behind":
        logger.warning("a head of %s is not cosigned: %s", origin, refused)


def _read(body: bytes) -> Submission:
    try:
        return parse_submission(body)
    except ProofError as error:
        raise CosignatureRefused("malformed", str(error)) from None


def _key(folder: Path, name: str, now: datetime) -> NoteKey:
    """Return the key of a cosigner, made where there is none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ring = KeyRing.load(folder)
    if not ring.files(name):
        ring.new(name, now.isoformat(timespec="seconds"))
    return cosigning(ring.active(name))
