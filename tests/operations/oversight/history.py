"""Random histories of people, policies, grants and looks, and a plain account of what was shown to whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from onrecord.errors import Refusal
from onrecord.wire.grants import Grant, GrantedPage, GrantScope
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy.starting import start
from tests.operations.oversight.conftest import ROLES, Case


WRITERS: Final = ("alice", "bob", "carol")
LOOKERS: Final = ("ivan", "inga", "cora", "audrey", "alice")
DECIDERS: Final = ("cora", "prue", "ivan", "inga", "audrey")
TRIGGERS: Final = ("investigation", "emergency", "legal", "continuity", "report")
#: What a new version of the policy changes of the general one.
VERSIONS: Final[Mapping[str, Callable[[dict[str, Any]], object]]] = {
    "the same": lambda _: None,
    "longer": lambda said: said["triggers"][1].update(longest="P60D"),
    "two approve": lambda said: said["triggers"][1].update(approvals=2),
    "no investigation": lambda said: said["triggers"].pop(1),
    "no emergency": lambda said: said["triggers"].pop(4),
}


@dataclass(frozen=True)
class Shown:
    """A page that somebody was shown, under which grant, when."""

    grant: Grant
    page: GrantedPage
    place: str
    at: datetime


@dataclass
class History:
    """What happened so far."""

    case: Case
    places: list[str]
    grants: list[Grant] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    refused: int = 0

    def step(self, step: tuple[Any, ...]) -> None:
        """Try one thing; a refusal is an answer too, and a history goes on after it."""
        name, *given = step
        try:
            getattr(self, f"do_{name}")(*given)
        except Refusal:
            self.refused += 1

    def do_write(self, who: str, place: int) -> None:
        """Say something somewhere."""
        said = f"{who} at {len(self.shown)}"
        self.case.house.me(who).messages.send(self.places[place], said)

    def do_acknowledge(self, who: str) -> None:
        """Acknowledge the policy in force."""
        self.case.house.acknowledge(who)

    def do_ask(self, who: str, trigger: str, scope: int, deferred: bool) -> None:
        """Ask to look."""
        scopes = (
            GrantScope(conversations=[self.places[0]]),
            GrantScope(people=["alice"]),
            GrantScope(people=["bob"], conversations=self.places),
        )
        more: dict[str, Any] = {"lasts": "PT1H" if trigger == "emergency" else "P7D"}
        if deferred:
            more["defer_until"] = self.case.house.clock() + timedelta(days=30)
        if trigger == "legal":
            more["document_hash"] = "0" * 64
        self.grants.append(self.case.ask(who, trigger, scope=scopes[scope], **more))

    def _grant(self, number: int) -> Grant | None:
        return self.grants[number % len(self.grants)] if self.grants else None

    def do_approve(self, who: str, number: int) -> None:
        """Approve a request."""
        if (grant := self._grant(number)) is not None:
            self.case.approve(grant, who)

    def do_close(self, who: str, number: int) -> None:
        """End a grant."""
        if (grant := self._grant(number)) is not None:
            self.case.house.me(who).grants.close(grant.id, reason="It is settled by now")

    def do_review(self, who: str, number: int) -> None:
        """Review an emergency."""
        if (grant := self._grant(number)) is not None:
            self.case.house.me(who).grants.review(grant.id, finding="A threat, and it was real")

    def do_look(self, who: str, number: int, place: int) -> None:
        """Look under a grant."""
        if (grant := self._grant(number)) is None:
            return
        at = self.case.house.clock()
        page = self.case.house.me(who).grants.messages(grant.id, self.places[place])
        self.shown.append(Shown(grant, page, self.places[place], at))

    def do_forward(self, hours: int) -> None:
        """Let time pass."""
        self.case.house.clock.forward(hours=hours)

    def do_duty(self, who: str, has: bool) -> None:
        """Let the host take a duty from somebody, or give it back."""
        self.case.house.introduce(who, ROLES[who] if has else [])

    def do_join(self, who: str, place: int) -> None:
        """Let alice add somebody."""
        self.case.house.me("alice").conversations.add_members(self.places[place], [who])

    def do_policy(self, name: str) -> None:
        """Put another version in force."""
        said = start("general").model_dump(mode="json")
        VERSIONS[name](said)
        self.case.house.put_in_force(PolicyDocument.model_validate(said))

    def do_remove(self, number: int) -> None:
        """Let alice remove something of hers."""
        found = self.case.house.me("alice").messages.list(self.places[0]).data
        own = [one for one in found if one.author == "alice"]
        if own:
            self.case.house.me("alice").messages.remove(own[number % len(own)].id)


def _one(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


_NUMBER: Final = st.integers(0, 5)
_PLACE: Final = st.integers(0, 1)
#: Looks, requests and approvals come up more often than what disturbs them.
STEPS: Final = st.one_of(
    st.tuples(st.just("look"), _one(*LOOKERS), _NUMBER, _PLACE),
    st.tuples(st.just("look"), _one("ivan", "inga"), _NUMBER, _PLACE),
    st.tuples(st.just("ask"), _one(*LOOKERS), _one(*TRIGGERS), st.integers(0, 2), st.booleans()),
    st.tuples(
        st.just("ask"), _one("ivan"), _one("investigation"), st.integers(0, 2), st.just(False)
    ),
    st.tuples(st.just("approve"), _one(*DECIDERS), _NUMBER),
    st.tuples(st.just("approve"), _one("cora", "prue"), _NUMBER),
    st.tuples(st.just("write"), _one(*WRITERS), _PLACE),
    st.tuples(st.just("close"), _one(*DECIDERS), _NUMBER),
    st.tuples(st.just("review"), _one(*DECIDERS), _NUMBER),
    st.tuples(st.just("forward"), st.sampled_from((1, 30, 200))),
    st.tuples(st.just("duty"), _one("ivan", "inga", "cora"), st.booleans()),
    st.tuples(st.just("join"), _one("ivan", "inga", "carol"), st.just(1)),
    st.tuples(st.just("policy"), st.sampled_from(sorted(VERSIONS))),
    st.tuples(st.just("acknowledge"), _one(*WRITERS)),
    st.tuples(st.just("remove"), _NUMBER),
)
