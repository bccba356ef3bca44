"""Cases and what they show, from rows to wire."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

from onrecord.wire import cases as wire
from onrecord.wire.attachments import Attachment
from onrecord.wire.case_versions import CaseSpan, CaseVersion
from onrecord.wire.case_words import CaseAppeal, CaseNote, CaseReport
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.oversight.cases import rules
from onrecord_server.oversight.cases.veiling import Veil


def _moment(value: int | None) -> Any:
    return None if value is None else moment(value)


@dataclass
class Names:
    """What the people of a case are called to one reader, and who they are where the reader sees it."""

    pepper: bytes
    known: bool
    veil: Veil = field(default_factory=Veil)
    met: dict[str, str] = field(default_factory=dict)

    def __call__(self, person: str) -> str:
        """Return what somebody is called; they are one of the people of the case from then on."""
        if person.startswith("service:"):
            return person
        return self.met.setdefault(
            person, person if self.known else rules.pseudonym(self.pepper, person)
        )

    def place(self, real: Any) -> Any:
        """Return which message it is, or where, to whoever sees who wrote it; ``None`` to others."""
        return real if self.known else None

    def file(self, attachment: str) -> str:
        """Return what a file is called."""
        return attachment if self.known else rules.file_reference(self.pepper, attachment)

    def entry(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an entry of the case as its reader is told it: which message it is, and where, is left out."""
        facts = dict(said.get("facts", {}))
        if "message" in facts:
            facts["message"] = rules.reference(self.pepper, facts["message"])
        if "conversation" in facts:
            facts["conversation"] = "its conversation"
        return said if self.known else {**said, "facts": facts}

    def maybe(self, person: str | None) -> str | None:
        """Return the same of somebody who may not be there."""
        return None if person is None else self(person)

    def over(
        self, text: str, spans: Sequence[tuple[int, int]] = ()
    ) -> tuple[str, list[tuple[int, int]]]:
        """Return a text as its reader is shown it, and where its spans are in that."""
        return (text, list(spans)) if self.known else self.veil.over(text, spans, self)

    def said(self, content: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return what somebody wrote beside a case, as its reader is shown it."""
        text = None if content is None else content.get("said")
        return content if text is None else {**(content or {}), "said": self.over(text)[0]}

    def people(self) -> list[wire.CasePerson]:
        """Return everybody who was named."""
        return [
            wire.CasePerson(name=name, person_id=person if self.known else None)
            for person, name in self.met.items()
        ]


_KEPT = (
    *("id", "version", "source", "trigger", "severity", "findings", "reports"),
    *("assigned_by", "escalated_by", "policy_version", "policy_hash", "disposition", "action"),
    *("decided_by", "approved_by"),
)


@dataclass(frozen=True)
class Standing:
    """What is found of a case only when somebody asks: its state, who has it, and what it shows."""

    state: str
    assignee: str | None
    around: tuple[int, int]
    now: int
    protected: bool
    name: Names
    appeal: wire.CaseAgainst | None = None
    requests: Sequence[Any] = ()
    may: Sequence[wire.CaseAct] = ()


def case(row: Any, stands: Standing) -> wire.Case:
    """Return a case without a word of it."""
    before, after = stands.around
    going = stands.state in {*rules.OPEN, "appealed"}
    times = ("due_at", "opened_at", "decided_at", "appeal_until")
    return wire.Case.model_validate(
        {
            **{name: getattr(row, name) for name in _KEPT},
            **{name: _moment(getattr(row, name)) for name in times},
            "state": stands.state,
            "assignee": stands.assignee,
            "protected": stands.protected,
            "overdue": going and row.due_at < stands.now,
            "message": _reference(row),
            "conversation_id": stands.name.place(row.conversation),
            "message_id": stands.name.place(row.message),
            "person": None if row.person is None else stands.name(row.person),
            "before": before,
            "after": after,
            "appeal": stands.appeal,
            "requests": list(stands.requests),
            "may": list(stands.may),
        }
    )


def _reference(row: Any) -> str | None:
    return None if row.message is None else rules.reference(row.pepper, row.message)


def message(
    row: Any,
    names: Names,
    *,
    focus: bool = False,
    found: Sequence[Any] = (),
    versions: Sequence[CaseVersion] = (),
) -> wire.CaseMessage:
    """Return a message as a case shows it: its newest words, be it removed; ``found`` are its hits."""
    words = {} if row.body is None else from_json(row.body)
    here = [one for one in found if one.version == row.version and one.author == row.author]
    text, spans = _shown(words.get("text"), here, names)
    return wire.CaseMessage(
        id=rules.reference(names.pepper, row.id),
        message_id=names.place(row.id),
        position=names.place(row.position),
        author=names(row.author),
        on_behalf_of=row.on_behalf_of if names.known else None,
        text=text,
        original=_uncovered(here, names),
        version=row.version,
        state="erased" if row.body is None else row.state,
        focus=focus,
        spans=spans,
        versions=list(versions),
        attachments=[_file(one, names) for one in words.get("attachments", [])],
        created_at=moment(row.created_at),
        edited_at=_moment(getattr(row, "edited_at", None)),
        removed_at=_moment(getattr(row, "removed_at", None)),
        removed_by=names.maybe(getattr(row, "removed_by", None)),
    )


def _uncovered(found: Sequence[Any], names: Names) -> str | None:
    original = next((said for one in found if (said := _original(one)) is not None), None)
    return _shown(original, (), names)[0]


def versions(
    said: Sequence[Any], names: Names, found: Sequence[Any], begun: int
) -> list[CaseVersion]:
    """Return the versions of a message since that which a case is about; none where that is the only one."""
    written = {int(from_json(one.entry)["version"]): one for one in said}
    since = [one.version for one in found if one.at >= begun]
    first = rules.first_shown({version: one.at for version, one in written.items()}, begun, since)
    shown = [version for version in sorted(written) if version >= first]
    if len(shown) < 2:
        return []
    return [_version(version, written[version], names, found) for version in shown]


def _version(version: int, row: Any, names: Names, found: Sequence[Any]) -> CaseVersion:
    words = {} if row.body is None else from_json(row.body)
    here = [one for one in found if one.version == version]
    text, spans = _shown(words.get("text"), here, names)
    return CaseVersion(
        version=version,
        at=moment(row.at),
        text=text,
        original=_uncovered(here, names),
        spans=spans,
    )


def _file(said: Mapping[str, Any], names: Names) -> Attachment:
    """Return a file with nobody's name in what it is called and how it is described."""
    spoken = {name: said[name] for name in ("name", "alt") if said.get(name)}
    covered = {name: names.over(text)[0] for name, text in spoken.items()}
    return Attachment.model_validate({**said, **covered, "id": names.file(said["id"])})


def _shown(
    text: str | None, found: Sequence[Any], names: Names
) -> tuple[str | None, list[CaseSpan]]:
    """Return a text with names where it mentions people, and where in that something was found."""
    if text is None:
        return None, []
    spans = sorted({(start, end, rule) for one in found for start, end, rule in _spans(one)})
    places = [(start, end) for start, end, _ in spans]
    said, moved = names.over(text, places)
    return said, [
        CaseSpan(start=start, end=end, rule=rule)
        for (start, end), (_, _, rule) in zip(moved, spans, strict=True)
    ]


def _spans(hit: Any) -> list[tuple[int, int, str]]:
    found = [] if hit.body is None else from_json(hit.body)["spans"]
    return [(start, end, rule) for start, end, rule in found]


def _original(hit: Any) -> str | None:
    """Return the text before it was covered, where a finding has it."""
    return None if hit.body is None else from_json(hit.body).get("text")


def finding(hit: Any, author: str, names: Names) -> wire.CaseFinding:
    """Return what was found, and which rules of the list it met; with the words where they are no message."""
    said = _original(hit) if hit.author != author else None
    return wire.CaseFinding(
        said=_shown(said, (), names)[0],
        trigger=hit.trigger,
        severity=hit.severity,
        action=hit.action,
        at=moment(hit.at),
        lexicon=hit.lexicon,
        lexicon_version=hit.lexicon_version,
        rules=sorted({rule for _, _, rule in _spans(hit)}),
    )


def appeal(row: Any, said: Mapping[str, Any] | None) -> CaseAppeal:
    """Return what the author says against it."""
    text = (said or {}).get("said", "")
    return CaseAppeal(
        id=row.id,
        state=row.state,
        dispute=bool(row.dispute),
        said=text,
        at=moment(row.made_at),
        due_at=moment(row.due_at),
    )


def against(row: Any, now: int, seconded: Collection[str] = ()) -> wire.CaseAgainst:
    """Return what the author says against a case and waits, without a word of it."""
    return wire.CaseAgainst(
        id=row.id,
        dispute=bool(row.dispute),
        made_at=moment(row.made_at),
        due_at=moment(row.due_at),
        overdue=row.due_at < now,
        seconded=row.id in seconded,
    )


def request(row: Any, case: Any, now: int, said: Mapping[str, Any]) -> wire.CaseRequest:
    """Return what was asked of a case, with the words of it that its reader may have.

    What waited when it was decided is over.
    """
    state = rules.request_state(row, now)
    over = state == "waiting" and not rules.is_waiting(row, case, now)
    kept = ("id", "kind", "hash", "asked_by", "decided_by", "whom", "before", "after")
    return wire.CaseRequest.model_validate(
        {
            **{name: getattr(row, name) for name in (*kept, "disposition", "action", "upheld")},
            "state": "lapsed" if over else state,
            "asked_at": moment(row.asked_at),
            "decided_at": _moment(row.decided_at),
            "reason": said.get("reason") or said.get("rationale"),
            "told": said.get("told"),
        }
    )


def report(row: Any, said: Mapping[str, Any] | None, *, known: bool) -> CaseReport:
    """Return what somebody reported, and who where that is known."""
    return CaseReport(
        reason_code=row.reason_code,
        said=None if said is None else said.get("said"),
        at=moment(row.at),
        reporter=row.reporter if known else None,
    )


def note(row: Any, said: Mapping[str, Any] | None) -> CaseNote:
    """Return what a reviewer wrote down."""
    return CaseNote(by=row.actor, at=moment(row.at), text=(said or {}).get("text", ""))


@composes(
    *("case.queued", "case.opened", "case.decided", "case.assigned", "case.noted"),
    *("case.escalated", "case.asked", "case.approved", "case.denied", "case.widened"),
    *("case.revealed", "case.appealed", "case.closed", "case.hidden"),
)
def _case(item: Stored) -> dict[str, Any]:
    asked = item.entry.get("facts", {}).get("request")
    named = {} if asked is None else {"request_id": asked}
    return {"case_id": item.entry["object"], **named}


@composes("report.made")
def _reported(item: Stored) -> dict[str, Any]:
    return {"report_id": item.entry["object"]}
