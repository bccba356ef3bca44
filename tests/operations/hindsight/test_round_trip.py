"""From an export alone everything is built again, as the record says that each saw it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.core.doc import moment
from onrecord_server.exports.formats import lines, rsmf
from onrecord_server.exports.names import asking
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.told import Event, Room, Scene
from tests.exports import scenes
from tests.operations.beginnings import begun
from tests.operations.hindsight.days import PEOPLE, Day, steps
from tests.operations.hindsight.test_days import settle
from tests.support.eyes import then
from tests.support.rebuilt import story


def _room(day: Day) -> Room:
    database = day.house.room.engines.directory.database("acme")
    scope = Scope(day.house.room.end() + 1, moment(2**53), conversations=(day.group,))
    (found,) = Reader(asking(database), "acme", scope).rooms()
    return found


def _handed_over(room: Room) -> dict[str, tuple[Scene, list[Event]]]:
    """Return what is built from the files of each format that is complete."""
    (written,) = scenes.written(lines.write(scenes.whole(room))).values()
    sliced = scenes.written(rsmf.write(scenes.whole(room)))
    slices = [sliced[path] for path in sorted(sliced)]
    return {"jsonl": lines.read(written.splitlines(keepends=True)), "rsmf": rsmf.read(slices)}


@settings(max_examples=5)
@given(st.integers(0, 2**32))
@pytest.mark.req("SEC-4")
def test_from_an_export_alone_each_sees_what_they_saw(seed: int) -> None:
    with begun(settle) as (house, group):
        day = Day(house, group)
        for step in steps(seed, 16):
            day.step(step)
        last = house.clock()
        moments = [*((at, person) for at, person, _ in day.seen), *((last, one) for one in PEOPLE)]
        for scene, events in _handed_over(_room(day)).values():
            for at, person in moments:
                with then(house.room.engines, "acme", at) as moment:
                    seen = moment.look(person, group)
                assert story(scene, events, at).seen_by(person) == seen, (at, person)
