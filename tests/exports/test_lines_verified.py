"""No member of a line of a bundle can be changed, moved, repeated or left out without being found."""

import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, TypeAlias

import pytest

from onrecord_server.exports.verify_bundle import (
    BAD,
    TOLD,
    Leaves,
    Report,
    check_attached,
    check_lines,
    check_records,
)
from tests.exports.test_bundle import Files, handed, opened
from tests.operations.data_requests.conftest import WHY, Office
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.operations.policy.conftest import ROLES, House
from tests.record.conftest import TENANT, Story, _told
from tests.record.test_bundle import _erase
from tests.support.clocked import Clock
from tests.support.engines import Room


Path_: TypeAlias = tuple[str | int, ...]

#: The members of a line that are people: how they are shown is NOT checked, but for their ids.
WHO = frozenset({"author", "person", "by"})


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    for found in _told(f"sqlite:///{folder / 'onrecord.db'}", folder):
        _live(found)
        house = House(Room(found.chat.engines), Clock())
        _keep_back(found, house)
        _put_away_and_back(found, house)
        _announce(found)
        _erase(found, found.messages[2])
        found.sign()
        yield found


def _live(story: Story) -> None:
    """Let them answer with a file, name somebody, react, read, and take it back."""
    place = story.conversation
    with story.chat.acting_as(TENANT, "alice") as me:
        file = me.attachments.upload(b"the plan", conversation_id=place, name="plan.txt")
        earlier, attached = story.messages[1], [file.id]
        sent = me.messages.send(place, "look @bob", reply_to=earlier, attachments=attached)
        me.reactions.add(sent.id, "👍")
        me.reactions.remove(sent.id, "👍")
        me.messages.edit(sent.id, "look again @bob")
        me.messages.remove(sent.id, reason="it was the wrong plan")
        me.messages.send(place, "in a thread", thread_id=story.messages[1])
        me.conversations.update(place, title="Orders now", posting="moderators")
        me.conversations.update(place, posting="everybody")
    with story.chat.acting_as(TENANT, "dora") as me:
        me.conversations.read(place, sent.position or 0)
    with story.chat.acting_as(TENANT) as host:
        host.people.upsert("alice", name="Alice Moreau")
        host.people.deactivate("bob")
        host.people.reactivate("bob")


def _keep_back(story: Story, house: House) -> None:
    """Let a rule hold what one writes and block what another writes, an edit and a file among it."""
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    house.put_in_force(policy(LOOKS))
    for name in ROLES:
        house.acknowledge(name)
    place = story.conversation
    with story.chat.acting_as(TENANT, "alice") as me:
        file = me.attachments.upload(b"the account", conversation_id=place, name="account.txt")
        assert me.messages.send(place, IBAN, attachments=[file.id]).state == "held"
        sent = me.messages.send(place, "without a number")
        me.messages.edit(sent.id, CARD)
    with story.chat.acting_as(TENANT, "bob") as me:
        assert me.messages.send(place, f"pay {CARD}").state == "blocked"


def _put_away_and_back(story: Story, house: House) -> None:
    """Let dora have what she wrote put out of sight, and let it come back."""
    house.acknowledge("dora")
    story.say("dora was here", "dora")
    office = Office(house, story.conversation)
    asked = office.approved("restriction", "dora")
    assert office.carry_out() > 0
    office.of("prue").lift(asked.id, reason=WHY)
    assert office.carry_out() > 0


def _announce(story: Story) -> None:
    """Let alice tell all, correct it, and let one acknowledge both."""
    readers = ["bob", "dora"]
    with story.chat.acting_as(TENANT, "alice") as me:
        news = me.conversations.create(kind="announcement", members=readers, title="News")
        sent = me.messages.send(news.id, "We move on Monday", acknowledge=True, priority="urgent")
    for version in (1, 2):
        with story.chat.acting_as(TENANT, "dora") as me:
            me.announcements.acknowledge(sent.id, version)
        with story.chat.acting_as(TENANT, "alice") as me:
            me.messages.edit(sent.id, f"We move on Tuesday, and say it {version} times")
    with story.chat.acting_as(TENANT, "alice") as me:
        me.announcements.export(sent.id)
        me.messages.remove(sent.id)


@pytest.fixture(scope="module")
def bundle(story: Story) -> Files:
    return opened(handed(story, "jsonl"))


class Bundle:
    """A bundle whose records hold, to look at the lines of one conversation again and again."""

    def __init__(self, files: Files, kind: str) -> None:
        self.files = files
        self.manifest = json.loads(files["manifest.json"])
        self.size = int(files["checkpoint"].splitlines()[1])
        (self.name,) = (
            name
            for name, data in files.items()
            if name.startswith("conversations/")
            and json.loads(data.splitlines()[0])["scene"]["place"]["kind"] == kind
        )
        self.lines = [json.loads(line) for line in files[self.name].splitlines()]

    def finds(self, lines: list[Any]) -> list[str]:
        """Return what is found where the lines of the conversation are these."""
        data = b"".join(json.dumps(one).encode() + b"\n" for one in lines)
        report, packed = Report(), BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, old in self.files.items():
                archive.writestr(name, data if name == self.name else old)
        with zipfile.ZipFile(packed) as archive:
            table = check_records(archive, Leaves(archive, self.size), self.manifest, report)
            try:
                check_lines(archive, table, report)
                check_attached(table, self.manifest, report)
            except BAD as error:
                report.find("it", f"cannot be read on: {error}")
        return report.found


