#!/usr/bin/env python3
"""Verify an export of onrecord without a server: with Python 3.11, PyNaCl, and nothing else.

    python verify_bundle.py export.zip --vkey trusted.vkeys [--old-checkpoint kept.checkpoint]

It prints what it checked, found and did NOT check; the exit status is 0 only when all it checked holds.

* A leaf is SHA-256 of 0x00 and an entry; a node is SHA-256 of 0x01 and its two children (RFC 6962).
  ``tile/0/…`` holds the leaves of the whole record, 32 bytes each. Their root is what was signed.
* ``checkpoint`` is a signed note: origin, size and root, a blank line, signatures (Ed25519). Get the
  public keys (vkeys) another way than from this bundle: those that lie in it prove nothing. Witnesses sign
  with keys of type 4; ``witnesses/`` has the heads that they were given, and time stamps of them.
* ``records.jsonl`` holds the entries that were handed over. An entry holds no words but a commitment to
  them: keyed BLAKE2b-256 of the content under its salt. Both are beside it, unless they were erased.
* ``conversations/*.jsonl`` tells the same for people and programs, and is compared with the records.
* ``manifest.json`` has the SHA-256 of every file.
"""

import argparse
import base64
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey


Keys: TypeAlias = dict[tuple[str, bytes], bytes]  # name and id of four bytes → type and public key
Head: TypeAlias = tuple[str, int, bytes]  # origin, size, root
Table: TypeAlias = sqlite3.Connection

BAD = (ValueError, LookupError, TypeError, AttributeError, OSError, BadZipFile, BadSignatureError)
#: Types of the entries that hold a version of a message, or of what a conversation is called.
WRITTEN = ("message.created", "message.edited", "conversation.created", "conversation.updated")
TABLES = """
CREATE TABLE record (position INTEGER PRIMARY KEY, entry, content, object, version);
CREATE INDEX versions ON record (object, version);
CREATE TABLE erased (content, position, PRIMARY KEY (content, position));
CREATE TABLE told (at, kind, person, file);
CREATE INDEX lines ON told (at);
"""
HOW_OFTEN = "SELECT entry, content, (SELECT count(*) FROM told WHERE at = position) FROM record"
NOT_CHECKED = (
    "that no tail was cut off: you kept no checkpoint",
    "that nothing of the scope was left out: an entry that was not handed over cannot be seen here",
    "names, addresses and titles of people and conversations as they are shown beside the entries",
    "who was there where a conversation begins to be told, and from when to when it is told",
    "what a line says of versions of its message that were not handed over",
    "the text of formats other than JSON Lines: only that they are the files of the manifest",
    "that the manifest itself is the one that was made: ask for its hash, it is on the record",
    "that the server's clock was right, and that who logged in was who they said",
    "that the bundle has all that witnesses answered",
)


class Report:
    """What was checked, and what was found."""

    def __init__(self) -> None:
        self.checked: list[str] = []
        self.found: list[str] = []
        self.unchecked: list[str] = []

    def find(self, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}")


def lines_of(bundle: ZipFile, name: str) -> Iterator[Any]:
    with bundle.open(name) as file:
        yield from map(json.loads, file)


def check_files(bundle: ZipFile, report: Report) -> dict[str, Any]:
    """Compare every file with the manifest, both ways; return the manifest."""
    manifest = json.loads(bundle.read("manifest.json"))
    if manifest["format"] != "onrecord-export-v1":
        raise ValueError("the manifest is of another format")
    files, names = manifest["files"], set(bundle.namelist())
    if len(names) != len(bundle.namelist()):
        report.find("the archive", "a file is in it twice")
    for name, digest in files.items():
        if name not in names:
            report.find(name, "the manifest lists it, it is not there")
        elif sha256_of(bundle, name) != digest:
            report.find(name, "its SHA-256 is not that of the manifest")
    for name in names - files.keys() - {"manifest.json"}:
        report.find(name, "the manifest does not list it")
    report.checked.append(f"the SHA-256 of {len(files)} files")
    return dict(manifest)


