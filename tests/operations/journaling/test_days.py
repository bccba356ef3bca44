"""Whatever happened, and however often it was delivered in between: the journal holds what the export holds."""

import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.core.doc import moment
from onrecord_server.exports.formats import lines
from onrecord_server.exports.names import asking
from onrecord_server.exports.reading import Reader, Scope
from tests.operations.beginnings import begun
from tests.operations.hindsight.days import Day, steps
from tests.operations.hindsight.test_days import settle
from tests.operations.journaling.conftest import Killed, Post


def _exported(post: Post, end: int) -> dict[str, list[Any]]:
    scope = Scope(end, moment(2**53))
    rooms = Reader(asking(post.database), "acme", scope).rooms()
    return {room.scene.place.id: _heard(list(room.events())) for room in rooms}


def _heard(events: list[Any]) -> list[Any]:
    """Leave out what became of people elsewhere: a journal has them by name with what they do."""
    elsewhere = ("called", "closed", "reopened")
    return [_bare(one) for one in events if one.kind not in elsewhere]


def _journaled(post: Post) -> dict[str, list[Any]]:
    """Return what an archive has that lets go of what it got before by the same name."""
    found: dict[str, list[Any]] = defaultdict(list)
    for name, files in sorted(dict(post.archive.taken).items()):
        (data,) = files.values()
        scene, events = lines.read(data.splitlines(keepends=True))
        assert scene.place.id == name.rpartition(".")[2]
        found[scene.place.id] += [_bare(one) for one in events]
    return dict(found)


def _bare(event: Any) -> Any:
    """Leave out what follows later in the same export."""
    return replace(event, edited_at=None) if event.kind in ("said", "edited") else event


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_the_journal_holds_what_the_export_holds(seed: int) -> None:
    chance = random.Random(seed)
    with begun(settle) as (house, group):
        day, post = Day(house, group), Post(house)
        for step in steps(seed, 14):
            day.step(step)
            if chance.random() < 0.3:
                post.archive.after = {group: Killed()} if chance.random() < 0.3 else {}
                try:
                    post.deliver()
                except Killed:
                    post.wait(121)
        post.archive.after = {}
        post.wait(1000)
        post.deliver()
        assert _journaled(post) == _exported(post, house.room.end() + 1)
