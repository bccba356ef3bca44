"""The filled order desk and a day at it, handed over: from the files alone each sees what they saw then."""

import csv
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from functools import cached_property, partial
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa

from examples.order_desk.desk import Desk, open_desk
from examples.order_desk.people import COLLEAGUES, TENANT
from examples.order_desk.seed import seed
from onrecord.client import Actor
from onrecord.wire.hindsight import AsOf
from onrecord_server.cli import main
from onrecord_server.core.doc import moment
from onrecord_server.core.rows import entries
from onrecord_server.exports.formats import lines, rsmf
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.told import Event, Room, Scene
from onrecord_server.exports.wording import address, file_path, millis, said
from tests.conftest import DATABASES
from tests.examples.working_day import Day
from tests.exports.test_fields import READ, flat
from tests.exports.test_load_files import dat
from tests.exports.test_mail import body
from tests.exports.test_page import Seen
from tests.support.eyes import PAGE, Then, then
from tests.support.postgres import Postgres
from tests.support.rebuilt import Story, message_of, story


pytestmark = pytest.mark.timeout(900)
#: The moments at which everybody looks, whatever has happened: while it is filled, when it is, and at the end.
FOR_ALL = (0, 1, 2, 8)
#: The newest messages of everybody's, which are compared for each.
NEWEST = 10
ORDER = "Order 1041"
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Handed:
    """A desk after its day, the moments that are looked at, and what was handed over of it."""

    desk: Desk
    moments: list[datetime]
    archive: Path
    asked: Sequence[str]

    @cached_property
    def files(self) -> Files:
        with zipfile.ZipFile(self.archive) as found:
            return {name: found.read(name) for name in found.namelist()}

    @cached_property
    def told(self) -> dict[str, tuple[Scene, list[Event]]]:
        """Each conversation by its JSON Lines alone."""
        paths = [one for one in self.files if one.startswith("conversations/")]
        told = (lines.read(self.files[one].splitlines(keepends=True)) for one in paths)
        return {scene.place.id: (scene, events) for scene, events in told}

    def then(self, at: datetime) -> AbstractContextManager[Then]:
        """Give what the record says of a moment."""
        return then(self.desk.chat.engines, TENANT, at)

    def rebuilt(self, conversation: str, at: datetime) -> Story:
        """Return a conversation as the files say that it was."""
        return story(*self.told[conversation], at)

    def people(self, conversation: str) -> set[str]:
        """Return who was ever in a conversation."""
        return {one.person.id for one in self.told[conversation][1] if one.kind == "joined"}

    @property
    def rooms(self) -> list[Room]:
        """What was told, as the formats are written from it."""
        return [Room(scene, partial(iter, events)) for scene, events in self.told.values()]


@pytest.fixture(scope="module", params=DATABASES)
def handed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Handed]:
    """Fill the desk as `make demo` does, let the day happen, and hand all of it over in every format."""
    folder = tmp_path_factory.mktemp("handed")
    if request.param == "sqlite":
        yield from _handed(f"sqlite:///{folder / 'desk.db'}", folder)
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as url:
        yield from _handed(url, folder)


def _handed(url: str, folder: Path) -> Iterator[Handed]:
    desk = open_desk(url)
    seed(desk)
    moments = _moments(desk)
    for theme in Day(desk).themes():
        theme()
        moments.append(_last(desk))
    keys, archive = str(folder / "keys"), folder / "desk.zip"
    assert main(["keys", "new", f"onrecord.local/{TENANT}", "--keys", keys]) == 0
    asked = ["--database", url, "--tenant", TENANT, "--keys", keys, "--files"]
    asked += ["--by", "ann", "--legal-process", "AG Bonn 12 C 3/26"]
    formats = [part for name in FORMATS if name != "pdf" for part in ("--format", name)]
    assert main(["export", str(archive), *asked, *formats]) == 0
    yield Handed(desk, moments, archive, asked)
    desk.close()


