"""What a person may have at most holds at two workers too: they count one after the other."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from onrecord.errors import Full, QuotaExceeded
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.core.settings import Limits
from tests.support import engines
from tests.support.at_once import at_once
from tests.support.engines import Room


PEOPLE = [f"person{number}" for number in range(8)]


@pytest.fixture
def workers(database_url: str) -> Iterator[tuple[Room, Room]]:
    """Two workers that let a person keep one message and begin one upload."""
    files = Attachments(rules=FileRules(uploads_a_person=1))
    options: dict[str, Any] = {"limits": Limits(saved=1), "attachments": files}
    with (
        engines.room(database_url, **options) as one,
        engines.room(database_url, **options) as two,
    ):
        yield one, two


def test_saved_messages(workers: tuple[Room, Room]) -> None:
    one, _ = workers
    for name in PEOPLE:
        made = one.person(name).conversations.create(kind="group", members=[]).id
        sent = [one.plain(name).messages.send(made, text).id for text in ("a", "b")]
        mine = [worker.plain(name) for worker in workers]
        calls = [partial(me.saved.add, message) for me, message in zip(mine, sent, strict=True)]
        assert [type(answer) for answer in at_once(calls)].count(Full) == 1


def test_uploads(workers: tuple[Room, Room]) -> None:
    one, _ = workers
    for name in PEOPLE:
        made = one.person(name).conversations.create(kind="group", members=[]).id
        mine = [worker.plain(name) for worker in workers]
        calls = [partial(me.attachments.begin, "a.txt", 1, conversation_id=made) for me in mine]
        assert [type(answer) for answer in at_once(calls)].count(QuotaExceeded) == 1