def sha256_of(bundle: ZipFile, name: str) -> str:
    with bundle.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def keys_of(text: str) -> Keys:
    """Read vkeys: ``name+hex id+base64 of type and key``; the id must be that of the key."""
    found = {}
    for line in text.split():
        name, hexed, encoded = line.split("+", 2)
        data = base64.b64decode(encoded, validate=True)
        identity = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if data[0] in (1, 4) and bytes.fromhex(hexed) == identity:
            found[name, identity] = data
    return found


def head_of(where: str, note: str, keys: Keys, report: Report) -> Head:
    """Return what a signed note says. Raises ``LookupError`` unless a trusted key of its origin signed it."""
    text, _, signatures = note.rpartition("\n\n")
    origin, size, root = text.split("\n")[:3]
    signed = False
    for line in signatures.splitlines():
        _, name, encoded = line.split(" ")
        data = base64.b64decode(encoded, validate=True)
        key = keys.get((name, data[:4]), b"\x00")
        if key[0] == 1 and name == origin:
            VerifyKey(key[1:]).verify(f"{text}\n".encode(), data[4:])
            signed = True
            report.checked.append(f"{where}: the signature of {name}, by a key that you trust")
        elif key[0] == 4:  # C2SP tlog-cosignature: a time of eight bytes, and the signature
            said = f"cosignature/v1\ntime {int.from_bytes(data[4:12], 'big')}\n{text}\n"
            VerifyKey(key[1:]).verify(said.encode(), data[12:])
            report.checked.append(f"{where}: the signature of {name}, at {said.split()[2]} (unix)")
        else:
            report.unchecked.append(f"{where}: a signature of {name}, whose key you did not give")
    if not signed:
        raise LookupError(f"{where}: no key that you trust signed it")
    return origin, int(size), base64.b64decode(root, validate=True)


def witnessed(bundle: ZipFile, manifest: Any, keys: Keys, report: Report) -> list[tuple[str, Head]]:
    """Return the heads that witnesses were given; say of what they answered what you have to ask."""
    found = []
    for one in manifest.get("witnesses", []):
        path, stamp = one["checkpoint"], one["stamp"]
        note = bundle.read(path)
        if stamp is None:
            report.unchecked.append(f"{path}: {one['witness']} said {one['receipt']!r}: ask there")
        else:
            if hashlib.sha256(note).digest() not in bundle.read(stamp):
                report.find(stamp, f"it is not of {path}")
            ask = f"openssl ts -verify -in {stamp} -data {path} -CAfile <roots that you trust>"
            report.unchecked.append(f"{stamp}, by {one['witness']}: unzip, and ask `{ask}`")
        try:
            found.append((path, head_of(path, note.decode(), keys, report)))
        except LookupError as error:  # such as one by a key before the one that you trust
            report.unchecked.append(str(error))
    return found


