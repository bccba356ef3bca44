"""Imports: a file of another program is kept as it came, looked through, and brought under the record."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    Cursor,
    FileName,
    PageSize,
    PersonId,
    Position,
    Sha256,
    Timestamp,
    Version,
)


ImportId = Annotated[str, StringConstraints(pattern=r"^ipt_[0-9a-f]{32}$")]
ImportRequestId = Annotated[str, StringConstraints(pattern=r"^irq_[0-9a-f]{32}$")]
ImportFormat = Literal[
    "whatsapp", "signal", "slack", "teams", "telegram", "mattermost", "csv", "jsonl"
]
#: How far an import has come. ``receiving`` takes bytes, ``kept`` has them all and their hash.
ImportState = Literal["receiving", "kept", "running", "done", "cancelled"]
DateOrder = Literal["dmy", "mdy", "ymd"]
ZoneName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")]
#: A piece of a file in base64: at most 512 KiB of it.
Piece = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=699_052)]
#: What a source calls somebody.
SourceName = Annotated[str, Field(min_length=1, max_length=200)]
_Count = Annotated[int, Field(ge=0)]


class Import(Wire):
    """A file of another program, and how far it has come under the record.

    ``parts`` and ``size`` say what of it is here. ``sha256`` is known once it is ``kept``. ``done``
    counts the things in the file that were dealt with: ``said`` of them became messages, ``held`` of those
    are kept back by the policy, and ``unparsed`` were not understood. ``request_id`` is what its sender was
    asked for. ``file_erased_by`` is the event that erased the kept file: then ``name`` is empty, and nothing
    is read of it any more.
    """

    id: ImportId
    format: ImportFormat
    name: str
    state: ImportState
    parts: int
    size: int
    sha256: Sha256 | None = None
    tz: ZoneName | None = None
    order: DateOrder | None = None
    done: int = 0
    said: int = 0
    held: int = 0
    unparsed: int = 0
    request_id: ImportRequestId | None = None
    created_by: str
    created_at: Timestamp
    file_erased_by: Position | None = None


class ImportPerson(Wire):
    """Somebody who speaks in a file: what it calls them, how often they speak, and who they are here.

    ``person_id`` is null where nobody was matched: they become a named outsider who cannot log in.
    """

    author: str
    name: str | None = None
    said: int
    person_id: PersonId | None = None


class ImportPlace(Wire):
    """A conversation in a file; its name is empty where the file has only one."""

    name: str
    said: int


class ImportFault(Wire):
    """Something in a file that was not understood: bytes ``start`` to ``end``, the line, and why."""

    member: str = ""
    start: int
    end: int
    line: int
    why: str


class ImportPreview(Wire):
    """What a file holds, counted: no words.

    ``unsure`` counts messages whose time is in doubt. ``people`` and ``places`` have the first 1,000, and
    ``faults`` the first 100; ``complete`` is false where there are more.
    """

    import_id: ImportId
    sha256: Sha256
    said: int
    notices: int
    files: int
    unsure: int
    unparsed: int
    first_at: Timestamp | None = None
    last_at: Timestamp | None = None
    people: list[ImportPerson]
    places: list[ImportPlace]
    faults: list[ImportFault]
    complete: bool


class ImportReport(Wire):
    """What of a file was not understood, in its order. Nothing of it is dropped.

    ``file_erased_by`` is the event that erased the file, where it was: then ``data`` is empty.
    """

    import_id: ImportId
    data: list[ImportFault]
    next_cursor: str | None = None
    file_erased_by: Position | None = None


ImportFileState = Literal["stays", "kept", "goes", "erased"]
ImportFileKeptBecause = Literal["hold", "minimum", "case", "running", "duty"]


class ImportFileKept(Wire):
    """Why the file of an import stays for now.

    ``hold`` has its ``hold_id``, ``minimum`` the ``rule``, its ``basis`` and ``until``. ``case`` is one that is
    open about something of it, ``running`` an import that still reads it. Who sees no holds reads ``duty``.
    """

    because: ImportFileKeptBecause
    rule: str | None = None
    basis: str | None = None
    until: Timestamp | None = None
    hold_id: str | None = None


class ImportRetention(Wire):
    """What becomes of the kept file of an import.

    ``stays``: nothing asks for it to go. ``kept``: something of it was erased, or its time is over or would be,
    and ``kept`` says by what it stays. ``goes``: nothing keeps it, so it goes while the app runs. ``erased``: the
    event ``file_erased_by`` did it. ``goes_at`` is when it goes, as the rules stand, where dates alone keep it and
    something asks for it to go. What only a silent hold keeps reads as ``goes``, for whom it is about and for
    who does not find that hold.
    """

    import_id: ImportId
    state: ImportFileState
    kept: list[ImportFileKept] = []
    goes_at: Timestamp | None = None
    file_erased_by: Position | None = None


class CreateImport(Command):
    """Begin an import: say which program wrote the file, and what it is called.

    Needs the duty ``compliance_officer`` or the scope ``imports:bring``. Then send the file with
    ``imports.put``, close it with ``imports.finish``, look at ``imports.preview``, and ``imports.start``.
    With ``request_id`` whoever was asked for it, and agreed, sends it themselves, and needs no duty.
    """

    format: ImportFormat
    name: FileName
    request_id: ImportRequestId | None = None


class PutImportPart(Command):
    """Send the next piece of the file, from ``number`` 1 on; each is on the record, byte for byte.

    The same piece again changes nothing. ``wrong_offset`` where another number is next, ``file_too_large``
    beyond 256 MiB.
    """

    import_id: ImportId
    number: Version
    data: Piece


class TakeImportPart(Command):
    """Take a piece of the kept file back, as it came. That somebody did goes on the record.

    For the host's own code alone (the scope ``imports:bring``): a file holds the words of people whom no grant
    opens. ``source_erased`` where the file is gone.
    """

    import_id: ImportId
    number: Version


class ImportPart(Wire):
    """A piece of the kept file of an import: ``data`` is base64, ``parts`` how many there are."""

    import_id: ImportId
    number: int
    parts: int
    data: str


class FinishImport(Command):
    """Close the file: its SHA-256 is compared and goes on the record before anything is read.

    ``invalid`` where the hash is another one.
    """

    import_id: ImportId
    sha256: Sha256


class ImportChoices(Command):
    """What a file does not say of itself.

    ``tz`` is the zone of its clock, ``order`` that of its dates. ``names`` are people whose names hold a
    colon. ``columns`` says which column of a sheet is ``author``, ``at``, ``text``, ``id``, ``place`` or
    ``name``. ``people`` says who somebody is here: what the file calls them, and the person's id.
    """

    import_id: ImportId
    tz: ZoneName | None = None
    order: DateOrder | None = None
    names: Annotated[list[SourceName], Field(max_length=500)] = []
    columns: Annotated[dict[str, str], Field(max_length=10)] = {}
    people: Annotated[dict[SourceName, PersonId], Field(max_length=5000)] = {}


class PreviewImport(ImportChoices):
    """Look through a kept file and count what it holds; nothing becomes a message.

    ``choice_needed`` names what has to be said first, ``source_unreadable`` says what is wrong.
    """


class StartImport(ImportChoices):
    """Let a kept file become messages, a batch with every ``imports.advance``.

    A cancelled import goes on where it stopped, with the choices that it began with. ``conflict`` where
    the same file was started as another import: nothing is brought twice. ``source_erased`` where its file is
    gone.
    """


class AdvanceImport(Command):
    """Bring the next messages of a file under the record; ask again until the state is ``done``.

    Each batch is one transaction: what stops in between goes on where it was.
    """

    import_id: ImportId
    limit: Annotated[int, Field(ge=1, le=500)] = 200


class CancelImport(Command):
    """Stop an import. What became messages stays, and so does the file, for as long as retention says."""

    import_id: ImportId


class GetImport(Command):
    """Return an import and how far it has come."""

    import_id: ImportId


class ListImports(Command):
    """List imports, the newest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class ReportImport(Command):
    """List what of a file was not understood, with where it stands: it is there, byte for byte, until it is erased."""

    import_id: ImportId
    cursor: Cursor | None = None
    limit: PageSize = 100


class ExplainImportRetention(Command):
    """Ask what becomes of the kept file of an import, and by what it stays until then."""

    import_id: ImportId


class ImportBegun(Wire):
    """An import began. Audience: nobody."""

    type: Literal["import.begun"] = "import.begun"
    import_id: ImportId
    format: ImportFormat


class ImportReceived(Wire):
    """A piece of a file was put on the record, as it came. Audience: nobody."""

    type: Literal["import.received"] = "import.received"
    import_id: ImportId
    number: int
    size: int


class ImportTaken(Wire):
    """A piece of the kept file of an import was taken back. Audience: nobody."""

    type: Literal["import.taken"] = "import.taken"
    import_id: ImportId
    number: int


class ImportMoved(Wire):
    """An import came further: its state, and how much of the file was dealt with. Audience: nobody."""

    type: Literal["import.moved"] = "import.moved"
    import_id: ImportId
    state: ImportState
    done: _Count
    said: _Count
    held: _Count
    unparsed: _Count


class ImportErased(Wire):
    """The kept file of an import was erased, or some more of it. Audience: nobody."""

    type: Literal["import.erased"] = "import.erased"
    import_id: ImportId
