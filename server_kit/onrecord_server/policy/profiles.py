"""What each profile asks of a policy: what it turns on, and what it refuses, rule by rule. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from onrecord.wire.policy_document import (
    EmergencyTrigger,
    NoticeRule,
    PolicyDocument,
    Profile,
    Retention,
    SampleTrigger,
    SubjectTrigger,
)
from onrecord_server.policy.bounds import crossed
from onrecord_server.policy.durations import is_longer


#: Where in a document, and what is wrong there.
Objection = tuple[str, str]
Check = Callable[[PolicyDocument], Iterable[Objection]]
Turn = Callable[[PolicyDocument], PolicyDocument]

SIX_YEARS: Final = "P6Y"
#: What is kept at most where a profile asks for an end and the policy names none.
MOST: Final = "P3Y"
#: A sample is of so many percent at most where people are to be watched in proportion.
PROPORTIONATE: Final = 10
#: Messages shown on each side of what was found, where no more than needed is to be seen.
NEEDED: Final = 10
#: The line by which nothing leaves that is not sealed; what is asked for is judged by it, no policy says it.
SEALED: Final = "sealed"
_RATIONALES: Final = ("violation", "escalate")


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of a profile: turned on by the policy, by a setting, or the duty of whoever runs it."""

    profile: Profile
    rule: str
    name: str
    kind: Literal["policy", "setting", "duty"] = "policy"
    check: Check = lambda _: ()
    turns_on: Turn = lambda document: document

    def objections(self, document: PolicyDocument) -> list[Objection]:
        """Return what contradicts the rule, each with its id."""
        said = f"{self.rule} ({self.profile})"
        return [(at, f"{said}: {why}") for at, why in self.check(document)]


def lines(profiles: Iterable[Profile]) -> list[Line]:
    """Return the lines of some profiles, in their order."""
    asked = set(profiles)
    return [one for one in LINES if one.profile in asked]


def completed(document: PolicyDocument) -> PolicyDocument:
    """Return the document with what its profiles turn on and it does not say; twice changes nothing."""
    for line in lines(document.profiles):
        document = line.turns_on(document)
    return document


def objections(document: PolicyDocument) -> Iterator[Objection]:
    """Say what of a document contradicts its profiles."""
    for line in lines(document.profiles):
        yield from line.objections(document)


def unsealed(profiles: Iterable[Profile]) -> str | None:
    """Say by which rule nothing leaves that is not sealed to somebody's key; nothing where none asks."""
    asked = (f"{one.rule} ({one.profile})" for one in lines(profiles) if one.name == SEALED)
    found = next(asked, None)
    return None if found is None else f"{found}: what leaves is sealed to the key of who opens it."


def together(profiles: Iterable[Profile]) -> list[str]:
    """Return how profiles agree that ask for different things, by the name of each answer."""
    asked = set(profiles)
    return [name for pair, name in _AGREED if pair <= asked]


# -- what is there -----------------------------------------------------------------------------------


def _general(document: PolicyDocument) -> list[Retention]:
    """Return the rules of retention that are about everything."""
    return [one for one in document.retention if not one.spaces and not one.conversations]


def _kinds(document: PolicyDocument) -> set[str]:
    return {one.kind for one in document.triggers}


