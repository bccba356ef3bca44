"""`onrecord handover`: what somebody who leaves served goes to a successor; seen, begun and followed."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Final

from onrecord.client import Actor
from onrecord.errors import UsageError
from onrecord.wire.handovers import Handover, HandoverItem, HandoverPreview
from onrecord_server.commands import load


_COUNTED: Final = ("handed_over", "introduced", "left", "kept")
_PAGE: Final = 200


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``handover``; it sets ``run(arguments) -> int``."""
    text = "hand what somebody served over to a successor, and shut them out"
    parser = subparsers.add_parser("handover", help=text)
    verbs = parser.add_argument("verb", choices=tuple(_VERBS))
    verbs.help = "preview changes nothing; start and progress end with 1 where it stopped"
    parser.add_argument("--app", required=True, help="your OnRecord, such as myapp.chat:chat")
    parser.add_argument("--tenant", required=True, help="whose people they are")
    parser.add_argument("--person", help="who leaves; list: only theirs")
    parser.add_argument("--successor", help="preview, start: who takes over")
    parser.add_argument("--reason", help="start: why, as a code of yours, such as left")
    parser.add_argument("--id", help="progress: of this one; without, the latest of --person")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with closing(load(arguments.app)) as chat, chat.acting_as(arguments.tenant) as host:
        return _VERBS[arguments.verb](host, arguments)


def _named(arguments: argparse.Namespace, *names: str) -> list[str]:
    """Return what is needed. Raises ``UsageError`` where it is not said."""
    missing = [f"--{name}" for name in names if not getattr(arguments, name)]
    if missing:
        raise UsageError(f"onrecord handover {arguments.verb} needs {' and '.join(missing)}")
    return [getattr(arguments, name) for name in names]


def _preview(host: Actor, arguments: argparse.Namespace) -> int:
    person, successor = _named(arguments, "person", "successor")
    seen = host.handovers.preview(person, successor, limit=_PAGE)
    _say(_counts(seen))
    while True:
        _say(*map(_place, seen.data))
        if seen.next_cursor is None:
            return 0
        seen = host.handovers.preview(person, successor, cursor=seen.next_cursor, limit=_PAGE)


def _place(item: HandoverItem) -> str:
    """Return what becomes of a place: which, what and why; its title is not known here."""
    return f"  {item.conversation_id or item.space_id}: {item.outcome}, {item.why}"


def _start(host: Actor, arguments: argparse.Namespace) -> int:
    person, successor, reason = _named(arguments, "person", "successor", "reason")
    return _stands(host.handovers.start(person, successor, reason_code=reason))


def _progress(host: Actor, arguments: argparse.Namespace) -> int:
    if arguments.id:
        return _stands(host.handovers.get(arguments.id))
    (person,) = _named(arguments, "person")
    latest = host.handovers.list(person_id=person, limit=1).data
    if not latest:
        raise UsageError(f"nothing of {person} was handed over")
    return _stands(latest[0])


def _list(host: Actor, arguments: argparse.Namespace) -> int:
    found = False
    for one in host.handovers.iterate(person_id=arguments.person, limit=_PAGE):
        found = True
        _say(_line(one))
    if not found:
        _say("nothing was handed over")
    return 0


def _stands(one: Handover) -> int:
    _say(_line(one), *_next(one))
    return 1 if one.state == "stopped" else 0


def _line(one: Handover) -> str:
    why = f" ({one.stopped_by})" if one.stopped_by else ""
    who = f"{one.person_id} to {one.successor_id}"
    return f"{one.id}  {one.started_at:%Y-%m-%d}  {who}  {one.state}{why}: {_counts(one)}"


def _next(one: Handover) -> Iterator[str]:
    if one.state == "running":
        yield "a worker goes on with it: onrecord handover progress"


def _counts(of: Handover | HandoverPreview) -> str:
    return ", ".join(f"{getattr(of, name)} {name}" for name in _COUNTED)


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


_VERBS: Final[Mapping[str, Callable[[Actor, argparse.Namespace], int]]] = {
    "preview": _preview,
    "start": _start,
    "progress": _progress,
    "list": _list,
}