def _moments(desk: Desk) -> list[datetime]:
    """Return moments while the desk is being filled, and the one when it is."""
    last = _scalar(desk, sa.select(sa.func.max(entries.c.position)))
    part = (entries.c.tenant == TENANT, entries.c.position.in_([last * 2 // 5, last * 4 // 5]))
    with desk.reading.connect() as connection:
        found = connection.execute(sa.select(entries.c.at).where(*part)).scalars()
        return [*map(moment, sorted(found)), _last(desk)]


def _last(desk: Desk) -> datetime:
    return moment(
        _scalar(desk, sa.select(sa.func.max(entries.c.at)).where(entries.c.tenant == TENANT))
    )


def _scalar(desk: Desk, query: sa.Select[tuple[int]]) -> int:
    with desk.reading.connect() as connection:
        return int(connection.scalar(query) or 0)


# -- everybody sees what they saw ---------------------------------------------------------------------


@pytest.mark.req("SEC-4")
@pytest.mark.req("SEC-2")
def test_from_the_files_alone_everybody_sees_what_they_saw(handed: Handed) -> None:
    """Whose history begins at the same place differ in what they have to do with, and in nothing else.

    So the whole timeline, to its last page, is compared for one of those, and for each who works there where
    it has one page; for everybody who was ever there it is compared what they were told of the conversation
    and of who was in it, which messages the whole timeline has, in which order, each of these that they
    wrote, are named in or ever did anything with, by the record or by the files, and the newest.
    """
    before, looks = -1, 0
    for number, at in enumerate(handed.moments):
        with handed.then(at) as moment:
            new = moment.changed(before)
            for conversation in handed.told:
                if number in FOR_ALL or new(conversation, handed.people(conversation)):
                    looks += _all_see_the_same(handed, moment, conversation, at)
            before = moment.upto
    assert number == FOR_ALL[-1]
    assert looks > 2000


def _all_see_the_same(handed: Handed, moment: Then, conversation: str, at: datetime) -> int:
    """Compare what each sees of a conversation at a moment, and say how many have looked."""
    told, people = handed.rebuilt(conversation, at), handed.people(conversation)
    own = told.touched()
    whole = _who_look_whole(told, people, own)
    for person in sorted(people):
        newest = told.timeline(person)[:NEWEST] if told.is_there(person) else []
        theirs = {*newest, *own.get(person, ()), *moment.touched.get(person, ())}
        only = None if person in whole else theirs
        seen = moment.look(person, conversation, only)
        assert told.seen_by(person, only) == seen, (told.title, person, at)
    return len(people)


def _who_look_whole(told: Story, people: Iterable[str], own: Mapping[str, set[str]]) -> set[str]:
    """Return who works there where all is one page, and of those with the same history who has most to do there."""
    there = sorted(filter(told.is_there, people), key=lambda one: (len(own.get(one, ())), one))
    most = {told.low[one]: one for one in there}
    short = {one for one in there if one in COLLEAGUES and len(told.timeline(one)) <= PAGE}
    return short | set(most.values())


def test_the_endpoint_says_the_same_to_who_is_there_now(handed: Handed) -> None:
    last = handed.moments[-1]
    rebuilt = {one: handed.rebuilt(one, last) for one in handed.told}
    for person in COLLEAGUES:
        with handed.desk.chat.acting_as(TENANT, person) as me:
            for place in me.conversations.iterate():
                there = rebuilt[place.id].seen_by(person)
                assert there is not None
                pages = list(_pages(me, place.id, last))
                told = [message_of(one.message) for page in pages for one in page.data]
                assert there.timeline == told, (place.title, person)
                authors = {one.person_id: one.name for page in pages for one in page.people}
                assert there.authors == authors
                for page in pages:
                    assert (page.title, len(page.members)) == (there.title, len(there.people))


def _pages(me: Actor, conversation: str, at: datetime) -> Iterator[AsOf]:
    """Turn all pages of a conversation at a moment."""
    page = me.conversations.as_of(conversation, at, limit=PAGE)
    yield page
    while page.next_before is not None:
        page = me.conversations.as_of(conversation, at, limit=PAGE, before=page.next_before)
        yield page


def test_all_conversations_are_there_and_everybody_in_them(handed: Handed) -> None:
    made = sa.select(entries.c.object).where(
        entries.c.tenant == TENANT, entries.c.type == "conversation.created"
    )
    with handed.desk.reading.connect() as connection:
        assert set(connection.execute(made).scalars()) == handed.told.keys()


@pytest.mark.req("SEC-4")
def test_rsmf_holds_the_same_as_json_lines(handed: Handed) -> None:
    for conversation, told in handed.told.items():
        slices = [one for one in sorted(handed.files) if one.startswith(f"rsmf/{conversation}/")]
        assert rsmf.read([handed.files[one] for one in slices]) == told


# -- and every other format its fields ----------------------------------------------------------------


@pytest.mark.req("SEC-6")
@pytest.mark.parametrize("name", sorted(READ))
def test_each_published_field_of_the_day_comes_back(handed: Handed, name: str) -> None:
    read, fields = READ[name]
    wanted = [field for room in handed.rooms for field in fields(room, TENANT)]
    assert list(read(handed.files)) == wanted


def _moves(handed: Handed) -> Counter[tuple[str, str, int]]:
    """Return who came and who went, by their address, and when."""
    return Counter(
        (one.kind, address(one.person, TENANT), millis(one.at))
        for room in handed.rooms
        for one in room.events()
        if one.kind in ("joined", "left")
    )


def test_csv_and_actiance_say_who_came_and_who_went(handed: Handed) -> None:
    sheet = csv.DictReader(StringIO(handed.files["posts.csv"].decode(), newline=""))
    kinds = {"enter": "joined", "leave": "left"}
    moves = (
        (kinds[row["Post Type"]], row["User Email"], int(row["Post Creation Time"]))
        for row in sheet
        if row["Post Type"] in kinds
    )
    assert Counter(moves) == _moves(handed)
    root = ET.fromstring(handed.files["actiance_export.xml"])
    for name, kind in (("ParticipantEntered", "joined"), ("ParticipantLeft", "left")):
        told = Counter(
            (kind, one.findtext("LoginName", ""), int(one.findtext("DateTimeUTC", "")))
            for one in root.iter(name)
        )
        wanted = Counter({key: count for key, count in _moves(handed).items() if key[0] == kind})
        assert wanted - told == Counter()
        assert kind == "left" or told == wanted, (
            "who is there at the end leaves then, and only they"
        )


def test_mails_hold_what_was_said_on_their_day(handed: Handed) -> None:
    mails = [handed.files[one] for one in handed.files if one.startswith("mail/")]
    parsed = [message_from_bytes(one, policy=policy.default) for one in mails]
    assert len({one["Message-ID"] for one in parsed}) == len(mails)
    bodies: dict[str, str] = {}
    for one in parsed:
        place = one["X-OnRecord-Conversation"]
        bodies[place] = bodies.get(place, "") + flat(body(one, "plain"))
    for room in handed.rooms:
        for event in room.events():
            if event.kind in ("said", "edited", "removed"):
                assert flat(said(event.words)) in bodies[room.scene.place.id]


def test_the_page_shows_every_event(handed: Handed) -> None:
    seen = Seen(handed.files["viewer.html"].decode())
    shown = [given["data-position"] for _, given in seen.tags if "data-position" in given]
    events = [one for room in handed.rooms for one in room.events()]
    assert shown == [str(one.position) for one in events]
    text = flat(seen.text)
    assert all(flat(said(one.words)) in text for one in events if one.kind in ("said", "edited"))


def test_a_file_is_known_everywhere_by_its_hash(handed: Handed) -> None:
    events = [one for room in handed.rooms for one in room.events() if one.kind == "said"]
    (message,) = [one for one in events if one.files]
    (file,) = message.files
    digest = sha256(handed.files[file_path(message.id, file)]).hexdigest()
    assert (digest, file.alt) == (file.sha256, "A label on a pallet")
    assert digest in {row["HASHSHA256"] for row in dat(handed.files["loadfile.dat"])}
    assert f'Hash="{digest}"' in handed.files["edrm.xml"].decode()
    mails = [handed.files[one] for one in handed.files if one.startswith("mail/")]
    assert digest in {
        part["X-OnRecord-SHA256"]
        for one in mails
        for part in message_from_bytes(one, policy=policy.default).walk()
    }


def test_a_transcript_of_an_order_can_be_read(handed: Handed, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    (room,) = [one for one in handed.rooms if (one.scene.place.title or "").startswith(ORDER)]
    where = ["--conversation", room.scene.place.id, "--format", "pdf"]
    assert main(["export", str(tmp_path / "pdf.zip"), *handed.asked, *where]) == 0
    with zipfile.ZipFile(tmp_path / "pdf.zip") as archive:
        files = [archive.read(one) for one in archive.namelist() if one.startswith("pdf/")]
    pages = [page for one in files for page in pypdf.PdfReader(BytesIO(one)).pages]
    text = flat("".join(page.extract_text() for page in pages))
    words = [said(one.words) for one in room.events() if one.kind in ("said", "edited", "removed")]
    assert [one for one in words if flat(one) not in text] == []


# -- and its bundle holds ------------------------------------------------------------------------------


@pytest.mark.req("LH-2")
@pytest.mark.req("SEC-5")
def test_its_bundle_verifies_with_the_one_file_alone(handed: Handed, tmp_path: Path) -> None:
    for name in ("verify_bundle.py", "vkeys"):
        (tmp_path / name).write_bytes(handed.files[name])
    command = [sys.executable, "-I", "verify_bundle.py", str(handed.archive), "--vkey", "vkeys"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "All that was checked holds." in done.stdout
