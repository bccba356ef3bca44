"""Minimums, maximums, holds, releases, requests and time in any order: what goes is what may go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import StillKept
from onrecord_server.holds.rules import Hold
from onrecord_server.retention import governing
from onrecord_server.retention.governing import Governing
from onrecord_server.retention.rules import RetentionRule, end
from tests.operations.retention.conftest import Archive


SCOPES: dict[str, dict[str, Any]] = {
    "person": {"persons": frozenset({"bob"})},
    "words": {"words": frozenset({"BOUGHT"})},
    "elsewhere": {"conversations": frozenset({"cnv_other"})},
}
COVERING = {"person", "words"}
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["hold", "release"]), st.sampled_from(sorted(SCOPES))),
        st.tuples(st.just("wait"), st.sampled_from([1, 200, 500])),
        st.tuples(st.just("minimum"), st.sampled_from(["P1M", "P1Y"])),
        st.tuples(st.just("maximum"), st.sampled_from(["P2M", "P2Y"])),
        st.tuples(st.just("ask"), st.just(None)),
    ),
    max_size=8,
)


@contextmanager
def _governed(rules: dict[str, str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        rule = RetentionRule(
            "r",
            basis="law",
            disposition="erase",
            minimum=rules.get("minimum"),
            maximum=rules.get("maximum"),
        )
        patch.setattr(governing, "in_force", lambda _: Governing(1, (rule,)))
        yield


@pytest.mark.req("GDP-3")
@pytest.mark.req("LH-1")
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_what_goes_is_what_may_go(archive: Archive, history: list[tuple[str, Any]]) -> None:
    archive.holds.clear()
    sent = archive.say("we bought it")
    archive.asked()
    rules: dict[str, str] = {}
    asked: dict[str, str] = {}
    for kind, what in [*history, ("wait", 0)]:
        before = archive.house.room.end()
        _happen(archive, kind, what, rules, asked)
        assert archive.house.room.end() == before, "nothing of this destroys anything"
        with _governed(rules):
            if _try(archive, sent, rules, asked):
                return


def _happen(
    archive: Archive, kind: str, what: Any, rules: dict[str, str], asked: dict[str, str]
) -> None:
    if kind == "wait":
        archive.house.clock.forward(days=what)
    elif kind == "hold":
        archive.holds[what] = Hold(what, f"M-{what}", **SCOPES[what])
    elif kind == "release":
        archive.holds.pop(what, None)
    elif kind == "ask":
        asked["request"] = archive.asked()
    else:
        rules[kind] = what


def _try(archive: Archive, sent: Any, rules: dict[str, str], asked: dict[str, str]) -> bool:
    """Try to erase; say whether it went. It goes exactly where the law as it is written here says so."""
    now = archive.house.clock() + timedelta(seconds=1)
    least = end(sent.created_at, rules["minimum"]) if "minimum" in rules else sent.created_at
    most = end(sent.created_at, rules["maximum"]) if "maximum" in rules else None
    held, kept = bool(archive.holds.keys() & COVERING), now < least
    due = bool(asked) or (most is not None and least <= most <= now)
    refused = _refusal(archive, sent.id, asked)
    assert refused == ("hold" if held else "minimum" if kept else None if due else "nothing")
    return refused is None


def _refusal(archive: Archive, message_id: str, asked: dict[str, str]) -> str | None:
    try:
        archive.erase(message_id, **asked)
    except StillKept as refused:
        return str(refused.extra["because"])
    return None
