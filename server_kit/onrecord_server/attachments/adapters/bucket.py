"""A bucket of the client's own: whatever obstore speaks to (S3 and its likes, GCS, Azure)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord_server.attachments.adapters.base import (
    StoreDown,
    StoreLied,
    checked,
    checked_tenant,
    exactly,
    prefix_of,
)


#: The smallest part that S3 takes, so the most that a stream holds of one in memory, twice.
PIECE: Final = 5 * 1024 * 1024
SCHEMES: Final = ("s3://", "gs://", "az://", "abfs://", "abfss://", "memory:///")
#: Seconds: to connect, for one request, and for one request with all its retries.
CONNECT, REQUEST, ALTOGETHER = 5, 30, 60
RETRIES: Final = 3
_METADATA: Final = "169.254.169.254 (credentials of the machine, where none are given)"


class BucketStore:
    """Keeps a file as one object of a bucket; needs the extra ``storage``.

    ``url`` names bucket and prefix, such as ``s3://acme-files/chat``; ``options`` are obstore's for
    that kind of store (``endpoint``, ``region``, ``access_key_id``, …), and what is not given comes
    from the usual environment of that cloud. ``seconds`` bounds one request. Raises ``UsageError``.
    """

    piece: int = PIECE
    whole: bool = True

    def __init__(
        self, url: str, options: Mapping[str, Any] | None = None, *, seconds: float = REQUEST
    ) -> None:
        """Open nothing yet: the first call connects."""
        given = dict(options or {})
        self.name = _name(url)
        self.hosts = hosts(url, given)
        self._store = _open(url, given, seconds)

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes."""
        import obstore

        with translated():
            obstore.put(self._store, checked(key), data, use_multipart=False)
        self._prove(key, len(data))

    def put_whole(self, key: str, pieces: Iterator[bytes], size: int) -> None:
        """Keep a stream of exactly ``size`` bytes; two parts at most are in memory."""
        import obstore

        with translated():
            writer = obstore.open_writer(
                self._store, checked(key), buffer_size=PIECE, max_concurrency=2
            )
        # The pieces may come from this very bucket, which one call at a time of ours may use.
        for piece in exactly(pieces, size):
            with translated():
                writer.write(piece)
        with translated():
            writer.close()  # only now is there an object
        self._prove(key, size)

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``start`` on."""
        import obstore

        if length == 0:
            return b""
        with translated():
            found = bytes(obstore.get_range(self._store, checked(key), start=start, length=length))
        if len(found) != length:
            raise StoreLied(f"The bucket gave {len(found)} bytes where {length} were asked for.")
        return found

    def remove(self, key: str) -> None:
        """Take an object away."""
        import obstore

        try:
            with translated():
                obstore.delete(self._store, checked(key))
        except _Absent:
            return

    def clear(self, tenant: str, attachment_id: str) -> None:
        """Take all of an attachment away; the bucket's own rule ends half-written uploads."""
        for key in list(self.keys(tenant, attachment_id)):
            self.remove(key)

    def keys(self, tenant: str, attachment_id: str | None = None) -> Iterator[str]:
        """Yield every key of a tenant, or of one attachment."""
        import obstore

        prefix = (
            checked_tenant(tenant) if attachment_id is None else prefix_of(tenant, attachment_id)
        )
        with translated():
            for page in obstore.list(self._store, prefix + "/", chunk_size=500):
                yield from (found["path"] for found in page)

    def _prove(self, key: str, size: int) -> None:
        """Ask the bucket what it holds now; an object of another length goes away again."""
        import obstore

        with translated():
            held = obstore.head(self._store, key)["size"]
        if held != size:
            self.remove(key)
            raise StoreLied(f"The bucket holds {held} bytes where {size} were put.")


class _Absent(StoreLied):
    """The object is not there."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of obstore into ours; what they say of the bucket stays in the cause."""
    from obstore import exceptions as ob

    try:
        yield
    except (FileNotFoundError, ob.NotFoundError) as error:
        raise _Absent("The bucket does not have this file.") from error
    except (ob.UnauthenticatedError, ob.PermissionDeniedError) as error:
        raise StoreDown("The bucket refuses our credentials.", retry_after=60) from error
    except (ob.BaseError, TimeoutError, ConnectionError) as error:
        raise StoreDown("The bucket does not answer as it should.", retry_after=5) from error


def _open(url: str, options: dict[str, Any], seconds: float) -> Any:
    try:
        from obstore.store import from_url
    except ImportError as error:
        raise UsageError('buckets need obstore: pip install "onrecord[storage]"') from error
    if url.startswith("memory:"):
        return from_url(url)
    plain = str(options.get("endpoint", options.get("base_url", ""))).startswith("http://")
    client = {
        "connect_timeout": f"{CONNECT}s",
        "timeout": f"{max(1, round(seconds * 1000))}ms",
        "allow_http": plain,
    }
    if url.startswith("s3:"):  # one object, one DELETE: not every likeness of S3 has another way
        options = {"disable_bulk_delete": True, **options}
    retry = {"max_retries": RETRIES, "retry_timeout": timedelta(seconds=ALTOGETHER)}
    try:
        return from_url(url, config=options, client_options=client, retry_config=retry)  # type: ignore[call-overload]
    except Exception as error:
        raise UsageError(f"{_name(url)} cannot be opened: {str(error).splitlines()[0]}") from error


def _name(url: str) -> str:
    """Return the URL without what may be a secret."""
    if not url.startswith(SCHEMES):
        raise UsageError(
            f"a bucket is one of {', '.join(SCHEMES)}…, not {url.split(':', maxsplit=1)[0]}"
        )
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")


def hosts(url: str, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the hosts that a bucket's requests go to, as far as the configuration says."""
    parts = urlsplit(url)
    given = urlsplit(str(options.get("endpoint") or options.get("base_url") or "")).hostname
    if parts.scheme == "memory":
        return ()
    if parts.scheme == "s3":
        region = options.get("region") or options.get("default_region") or "<region>"
        found = given or f"{parts.netloc}.s3.{region}.amazonaws.com"
        return (found,) if options.get("access_key_id") else (found, _METADATA)
    if parts.scheme == "gs":
        return (given or "storage.googleapis.com", "oauth2.googleapis.com")
    account = options.get("account_name") or "<account>"
    return (given or f"{account}.blob.core.windows.net", "login.microsoftonline.com")
