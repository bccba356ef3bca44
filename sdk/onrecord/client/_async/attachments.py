"""Files: upload, and download."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final, TypeVar

import anyio
import anyio.to_thread  # async only

from onrecord import endpoints
from onrecord.binding import make
from onrecord.client._async.caller import AsyncApi, AsyncCarrier
from onrecord.client._files import FileSource, FileTarget, Source, Target
from onrecord.errors import (
    APIConnectionError,
    AttachmentNotReady,
    FileRefused,
    UsageError,
    WrongOffset,
)
from onrecord.wire.attachments import Attachment, GetContent, GetThumbnail, PutBytes, Upload


T = TypeVar("T")
#: Told of the bytes that are there, and of those that there are.
Progress = Callable[[int, int], None]

#: Lost connections in a row that an upload or a download puts up with.
TRIES: Final = 5
#: Seconds between two looks at a check, at first and at most.
FIRST_LOOK: Final = 0.05
LAST_LOOK: Final = 2.0


class AsyncAttachmentsApi(AsyncApi):
    """``me.attachments``: files for messages, and files of messages."""

    async def upload(
        self,
        file: FileSource,
        *,
        conversation_id: str,
        name: str | None = None,
        alt: str | None = None,
        resume: str | None = None,
        progress: Progress | None = None,
        wait: float = 300.0,
    ) -> Attachment:
        """Upload a file and wait until it may be sent; then give its id to ``messages.send``.

        ``file`` is a path, bytes (with a ``name``), or an open binary file that can seek. A lost
        connection is resumed; with ``resume``, an upload that another process began. ``progress`` is
        called with bytes there and bytes in all. Raises ``FileRefused`` when the check does not let it
        through, and ``AttachmentNotReady`` when it takes longer than ``wait`` seconds.
        """
        source = await _aside(Source, file, name)
        try:
            if resume is None:
                upload = await self._begin(source, conversation_id, alt)
            else:
                upload = await self.get(resume)
            await self._send(source, upload, progress)
        finally:
            source.close()
        return await self.ready(upload.id, wait=wait)

    async def _begin(self, source: Source, conversation_id: str, alt: str | None) -> Upload:
        digest = await _aside(source.digest)
        return await self.begin(
            source.name, source.size, conversation_id=conversation_id, sha256=digest, alt=alt
        )

    async def _send(self, source: Source, upload: Upload, progress: Progress | None) -> None:
        offset, lost = upload.received, 0
        while upload.state == "uploading" and offset < source.size:
            data = await _aside(source.read, offset)
            try:
                upload, lost = await self.put(upload.id, offset, data), 0
                offset = upload.received
            except WrongOffset as error:
                offset = int(error.extra.get("received", (await self.get(upload.id)).received))
            except APIConnectionError:
                lost += 1
                if lost == TRIES:
                    raise
                await anyio.sleep(0.2 * 2**lost)
                offset = (await self.get(upload.id)).received
            if progress is not None:
                progress(offset, source.size)
        if upload.state == "uploading":
            await self.finish(upload.id)

    async def ready(self, attachment_id: str, *, wait: float = 300.0) -> Attachment:
        """Wait until a finished upload was checked; return what a message will hold of it.

        Raises ``FileRefused``, or ``AttachmentNotReady`` after ``wait`` seconds.
        """
        pause, waited = FIRST_LOOK, 0.0
        upload = await self.get(attachment_id)
        while upload.state == "checking" and waited < wait:
            await anyio.sleep(pause)
            pause, waited = min(pause * 2, LAST_LOOK), waited + pause
            upload = await self.get(attachment_id)
        if upload.attachment is not None:
            return upload.attachment
        if upload.state == "refused":
            said = f"The file {upload.name} is not kept: {upload.reason}."
            raise FileRefused(said, extra={"reason": upload.reason})
        said = f"The file {upload.name} is {upload.state}."
        raise AttachmentNotReady(said, extra={"state": upload.state})

    async def begin(
        self,
        name: str,
        size: int,
        *,
        conversation_id: str,
        sha256: str | None = None,
        alt: str | None = None,
    ) -> Upload:
        """Announce a file of ``size`` bytes, and carry them yourself with ``put`` and ``finish``."""
        given = {"conversation_id": conversation_id, "name": name, "size": size}
        return await self._call(endpoints.BEGIN_ATTACHMENT, **given, sha256=sha256, alt=alt)

    async def get(self, attachment_id: str) -> Upload:
        """Return where an upload of one's own stands."""
        return await self._call(endpoints.GET_ATTACHMENT, attachment_id=attachment_id)

    async def put(self, attachment_id: str, offset: int, data: bytes) -> Upload:
        """Add bytes to an upload at an offset, which is how many are there already."""
        command = make(PutBytes, {"attachment_id": attachment_id, "offset": offset})
        return await self._carrier().put_octets(endpoints.PUT_BYTES, command, data)

    async def describe(self, attachment_id: str, alt: str | None) -> Upload:
        """Say in words what is to be seen in an image, before it is sent."""
        return await self._call(endpoints.DESCRIBE_ATTACHMENT, attachment_id=attachment_id, alt=alt)

    async def finish(self, attachment_id: str, *, sha256: str | None = None) -> Upload:
        """Say that all bytes are there; what follows is their check."""
        given = {"attachment_id": attachment_id, "sha256": sha256}
        return await self._call(endpoints.FINISH_ATTACHMENT, **given)

    async def cancel(self, attachment_id: str) -> Upload:
        """Take back an upload that is in no message yet."""
        return await self._call(endpoints.CANCEL_ATTACHMENT, attachment_id=attachment_id)

    async def download(
        self, attachment: Attachment | str, to: FileTarget | None = None
    ) -> bytes | None:
        """Download a file into a path or an open file; without ``to``, return its bytes.

        Given an ``Attachment``, its bytes are compared with the SHA-256 that the record commits to. A
        path has the file once it is whole. A lost connection is resumed.
        """
        known = attachment if isinstance(attachment, Attachment) else None
        attachment_id = attachment.id if isinstance(attachment, Attachment) else attachment
        target = await _aside(Target, to, known and known.sha256)
        try:
            await self._receive(attachment_id, target)
        except BaseException:
            target.discard()
            raise
        return await _aside(target.finish)

    async def _receive(self, attachment_id: str, target: Target) -> None:
        lost = 0
        while True:
            before = target.size
            try:
                async for chunk in self.content(attachment_id, start=before):
                    await _aside(target.write, chunk)
            except APIConnectionError:
                lost = lost + 1 if target.size == before else 1
                if lost == TRIES:
                    raise
                await anyio.sleep(0.2 * 2**lost)
            else:
                return

    def content(self, attachment_id: str, *, start: int = 0) -> AsyncIterator[bytes]:
        """Yield the bytes of a file from ``start`` on, as they come."""
        command = make(GetContent, {"attachment_id": attachment_id})
        return self._carrier().get_octets(endpoints.GET_CONTENT, command, start=start)

    async def thumbnail(self, attachment_id: str) -> bytes:
        """Return the small picture (WebP) that stands for an image."""
        command = make(GetThumbnail, {"attachment_id": attachment_id})
        found = b""
        async for chunk in self._carrier().get_octets(endpoints.GET_THUMBNAIL, command):
            found += chunk
        return found

    def _carrier(self) -> AsyncCarrier:
        if not isinstance(self._caller, AsyncCarrier):
            raise UsageError("files do not travel this way: upload with acting_as, or over HTTP")
        return self._caller


async def _aside(function: Callable[..., T], *given: Any) -> T:
    """Run something that blocks where it holds up nobody."""
    return await anyio.to_thread.run_sync(function, *given)
