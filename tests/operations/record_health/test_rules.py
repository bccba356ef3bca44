"""How it stands is judged of values; what is said of a place outside can hold no secret."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.wire.record_health import Reason
from onrecord_server.core.ports import SKEW
from onrecord_server.record.named import shown_name, shown_receipt
from onrecord_server.record_health import rules


NOW = 1_700_000_000_000_000
DAY = 86_400_000_000


@pytest.mark.parametrize(
    ("last", "ago", "every", "state"),
    [
        (None, None, 86_400.0, "never"),
        ("passed", DAY, 86_400.0, "sound"),
        ("passed", 2 * DAY + 1, 86_400.0, "overdue"),
        ("passed", 900 * DAY, 0.0, "sound"),
        ("failed", 900 * DAY, 86_400.0, "failed"),
        ("stopped", 0, 86_400.0, "stopped"),
    ],
)
def test_a_record_is_as_its_last_check_says_until_the_next_one_is_overdue(
    last: str | None, ago: int | None, every: float, state: str
) -> None:
    begun = None if ago is None else NOW - ago
    assert rules.check_state(last, begun, every, NOW) == state


def kept(**other: int | None) -> rules.Kept:
    plain = {"size": 7, "most": 7, "kept_at": NOW, "tries": 0, "next_at": NOW, "longest": 1}
    return rules.Kept(**{**plain, **other})  # type: ignore[arg-type]


def test_a_witness_that_lacks_a_head_for_longer_than_usual_is_behind() -> None:
    assert rules.witness_state(None, None, NOW) == "never"
    assert rules.witness_state(kept(), None, NOW) == "current"
    then = {"kept_at": NOW - DAY, "next_at": NOW - DAY}
    assert rules.witness_state(kept(**then), NOW - rules.GRACE, NOW) == "current"
    assert rules.witness_state(kept(**then), NOW - rules.GRACE - 1, NOW) == "behind"
    assert rules.witness_state(kept(tries=1), None, NOW) == "failing"
    assert rules.witness_state(kept(size=0, kept_at=None), None, NOW) == "never"


def test_a_witness_that_gets_a_head_only_so_often_is_behind_when_that_is_over() -> None:
    hour, missed = 3_600_000_000, NOW - DAY
    plain = {"longest": 6 * hour}
    waits = kept(**plain, kept_at=NOW - hour, next_at=NOW - rules.GRACE)
    assert rules.witness_state(waits, missed, NOW) == "current"
    over = kept(**plain, kept_at=NOW - hour, next_at=NOW - rules.GRACE - 1)
    assert rules.witness_state(over, missed, NOW) == "behind"
    put_off = kept(**plain, kept_at=NOW - 7 * hour, next_at=NOW + hour)
    assert rules.witness_state(put_off, missed, NOW) == "behind", "nobody waits for longer"


@pytest.mark.parametrize(
    "said", [{"size": 8}, {"kept_at": NOW + SKEW + 1}, {"next_at": NOW + SKEW + 2}]
)
def test_what_cannot_be_is_not_believed_of_a_witness(said: dict[str, int]) -> None:
    assert rules.witness_state(kept(**said), None, NOW) == "unbelieved"


def test_a_journal_that_nobody_delivers_is_late_though_nothing_says_so() -> None:
    plain = {"reaches": 5, "end": 9, "tries": 0, "next_at": NOW, "longest": 1}

    def state(**other: float) -> str:
        said = {"said_late": False, "behind": 0.0, "late": 60.0, **plain, **other}
        return rules.journal_state(rules.Delivered(**said), NOW)  # type: ignore[arg-type]

    assert state(behind=60.0) == "current"
    assert state(behind=61.0) == "late"
    assert state(tries=1, behind=61.0) == "failing"
    assert state(reaches=10) == "unbelieved"
    assert state(next_at=NOW + SKEW + 2) == "unbelieved"


def test_a_record_is_signed_late_when_something_waits_for_longer_than_usual() -> None:
    plain = {"signs": True, "size": 5, "parked": False, "oldest": None, "now": NOW}

    def state(**other: object) -> str:
        return rules.signing_state(**{**plain, **other})  # type: ignore[arg-type]

    assert state() == "signed"
    assert state(size=None) == "never"
    assert state(oldest=NOW - rules.GRACE - 1, size=None) == "late"
    assert state(parked=True) == "stopped"
    assert state(signs=False, parked=True) == "off"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("folder /mnt/elsewhere/heads", ("folder", "heads")),
        ("folder C:\\kept\\heads\\", ("folder", "heads")),
        ("bucket https://keep.example.org/heads/t0k3n", ("bucket", "keep.example.org")),
        ("mailbox audit@example.org", ("mailbox", "audit@example.org")),
        ("timestamps https://tsa.example.org/k3y", ("timestamps", "tsa.example.org")),
        ("cosigner https://cosigner.example.org/k3y", ("cosigner", "cosigner.example.org")),
        ("ours at https://me:pass@x.example/t0k3n?k=3", ("own", "ours at x.example")),
    ],
)
def test_of_a_name_is_shown_what_can_hold_no_secret(name: str, shown: tuple[str, str]) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("name", "receipt", "shown"),
    [
        ("folder /mnt/elsewhere", "/mnt/elsewhere/7.checkpoint", "7.checkpoint"),
        ("bucket https://keep.example.org/t0k3n", '200 7.checkpoint "e"', '200 7.checkpoint "e"'),
        ("ours", "kept at https://me:pass@x.example/t0k3n?k=3", "kept at x.example"),
    ],
)
def test_of_a_receipt_is_handed_over_what_can_hold_no_secret(
    name: str, receipt: str, shown: str
) -> None:
    assert shown_receipt(name, receipt) == shown


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("ConnectError: [Errno 111] Connection refused", "unreachable"),
        ("ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify", "certificate"),
        ("ReadTimeout: The read operation timed out", "timeout"),
        ("OSError: keep.example.org answers 403", "not_allowed"),
        ("OSError: keep.example.org answers 503", "answers_error"),
        ("OSError: [Errno 28] No space left on device: '/mnt/x'", "full"),
        ("FileNotFoundError: /mnt/x is no folder: mount it, or make it", "not_found"),
        ("UsageError: /mnt/x holds another head of the same size", "differs"),
        ("SMTPAuthenticationError: (535, b'no')", "not_allowed"),
        ("Refused: 413 for 1.jsonl", "refused"),
        ("WitnessRefused: tsa.example.org refuses: status 2, why", "refused"),
        ("WitnessRefused: tsa.example.org answers with no time stamp", "answers_error"),
        ("VerificationError: Nonce mismatch", "differs"),
        ("VerificationError: Error while verifying certificates: untrusted", "certificate"),
        ("KeyUnavailable: the key is away", "no_key"),
        ("Surprise: ", "unknown"),
        (None, None),
    ],
)
def test_why_is_said_in_one_word(problem: str | None, reason: str | None) -> None:
    assert rules.reason_of(problem) == reason


@given(st.text())
def test_nothing_of_what_was_answered_gets_through(problem: str) -> None:
    assert rules.reason_of(problem) in get_args(Reason)
