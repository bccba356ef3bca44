"""EDRM XML 1.2: documents with their tags and files, and which file came with which message."""

import hashlib
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from onrecord_server.exports.formats.documents import Document, documents, name, shown, texts
from onrecord_server.exports.formats.files import files
from onrecord_server.exports.formats.mime import media_type
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import Member, Told
from onrecord_server.exports.wording import stamp, title_of, xml


_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Root MajorVersion="1" MinorVersion="2" DataInterchangeType="Update">\n'
    "<Fields/>\n<Batch>\n<Documents>\n"
)


def write(told: Told) -> Iterator[Member]:
    """Write the load file, the texts, and the files."""
    yield Member("edrm.xml", _root(told))
    yield from texts(told)
    yield from files(told)


def _root(told: Told) -> Iterator[bytes]:
    relationships = Spool()
    yield _HEAD.encode()
    for document in documents(told):
        yield _document(told, document).encode()
        if document.file is not None:
            relationships.write(_relationship(document))
    yield b"</Documents>\n<Folders/>\n<Relationships>\n"
    yield from relationships.pieces()
    relationships.close()
    yield b"</Relationships>\n</Batch>\n</Root>\n"


def _relationship(document: Document) -> str:
    parent, child = quoteattr(name(document.first)), quoteattr(document.id)
    return f'<Relationship Type="Attachment" ParentDocID={parent} ChildDocID={child}/>\n'


def _document(told: Told, document: Document) -> str:
    kind = "Message" if document.file is None else "File"
    mime = "text/plain" if document.file is None else media_type(document.file)
    tags = "".join(_tag(*one) for one in _tags(told, document))
    return (
        f'<Document DocID="{document.id}" DocType="{kind}" MimeType={quoteattr(mime)}>\n'
        f"<Files>{_file(document)}</Files>\n"
        f"<Locations><Location><Custodian>{_text(told.tenant)}</Custodian>"
        f"<LocationURI>{_text(_uri(document))}</LocationURI></Location></Locations>\n"
        f"<Tags>\n{tags}</Tags>\n</Document>\n"
    )


def _uri(document: Document) -> str:
    return f"onrecord:{document.place.id}/{document.position}"


def _file(document: Document) -> str:
    if document.file is None:
        data = document.text.encode("utf-8", "replace")
        size, digest = len(data), hashlib.sha256(data).hexdigest()
    else:
        size, digest = document.file.size or 0, document.file.sha256 or ""
    folder, _, last = document.path.rpartition("/")
    kind = "Text" if document.file is None else "Native"
    return (
        f'<File FileType="{kind}"><ExternalFile FilePath={_value(folder)} FileName={_value(last)} '
        f'FileSize="{size}" Hash={_value(digest)}/></File>'
    )


def _tags(told: Told, document: Document) -> Iterator[tuple[str, str, str]]:
    at = stamp(document.at)
    yield "#From", "Text", shown(told, document.author)
    yield "#To", "Text", document.to
    yield "#Subject", "Text", title_of(document.place)
    yield "#DateSent", "DateTime", at
    if document.edited or document.deleted:
        yield "#DateModified", "DateTime", at
    if document.file is not None:
        called = document.file.name or document.file.id
        yield "#FileName", "Text", called
        yield "#FileExtension", "Text", called.rpartition(".")[2] if "." in called else ""
        yield "#FileSize", "LongInteger", str(document.file.size or 0)
        yield "#DateCreated", "DateTime", at
    yield "OnRecordEdited", "Boolean", str(document.edited).lower()
    yield "OnRecordDeleted", "Boolean", str(document.deleted).lower()
    yield "OnRecordMessage", "Text", document.message


def _tag(tag: str, kind: str, value: str) -> str:
    return f'<Tag TagName="{tag}" TagDataType="{kind}" TagValue={_value(value)}/>\n'


def _value(text: str) -> str:
    return quoteattr(xml(text))


def _text(text: str) -> str:
    return xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
