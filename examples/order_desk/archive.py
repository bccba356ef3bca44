"""Who wrote the archive works here no more: they are read, and neither listed, asked nor written to."""

from collections.abc import Iterable, Iterator

from examples.order_desk.batches import Batches
from examples.order_desk.desk import Desk
from examples.order_desk.irc import Joined, Log, Renamed, Said
from examples.order_desk.load import person_of
from examples.order_desk.people import TENANT


PAGE = 200


def leave(desk: Desk, logs: Iterable[Log]) -> None:
    """Let the people of the archive leave; twice is once."""
    gone = _with_status(desk, logs, "active")
    with Batches(desk) as speak:
        for person in gone:
            with speak(None) as host:
                host.people.deactivate(person)
            speak.add(1)


def come_back(desk: Desk, logs: Iterable[Log]) -> None:
    """Let those who left come back: loading goes on where it stopped, in their names."""
    back = _with_status(desk, logs, "deactivated")
    with Batches(desk) as speak:
        for person in back:
            with speak(None) as host:
                host.people.reactivate(person)
            speak.add(1)


def _with_status(desk: Desk, logs: Iterable[Log], status: str) -> list[str]:
    ids = sorted({person_of(nick) for log in logs for nick in _nicks(log)})
    found: list[str] = []
    with desk.chat.acting_as(TENANT) as host:
        for at in range(0, len(ids), PAGE):
            known = host.people.list(ids=ids[at : at + PAGE], limit=PAGE).data
            found += [each.id for each in known if each.status == status]
    return found


def _nicks(log: Log) -> Iterator[str]:
    for each in log.happenings:
        if isinstance(each, Said):
            yield each.author
        elif isinstance(each, Renamed):
            yield from (each.nick, each.now)
        elif isinstance(each, Joined):
            yield each.nick