@pytest.fixture(scope="module", params=["group", "announcement"])
def told(request: pytest.FixtureRequest, bundle: Files) -> Bundle:
    return Bundle(bundle, request.param)


def members(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to each member of a line that says something by itself."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, (*path, name))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from members(inner, (*path, number))
    else:
        yield path


def another(value: Any) -> Any:
    """Return another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-2] + "8Z" if value.endswith("7Z") else f"{value}7Z"
    return ["x"] if value == [] else "x"


def changed(line: Any, path: Path_) -> Any:
    """Return a line of which one member is another."""
    copy = json.loads(json.dumps(line))
    inside = copy
    for one in path[:-1]:
        inside = inside[one]
    inside[path[-1]] = another(inside[path[-1]])
    return copy


def test_of_an_honest_bundle_nothing_is_found(told: Bundle) -> None:
    assert told.finds(told.lines) == []


def test_every_kind_of_line_is_told_in_the_story(bundle: Files) -> None:
    group, news = Bundle(bundle, "group").lines, Bundle(bundle, "announcement").lines
    assert {one["kind"] for one in group} == {"begin", *TOLD, "noted", "end"}
    kept = [(one["state"], one["version"], len(one["files"])) for one in group if "state" in one]
    assert kept == [("held", 1, 1), ("blocked", 2, 0), ("blocked", 1, 0)]
    assert {"joined", "said", "edited", "removed", "noted"} <= {one["kind"] for one in news}
    noted = {one["type"] for one in news if one["kind"] == "noted"}
    assert {"message.acknowledged"} <= noted


def test_each_member_of_each_line_is_that_of_its_record(told: Bundle) -> None:
    unseen = []
    for number, line in enumerate(told.lines[1:-1], 1):
        for path in members(line):
            if path[0] not in WHO or path[-1] == "id":
                lines = [*told.lines[:number], changed(line, path), *told.lines[number + 1 :]]
                unseen += [] if told.finds(lines) else [(line["kind"], path)]
    assert unseen == []


def test_no_member_of_a_line_can_be_left_out_or_emptied(told: Bundle) -> None:
    unseen = []
    for number, line in enumerate(told.lines[1:-1], 1):
        for name in line:
            bare = {key: value for key, value in line.items() if key != name}
            empty = [] if line[name] is None else [{**line, name: None}]
            for other in (bare, {**line, "more": 1}, *empty):
                lines = [*told.lines[:number], other, *told.lines[number + 1 :]]
                unseen += [] if told.finds(lines) else [(line["kind"], name)]
    assert unseen == []


Change: TypeAlias = Callable[[list[Any]], list[Any]]


def _repeated(number: int) -> Change:
    return lambda lines: [*lines[: number + 1], lines[number], *lines[number + 1 :]]


def _left_out(number: int) -> Change:
    return lambda lines: lines[:number] + lines[number + 1 :]


def _moved(number: int) -> Change:
    return lambda lines: [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]


@pytest.mark.parametrize("change", [_repeated, _left_out, _moved])
def test_no_line_is_repeated_left_out_or_moved(
    told: Bundle, change: Callable[[int], Change]
) -> None:
    heard = [n for n, one in enumerate(told.lines[1:-2], 1) if one["kind"] not in PEOPLE]
    for number in heard:
        first, second = told.lines[number], told.lines[number + 1]
        if change is _moved and first["position"] == second["position"]:
            continue  # two parts of one entry have no order
        lines = change(number)(told.lines)
        end = {**lines[-1], "events": len(lines) - 2}
        assert told.finds([*lines[:-1], end]), (change, first)


#: What is told of people is told wherever they are: a line of it can be left out, as NOT checked says.
PEOPLE = frozenset({"called", "closed", "reopened"})


def test_a_conversation_is_not_told_as_another(told: Bundle) -> None:
    begin = changed(told.lines[0], ("scene", "place", "id"))
    assert told.finds([begin, *told.lines[1:]])


def test_the_last_line_counts_the_others(told: Bundle) -> None:
    end = {**told.lines[-1], "events": told.lines[-1]["events"] + 1}
    assert told.finds([*told.lines[:-1], end])


def test_a_conversation_begins_and_ends_once(told: Bundle) -> None:
    begin, *lines, end = told.lines
    for other in (
        [changed(begin, ("kind",)), *lines, end],
        [{**begin, "kind": "end", "events": 0}, *lines, end],
        [{**begin, **lines[0]}, *lines[1:], end],
        [*lines, end],
        [begin, *lines],
        [begin, begin, *lines, end],
        [begin, *lines, end, end],
        [begin, *lines[:2], begin, *lines[2:], end],
    ):
        assert told.finds(other)