class Leaves:
    """The leaf hashes of the whole record."""

    def __init__(self, bundle: ZipFile, size: int) -> None:
        self.bundle = bundle
        self.size = size
        self.tile = lru_cache(maxsize=64)(self._tile)

    def _tile(self, index: int) -> bytes:
        width = min(256, self.size - index * 256)
        digits = f"{index:03}".zfill(-(-len(f"{index:03}") // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        path = "/".join([f"x{one}" for one in groups[:-1]] + groups[-1:])
        data = self.bundle.read(f"tile/0/{path}" + ("" if width == 256 else f".p/{width}"))
        if len(data) != 32 * width:
            raise ValueError(f"tile {index} does not hold {width} hashes")
        return data

    def at(self, position: int) -> bytes:
        return self.tile(position // 256)[position % 256 * 32 :][:32]

    def root(self, start: int, stop: int) -> bytes:
        """Return the root over some leaves: the left part is the largest 2^n that leaves some (RFC 6962)."""
        if stop - start < 2:
            return self.at(start) if stop > start else hashlib.sha256(b"").digest()
        middle = start + (1 << (stop - start - 1).bit_length() - 1)
        return hashlib.sha256(b"\x01" + self.root(start, middle) + self.root(middle, stop)).digest()


def check_tree(bundle: ZipFile, head: Head, old: list[tuple[str, Head]], report: Report) -> Leaves:
    """Compare the leaves with the signed root, and with each head that was kept outside."""
    origin, size, root = head
    leaves = Leaves(bundle, size)
    roots = {n: leaves.root(0, n) for n in {size, *(one[1] for _, one in old)} if n <= size}
    if roots[size] != root:
        report.find("checkpoint", "its root is not that of the leaves")
    report.checked.append(f"the signed root over {size} entries")
    for name, (other, length, kept) in old:
        if other != origin:
            report.find(name, f"it is of another record: {other}")
        elif length > size:
            report.find(name, f"it covers {length} entries, this export's record ends at {size}")
        elif roots[length] != kept:
            report.find(name, f"the first {length} entries were others when it was signed")
        report.checked.append(f"the first {length} entries against {name}")
    return leaves


def check_records(bundle: ZipFile, leaves: Leaves, manifest: Any, report: Report) -> Table:
    """Compare each record with its leaf and its commitment; return them for what is compared next."""
    table = sqlite3.connect("")
    table.executescript(TABLES)
    count = 0
    for record in lines_of(bundle, "records.jsonl"):
        count += 1
        position, where = record["position"], f"record {record['position']}"
        entry = check_entry(record, leaves, manifest["tenant"], report)
        if table.execute("SELECT 1 FROM record WHERE position = ?", (position,)).fetchone():
            report.find(where, "it is there twice")
        version = entry.get("version") if entry.get("type") in WRITTEN else None
        row = (position, record["entry"], record["content"], entry.get("object"), version)
        table.execute("INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?)", row)
        if str(entry.get("type")).endswith(".erased"):
            erased = [(one, position) for one in entry["facts"].get("contents", [])]
            table.executemany("INSERT OR IGNORE INTO erased VALUES (?, ?)", erased)
    if count != manifest["records"]:
        report.find("records.jsonl", f"{count} records, {manifest['records']} by the manifest")
    check_contents(bundle, table, report)
    report.checked.append(f"{count} records: their leaves, their words, their commitments")
    return table


def check_entry(record: Any, leaves: Leaves, tenant: str, report: Report) -> dict[str, Any]:
    """Compare an entry with its leaf, and with what it says of itself."""
    position, text = record["position"], record["entry"]
    where, entry = f"record {position}", json.loads(text)
    if not 0 <= position < leaves.size:
        report.find(where, "it is not covered by the checkpoint")
    elif hashlib.sha256(b"\x00" + text.encode()).digest() != leaves.at(position):
        report.find(where, "it is not the entry that the tree was made of")
    if entry.get("position") != position or entry.get("tenant") != tenant:
        report.find(where, "it is of another place or another record")
    return dict(entry)


def check_contents(bundle: ZipFile, table: Table, report: Report) -> None:
    """Compare each content with its commitment; one that is gone must have been erased later."""
    erased = 0
    for record in lines_of(bundle, "records.jsonl"):
        where, entry = f"record {record['position']}", json.loads(record["entry"])
        commit, content, salt = entry.get("commit"), record["content"], record["salt"]
        if commit is None or (entry["type"] == "person.updated" and salt is None):
            if content is not None:
                report.find(where, "it has words that it never committed to")
        elif content is None and salt is None:
            query = "SELECT position FROM erased WHERE content = ? AND position > ?"
            if table.execute(query, (entry.get("content"), record["position"])).fetchone():
                erased += 1
            else:
                report.find(where, "its words are gone, and no later entry erased them")
        elif content is None or salt is None or commit != commitment(content, salt):
            report.find(where, "its words or their salt are not what it committed to")
    report.checked.append(f"{erased} erased contents: a later entry erased each")


def commitment(content: str, salt: str) -> str:
    """Return ``b2b:`` and the keyed BLAKE2b-256 of a content under its salt."""
    key = bytes.fromhex(salt)
    digest = hashlib.blake2b(content.encode(), digest_size=32, key=key, person=b"msgrec-v1")
    return f"b2b:{digest.hexdigest()}"


def check_logs(bundle: ZipFile, leaves: Leaves, manifest: Any, report: Report) -> None:
    """Compare who looked, and which policies there were, with their leaves."""
    for name in ("reviewers.jsonl", "policies.jsonl"):
        count = 0
        for record in lines_of(bundle, name):
            count += 1
            check_entry(record, leaves, manifest["tenant"], report)
        report.checked.append(f"{count} entries of {name}: their leaves")


# -- what is told ------------------------------------------------------------------------------------

NEWER = "id edited_at mentions roles wide"
SAID = f"{NEWER} files reply_to thread in_channel priority on_behalf_of said_at acknowledge"
KEPT = "id version state rule files"
#: Kind of a line → types of its entry, who did it, which words it shows of which member, its other members.
TOLD: dict[str, tuple[str, str, str, str, str]] = {
    "said": ("message.created", "author", "words", "text", SAID),
    "edited": ("message.edited", "author", "words", "text", f"version before {NEWER}"),
    "kept": ("message.held message.blocked", "author", "words", "text", KEPT),
    "removed": ("message.removed", "by", "reason", "reason", "id version author words files"),
    "restored": ("message.restored", "by", "", "", "id version author words"),
    "reacted": ("reaction.added reaction.removed", "person", "emoji", "emoji", "id added"),
    "renamed": ("conversation.updated", "by", "title", "title", ""),
    "joined": ("conversation.created members.added", "by", "", "", "person role whole"),
    "left": ("member.removed", "by", "", "", "person"),
    "read": ("conversation.read", "person", "", "", "upto"),
    "called": ("person.updated", "by", "", "", "person"),
    "closed": ("person.deactivated", "by", "", "", "person"),
    "reopened": ("person.reactivated", "by", "", "", "person"),
}
NOTED = ("", "by", "", "", "type object facts version")
#: Types that have a kind of their own; what is changed besides a name has a line more.
SPOKEN = {one for types, *_ in TOLD.values() for one in types.split()} - {"conversation.updated"}
#: What an entry means whose facts do not say so.
FACTS: dict[str, Any] = {"reply_to": None, "thread": None, "in_channel": True, "wide": None}
FACTS |= {"priority": "normal", "acknowledge": False, "mentions": [], "roles": []}
OF_FILE = ("id", "name", "media_type", "size", "sha256", "alt")


def check_lines(bundle: ZipFile, table: Table, report: Report) -> None:
    """Compare each line of JSON Lines with its record, and the other way round."""
    names = [one for one in bundle.namelist() if one.startswith("conversations/")]
    count = sum(check_room(bundle, name, table, report) for name in names)
    for text, content, lines in table.execute(HOW_OFTEN) if names else ():
        entry = json.loads(text)
        shared = entry["type"].startswith("person.") or entry["type"].endswith(".erased")
        heard = entry["audience"].startswith("c:") or not shared
        if heard and lines not in lines_due(entry, content, table):
            report.find(
                f"record {entry['position']}", f"{lines} lines tell it: one too many or few"
            )
    report.checked += [f"{count} lines against their records"] if names else []


def lines_due(entry: Any, content: str | None, table: Table) -> set[int]:
    """Return how many lines may tell an entry: one for each who came in, and for a title that is another."""
    facts, kind = entry.get("facts", {}), entry["type"]
    if kind in TOLD["joined"][0].split():
        return {len(facts["members"])}
    if kind != "conversation.updated" or not facts:
        return {1}
    query = "SELECT content FROM record WHERE object = ? AND version = ?"
    row = table.execute(query, (entry["object"], entry["version"] - 1)).fetchone()
    before = json.loads(row[0]).get("title") if row and row[0] else None
    if not before or content is None:  # it has no name, or none that was handed over
        return {1, 2}
    return {1} if json.loads(content).get("title") == before else {2}


def check_room(bundle: ZipFile, name: str, table: Table, report: Report) -> int:
    """Compare the lines of one conversation, between its begin and its end; return how many there are."""
    lines, last, count, end = lines_of(bundle, name), -1, 0, None
    begin: Any = next(lines, {})
    place = begin["scene"]["place"]["id"]
    if begin["kind"] != "begin":
        report.find(name, "its first line is not one that begins it")
    for line in lines:
        if end is not None or line["kind"] == "begin":
            report.find(name, "it does not begin and end once")
        elif line["kind"] == "end":
            end = line["events"]
        else:
            where, count = f"{name}, entry {line['position']}", count + 1
            if line["position"] < last:
                report.find(where, "it stands behind what came later")
            last = line["position"]
            key = (last, line["kind"], line.get("person", {}).get("id"), name)
            if key in table.execute("SELECT * FROM told WHERE at = ?", (last,)):
                report.find(where, "it is there twice")
            table.execute("INSERT INTO told VALUES (?, ?, ?, ?)", key)
            check_line(where, line, place, table, report)
    if end != count:
        report.find(name, f"it has {count} lines, and its end says something else")
    return count


def check_line(where: str, line: Any, place: str, table: Table, report: Report) -> None:
    query = "SELECT entry, content FROM record WHERE position = ?"
    row = table.execute(query, (line["position"],)).fetchone()
    if row is None:
        report.find(where, "no record of it was handed over")
        return
    entry = {"facts": {}, "version": None} | json.loads(row[0])
    content = None if row[1] is None else json.loads(row[1])
    types, who, shown, member, others = TOLD.get(line["kind"], NOTED)
    noted = line["kind"] == "noted" and entry["type"] not in SPOKEN
    if entry["type"] not in types.split() and not noted:
        report.find(where, "its record is of something else")
        return
    if line.keys() != {"position", "at", "kind", who, *shown.split(), *others.split()}:
        report.find(where, "it has other members than such a line has")
        return
    if line[who]["id"] != entry["actor"]:
        report.find(where, "its record says that somebody else did it")
    if shown and not is_word(line[shown], entry, content, member, table):
        report.find(where, "its words are not those of its record")
    check_about(where, line, entry, place, report)
    said = says(line, entry, content) | earlier(line, entry, table)
    for name in sorted(line.keys() & said.keys()):
        same = moment if name in ("at", "said_at", "edited_at") else lambda one: one
        if same(line[name]) != same(said[name]):
            report.find(where, f"its {name} is not that of its record")


def check_about(where: str, line: Any, entry: Any, place: str, report: Report) -> None:
    """Compare whom a line is about, and of which conversation it is."""
    facts, own = entry["facts"], entry["object"].removeprefix("person:")
    concerned = facts.get("members", [facts.get("person_id", own)])
    if {"person", "by"} <= line.keys() and line["person"]["id"] not in concerned:
        report.find(where, "its record is about somebody else")
    heard = facts.get("conversation", own if own.startswith("cnv_") else place)
    if entry["audience"].startswith("c:"):
        heard = entry["audience"].removeprefix("c:")
    if place not in (heard, entry["object"]):
        report.find(where, "its record is of another conversation")


def is_word(words: Any, entry: Any, content: Any, member: str, table: Table) -> bool:
    """Say whether words are those of a content, or name who erased it."""
    if content is not None or "content" not in entry:
        return bool(words == {"text": (content or {}).get(member), "erased": None})
    query, key = "SELECT 1 FROM erased WHERE content = ? AND position = ?", entry["content"]
    gone = table.execute(query, (key, words["erased"])).fetchone() is not None
    return words["text"] is None and gone


def says(line: Any, entry: Any, content: Any) -> dict[str, Any]:
    """Return what an entry says, by the members of a line."""
    facts, created = entry["facts"], entry["type"] == "conversation.created"
    owner = created and line.get("person", {}).get("id") == facts.get("owner")
    return {name: facts.get(name, FACTS[name]) for name in FACTS} | {
        **{name: entry[name] for name in ("version", "type", "object", "facts")},
        "id": entry["object"],
        "at": entry["at"],
        "said_at": facts.get("captured", {}).get("said_at"),
        "on_behalf_of": entry.get("on_behalf_of"),
        "added": entry["type"] == "reaction.added",
        "state": entry["type"].removeprefix("message."),
        "rule": facts.get("trigger"),
        "upto": facts.get("read_position"),
        "role": "owner" if owner else facts.get("role", "member"),
        "whole": created or facts.get("history") == "all",
        "files": files_of(entry, content),
    }


def files_of(entry: Any, content: Any) -> list[Any]:
    """Return the files of a message; where its words are gone, their ids."""
    ids = [{"id": one} for one in entry["facts"].get("attachments", [])]
    files = ids if content is None else content.get("attachments", [])
    return [{name: one.get(name) for name in OF_FILE} for one in files]


def earlier(line: Any, entry: Any, table: Table) -> dict[str, Any]:
    """Return what other records of a message say that were handed over: who wrote it, and its words."""
    if "id" not in line:
        return {}
    query = "SELECT version, entry, content FROM record WHERE object = ? AND version IS NOT NULL"
    found = {version: rest for version, *rest in table.execute(query, (entry["object"],))}
    told = {n: ({"facts": {}} | json.loads(a), b and json.loads(b)) for n, (a, b) in found.items()}
    kind, number = line["kind"], line.get("version", 1)
    said = {"edited_at": told[number + 1][0]["at"] if number + 1 in told else None}
    shown, upto = ("before", number - 1) if kind == "edited" else ("words", number)
    newest = max((n for n in told if n <= upto), default=None)
    if newest and kind in ("edited", "removed", "restored"):
        same = is_word(line[shown], *told[newest], "text", table)
        said[shown] = line[shown] if same else "something else"
    if kind in ("removed", "restored"):
        first = told.get(1)
        said["files"] = files_of(*first) if first else line.get("files")
        if first and first[0]["actor"] != line["author"]["id"]:
            said["author"] = first[0]["actor"]
    return said


def moment(text: str | None) -> str:
    """Write a time with all its microseconds, so that two ways to write it are one."""
    head, _, rest = (text or "").removesuffix("Z").partition(".")
    return f"{head}.{rest:0<6}"


def check_attached(table: Table, manifest: Any, report: Report) -> None:
    """Compare the bytes of files with what their messages committed to."""
    files = [one for one in manifest["files"] if one.startswith("files/")]
    paths = {one.split("/")[2].split("-")[0]: one for one in files}
    there, named = 0, set()
    for (content,) in table.execute("SELECT content FROM record WHERE content LIKE '%\"sha256\"%'"):
        for file in json.loads(content).get("attachments", []):
            if (path := paths.get(file["id"])) is not None:
                there += 1
                named.add(path)
                if manifest["files"][path] != file["sha256"]:
                    report.find(path, "its bytes are not those that were sent")
    for path in set(files) - named:
        report.find(path, "no message that was handed over names it")
    report.checked.append(f"{there} files against what their messages committed to")


def verify(path: Path, vkeys: str, old: list[tuple[str, str]]) -> Report:
    """Verify a bundle with the keys that one trusts and the checkpoints that one kept."""
    report, keys = Report(), keys_of(vkeys)
    try:
        with path.open("rb") as file:
            if file.read(15) == b"onrecord-sealed":
                raise ValueError("it is sealed: open it with `onrecord unseal` or unseal_bundle.py")
        bundle = ZipFile(path)
        manifest = check_files(bundle, report)
        head = head_of("checkpoint", bundle.read("checkpoint").decode(), keys, report)
        kept = [(name, head_of(name, note, keys, report)) for name, note in old]
        leaves = check_tree(bundle, head, kept + witnessed(bundle, manifest, keys, report), report)
        table = check_records(bundle, leaves, manifest, report)
        check_logs(bundle, leaves, manifest, report)
        check_lines(bundle, table, report)
        check_attached(table, manifest, report)
    except BAD as error:
        report.find(str(path), f"it cannot be read on: {error}")
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Verify an export of onrecord without a server.")
    parser.add_argument("bundle", type=Path, help="the zip")
    parser.add_argument("--vkey", type=Path, required=True, help="a file of public keys you trust")
    parser.add_argument("--old-checkpoint", type=Path, action="append", default=[])
    given = parser.parse_args()
    old = [(str(path), path.read_text("utf-8")) for path in given.old_checkpoint]
    report = verify(given.bundle, given.vkey.read_text("utf-8"), old)
    report.unchecked += NOT_CHECKED[1 if old else 0 :]
    said = {"checked": report.checked, "NOT checked": report.unchecked, "FOUND": report.found}
    print(*(f"{label:12} {line}" for label in said for line in said[label]), sep="\n")
    print("FAILED" if report.found else "All that was checked holds.")
    return 1 if report.found else 0


if __name__ == "__main__":
    sys.exit(main())