def _with(document: PolicyDocument, **parts: Any) -> PolicyDocument:
    return document.model_copy(update=parts)


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name that nothing in the document has yet."""
    used = set(taken)
    names = (name, *(f"{name}-{number}" for number in range(2, 200)))
    return next(one for one in names if one not in used)


def _with_trigger(document: PolicyDocument, trigger: Any) -> PolicyDocument:
    if trigger.kind in _kinds(document):
        return document
    name = _free(trigger.id, (one.id for one in document.triggers))
    return _with(document, triggers=[*document.triggers, trigger.model_copy(update={"id": name})])


def _with_retention(document: PolicyDocument, rule: Retention) -> PolicyDocument:
    name = _free(rule.id, (one.id for one in document.retention))
    return _with(document, retention=[*document.retention, rule.model_copy(update={"id": name})])


# -- broker_dealer -----------------------------------------------------------------------------------


def _keeps_six_years(document: PolicyDocument) -> bool:
    minimums = (one.minimum for one in _general(document) if one.minimum)
    return any(not is_longer(SIX_YEARS, one) for one in minimums)


def _six_years(document: PolicyDocument) -> Iterator[Objection]:
    if not _keeps_six_years(document):
        yield "/retention", "everything is kept for six years at least (P6Y)."


def _turn_six_years(document: PolicyDocument) -> PolicyDocument:
    if _keeps_six_years(document):
        return document
    books = Retention(id="finra-4511", minimum=SIX_YEARS, basis="FINRA 4511")
    return _with_retention(document, books)


def _nothing_sooner(document: PolicyDocument) -> Iterator[Objection]:
    for index, one in enumerate(document.retention):
        if crossed(SIX_YEARS, one.maximum):
            yield f"/retention/{index}/maximum", f"{one.id} would let go before six years are over."


def _sampled(document: PolicyDocument) -> Iterator[Objection]:
    if "random_sample" not in _kinds(document):
        yield "/triggers", "a part of what is said is drawn by chance and reviewed."


def _turn_sample(document: PolicyDocument) -> PolicyDocument:
    sample = SampleTrigger(id="finra-3110", percent=5, period="P1W", severity="low", due="P7D")
    return _with_trigger(document, sample)


def _reasons(document: PolicyDocument) -> Iterator[Objection]:
    for name in _RATIONALES:
        if name not in document.process.rationale_required:
            yield "/process/rationale_required", f"a review that ends with {name} has its reason."


def _turn_reasons(document: PolicyDocument) -> PolicyDocument:
    said = document.process.rationale_required
    missing = [one for one in _RATIONALES if one not in said]
    process = document.process.model_copy(update={"rationale_required": [*said, *missing]})
    return _with(document, process=process) if missing else document


def _produced(document: PolicyDocument) -> Iterator[Objection]:
    if not any("export" in one.may for one in document.reviewers):
        yield "/reviewers", "somebody may export, so that records are produced."


# -- healthcare --------------------------------------------------------------------------------------


def _emergency(document: PolicyDocument) -> Iterator[Objection]:
    if "break_glass" not in _kinds(document):
        yield "/triggers", "there is a way in for emergencies (break_glass)."


def _turn_emergency(document: PolicyDocument) -> PolicyDocument:
    found = _with_trigger(document, EmergencyTrigger(id="hipaa-emergency"))
    told = any("break_glass" in one.of for one in found.notices if one.to == "privacy_officer")
    notice = NoticeRule(to="privacy_officer", of=["break_glass"])
    return found if told else _with(found, notices=[*found.notices, notice])


def _no_more_than_needed(document: PolicyDocument) -> Iterator[Objection]:
    if document.process.context > NEEDED:
        yield (
            "/process/context",
            f"no more than is needed is shown: {NEEDED} messages on each side at most.",
        )


def _own_devices(document: PolicyDocument) -> Iterator[Objection]:
    if document.expectation.personal_devices == "allowed":
        yield "/expectation/personal_devices", "health data is not on unmanaged devices."


def _names_no_content(document: PolicyDocument) -> Iterator[Objection]:
    notices = document.sms.notices
    if not {"always", "classified"} & set(notices.when):
        yield "/sms/notices/when", "texts to people outside hold no content: always, or classified."


def _turn_notices(document: PolicyDocument) -> PolicyDocument:
    """Let every text go as a notice with a link, where nothing is said of notices."""
    sms = document.sms
    if sms.notices.when:
        return document
    notices = sms.notices.model_copy(update={"when": ["always"]})
    return _with(document, sms=sms.model_copy(update={"notices": notices}))


# -- gdpr_employer -----------------------------------------------------------------------------------


def _ends(document: PolicyDocument) -> Iterator[Objection]:
    if not any(one.maximum for one in _general(document)):
        yield "/retention", "everything has an end: say how long it is kept at most."


def _turn_end(document: PolicyDocument) -> PolicyDocument:
    """Ask an officer when the longest minimum is over."""
    if any(one.maximum for one in _general(document)):
        return document
    most = MOST
    for one in _general(document):
        most = one.minimum if one.minimum and is_longer(one.minimum, most) else most
    limit = Retention(id="gdpr-limit", maximum=most, disposition="ask", basis="GDPR Art 5(1)(e)")
    return _with_retention(document, limit)


def _some_privacy(document: PolicyDocument) -> Iterator[Objection]:
    if document.expectation.privacy == "none":
        yield "/expectation/privacy", "who works keeps a private life: limited or confidential."


def _in_proportion(document: PolicyDocument) -> Iterator[Objection]:
    for index, one in enumerate(document.triggers):
        if one.kind == "random_sample" and one.percent > PROPORTIONATE:
            yield (
                f"/triggers/{index}/percent",
                f"a sample is in proportion: {PROPORTIONATE} percent at most.",
            )


def _pseudonyms(document: PolicyDocument) -> Iterator[Objection]:
    for index, one in enumerate(document.reviewers):
        if one.sees_identity:
            yield f"/reviewers/{index}/sees_identity", "names are revealed where they are needed."


def _own_looks(document: PolicyDocument) -> Iterator[Objection]:
    if document.transparency.own_looks != "each":
        yield "/transparency/own_looks", "people see each look at their messages."


def _council(document: PolicyDocument) -> Iterator[Objection]:
    if "works_council" not in document.scope.protected_tags:
        yield "/scope/protected_tags", "what is for the works council is protected (works_council)."


def _turn_council(document: PolicyDocument) -> PolicyDocument:
    tags = document.scope.protected_tags
    if "works_council" in tags:
        return document
    scope = document.scope.model_copy(update={"protected_tags": [*tags, "works_council"]})
    return _with(document, scope=scope)


def _access(document: PolicyDocument) -> Iterator[Objection]:
    if "data_subject_request" not in _kinds(document):
        yield "/triggers", "there is a way to answer who asks what is kept about them."


def _turn_access(document: PolicyDocument) -> PolicyDocument:
    return _with_trigger(document, SubjectTrigger(id="gdpr-access"))


# The order matters: an end is reckoned from the minimums that are turned on before it.
LINES: Final[tuple[Line, ...]] = (
    Line("broker_dealer", "FIN-1", "kept", check=_six_years, turns_on=_turn_six_years),
    Line("broker_dealer", "SEC-1", "not_sooner", check=_nothing_sooner),
    Line("broker_dealer", "FIN-2", "sampled", check=_sampled, turns_on=_turn_sample),
    Line("broker_dealer", "FIN-3", "reasons", check=_reasons, turns_on=_turn_reasons),
    Line("broker_dealer", "SEC-4", "produced", check=_produced),
    Line("broker_dealer", "SEC-3", "signed", "setting"),
    Line("broker_dealer", "SEC-5", "backup", "duty"),
    Line("broker_dealer", "SEC-6", "officer", "duty"),
    Line("broker_dealer", "FIN-7", "off_channel", "duty"),
    Line("healthcare", "HIP-3", "emergency", check=_emergency, turns_on=_turn_emergency),
    Line("healthcare", "HIP-5", "encrypted", "setting"),
    Line("healthcare", "HIP-7", "signed", "setting"),
    Line("healthcare", "HIP-10", "needed", check=_no_more_than_needed),
    Line("healthcare", "HIP-9", "devices", check=_own_devices),
    Line("healthcare", "HIP-9", SEALED),
    Line("healthcare", "HIP-9", "notices", check=_names_no_content, turns_on=_turn_notices),
    Line("healthcare", "HIP-4", "sessions", "duty"),
    Line("healthcare", "HIP-6", "examined", "duty"),
    Line("healthcare", "HIP-8", "second_factor", "duty"),
    Line("gdpr_employer", "GDP-3", "ends", check=_ends, turns_on=_turn_end),
    Line("gdpr_employer", "GDP-5", "access", check=_access, turns_on=_turn_access),
    Line("gdpr_employer", "GDP-6", "privacy", check=_some_privacy),
    Line("gdpr_employer", "GDP-6", "proportion", check=_in_proportion),
    Line("gdpr_employer", "GDP-6", "pseudonyms", check=_pseudonyms),
    Line("gdpr_employer", "GDP-6", "own_looks", check=_own_looks),
    Line("gdpr_employer", "GDP-6", "council", check=_council, turns_on=_turn_council),
    Line("gdpr_employer", "GDP-1", "in_time", "duty"),
    Line("gdpr_employer", "GDP-6", "assessed", "duty"),
)

_AGREED: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (frozenset({"broker_dealer", "gdpr_employer"}), "kept_then_ends"),
    (frozenset({"broker_dealer", "gdpr_employer"}), "sampled_in_proportion"),
    (frozenset({"healthcare", "gdpr_employer"}), "opened_and_told"),
)
