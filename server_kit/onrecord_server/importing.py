"""`onrecord import`: look at a file of another program, and bring it under the record."""

import argparse
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, get_args

from onrecord.client import Actor
from onrecord.errors import UsageError
from onrecord.wire.imports import DateOrder, Import, ImportFormat, ImportPreview
from onrecord_server.commands import load
from onrecord_server.core.outside import settle


_SHOWN = 20


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``import``; it sets ``run(arguments) -> int``."""
    text = "look at a file of another program, and bring it under the record"
    parser = subparsers.add_parser("import", help=text)
    parser.add_argument("file", help="as the program exported it")
    parser.add_argument("--app", required=True, help="your OnRecord, such as myapp.chat:chat")
    parser.add_argument("--tenant", required=True, help="whose record it comes under")
    parser.add_argument("--format", required=True, choices=get_args(ImportFormat))
    parser.add_argument("--tz", help="the zone of its clock, such as Europe/Berlin")
    parser.add_argument("--order", choices=get_args(DateOrder), help="the order of its dates")
    many, person = _Many(parser), "who somebody is: Ann=ann; again for each"
    many.add("--person", "SAID=ID", person)
    many.add("--column", "WHAT=NAME", "csv: author=Sender; again for each")
    name = "somebody whose name holds a colon; again for each"
    many.add("--name", "NAME", name)
    parser.add_argument("--yes", action="store_true", help="bring it; without, it is looked at")
    parser.set_defaults(run=_run)
    _add_taking(subparsers)


def _add_taking(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "write the file of an import as it came, and put on the record that it was taken"
    parser = subparsers.add_parser("import-file", help=text)
    parser.add_argument("import_id", help="such as ipt_…, as `onrecord import` says it")
    parser.add_argument("file", help="what to write it to; it must not be there")
    parser.add_argument("--app", required=True, help="your OnRecord, such as myapp.chat:chat")
    parser.add_argument("--tenant", required=True, help="whose record it is on")
    parser.set_defaults(run=_take)


class _Many:
    """Adds options that may be given again."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser

    def add(self, name: str, metavar: str, text: str) -> None:
        self._parser.add_argument(name, action="append", default=[], metavar=metavar, help=text)


def _run(arguments: argparse.Namespace) -> int:
    file, said = Path(arguments.file), _choices(arguments)
    with _host(arguments) as host:
        kept = _kept(host, file, arguments.format)
        _tell(*_previewed(host.imports.preview(kept.id, **said)))
        if not arguments.yes:
            _tell(f"kept as {kept.id}; nothing was brought yet: add --yes")
            return 0
        return _bring(host, kept, said)


def _take(arguments: argparse.Namespace) -> int:
    """Write a kept file, whole or not at all."""
    file = Path(arguments.file)
    with _host(arguments) as host:
        found = host.imports.get(arguments.import_id)
        try:
            with _new(file) as target:
                digest = host.imports.download(found.id, target)
        except FileExistsError as error:
            raise UsageError(f"{file} is there already") from error
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from error
    _tell(f"sha256 {digest}")
    if digest == found.sha256:
        return 0
    _tell(f"the record says {found.sha256}")
    return 1


@contextmanager
def _new(file: Path) -> Iterator[BinaryIO]:
    """Yield what becomes a new file once all of it is on the disk; what fails leaves nothing behind.

    Its name is taken at once, so that two who write do not meet. Raises ``FileExistsError``.
    """
    beside = file.with_name(f".onrecord-{secrets.token_hex(8)}")
    file.open("xb").close()
    try:
        with beside.open("xb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        beside.replace(file)
        settle(file.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        raise


def _choices(arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "tz": arguments.tz,
        "order": arguments.order,
        "names": arguments.name,
        "people": _pairs(arguments.person),
        "columns": _pairs(arguments.column),
    }


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in given]
    if not all(before and after for before, _, after in pairs):
        raise UsageError("say it as two parts with = between them, such as Ann=ann")
    return {before: after for before, _, after in pairs}


@contextmanager
def _host(arguments: argparse.Namespace) -> Iterator[Actor]:
    with closing(load(arguments.app)) as chat, chat.acting_as(arguments.tenant) as host:
        yield host


def _kept(host: Actor, file: Path, program: ImportFormat) -> Import:
    """Return the import of a file: the one that has it already, or a new one."""
    try:
        with file.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            same = [one for one in host.imports.iterate() if one.sha256 == digest]
            found = [one for one in same if one.format == program]
            source.seek(0)
            return found[-1] if found else host.imports.upload(program, file.name, source)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error


def _previewed(seen: ImportPreview) -> Iterator[str]:
    yield f"sha256 {seen.sha256}"
    if seen.first_at and seen.last_at:
        yield f"{seen.said} messages, {seen.first_at:%Y-%m-%d} to {seen.last_at:%Y-%m-%d}"
    yield f"{seen.notices} notices, {seen.files} files named, {seen.unsure} times in doubt"
    for one in seen.people[:_SHOWN]:
        yield f"  {one.name or one.author}: {one.said}, {one.person_id or 'an outsider'}"
    if len(seen.people) > _SHOWN:
        yield f"  and {len(seen.people) - _SHOWN} more people"
    yield f"{seen.unparsed} not understood"


def _bring(host: Actor, kept: Import, said: dict[str, Any]) -> int:
    now = kept if kept.state == "done" else host.imports.start(kept.id, **said)
    while now.state == "running":
        now = host.imports.advance(now.id, limit=500)
        sys.stderr.write(f"\r{now.done} dealt with")
    sys.stderr.write("\n")
    _tell(f"{now.said} messages, {now.held} of them kept back, {now.unparsed} not understood")
    cursor: str | None = None
    while now.unparsed:
        page = host.imports.report(now.id, cursor=cursor)
        _tell(*(f"{one.member}:{one.line}: {one.why}".lstrip(":") for one in page.data))
        cursor = page.next_cursor
        if cursor is None:
            break
    return 1 if now.unparsed else 0


def _tell(*lines: str) -> None:
    """Say lines; what a file names cannot steer the terminal that it is shown in."""
    sys.stdout.write("".join(f"{_printable(line)}\n" for line in lines))


def _printable(line: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in line)
