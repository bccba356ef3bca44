"""What files a tenant takes, where they lie, and who looks at them first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

from onrecord.errors import UsageError


#: What an organisation takes unless it says otherwise: nothing that a computer would run.
USUAL_TYPES: Final = frozenset(
    {
        *("image/png", "image/jpeg", "image/gif", "image/webp"),
        *("application/pdf", "application/zip", "application/json"),
        *("text/plain", "text/csv", "text/markdown"),
        *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/x-wav"),
        *("video/mp4", "video/quicktime", "video/webm"),
        *("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    }
)


@dataclass(frozen=True, slots=True)
class FileRules:
    """What files one tenant takes: types by content, sizes in bytes, images in pixels."""

    #: Media types, as the content says; a name that claims another one is refused.
    types: frozenset[str] = USUAL_TYPES
    #: Bytes of one file.
    bytes_a_file: int = 100 * 1024 * 1024
    #: Bytes of one image, which is held in memory while it is written anew.
    bytes_an_image: int = 25 * 1024 * 1024
    #: Pixels of one image; of an animation, those of all its frames.
    pixels_an_image: int = 40_000_000
    #: Bytes of all files of the tenant; ``None`` is no quota.
    bytes_a_tenant: int | None = None
    #: Uploads of one person that are not part of a message yet.
    uploads_a_person: int = 40
    #: Hours after which an upload that is in no message is taken away.
    hours_unbound: int = 24

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError`` that names it."""
        for each in fields(self)[1:]:
            value = getattr(self, each.name)
            if value is None and each.default is None:
                continue
            if type(value) is not int or value < 1:
                raise UsageError(f"{each.name} is a whole number above zero, not {value!r}")
        if not all("/" in kind for kind in self.types):
            raise UsageError("types are media types, such as application/pdf")


@dataclass(frozen=True, slots=True)
class Attachments:
    """How one ``OnRecord``, or one of its tenants, keeps files.

    ``store`` is ``database``, the whole path of a folder, the URL of a bucket (``s3://…``,
    ``gs://…``, ``az://…``), or a ``Store`` of your own. ``scanner`` is ``clamd://host:3310``,
    ``clamd:///path/of/its.socket``, or a ``Scanner`` of your own.
    """

    #: Where new files go.
    store: Any = "database"
    #: obstore's settings of a bucket, such as ``endpoint`` or ``access_key_id``; not shown anywhere.
    store_options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    #: Where files lie that came before; each a store, or a store and its options.
    older_stores: Sequence[Any] = ()
    #: Who looks for viruses before anybody but the sender can see a file; ``None`` is nobody.
    scanner: Any = None
    #: Who says what is said in audio files: a ``Captions``; ``None`` is nobody.
    captions: Any = None
    #: What is taken.
    rules: FileRules = field(default_factory=FileRules)
