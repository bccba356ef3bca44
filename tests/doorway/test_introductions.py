"""What the host says of somebody is told to the core when it is new, and again after a minute."""

from onrecord.wire.people import UpsertPerson
from onrecord_server.doorway.authenticate import Introductions


ALICE = ("acme", "alice")
OFFICER = UpsertPerson(person_id="alice", name="Alice", roles=["compliance_officer"])
PLAIN = UpsertPerson(person_id="alice", name="Alice")


def test_what_is_said_again_is_no_news_for_a_minute() -> None:
    now = [0.0]
    met = Introductions(clock=lambda: now[0])
    assert met.is_new(ALICE, PLAIN)
    met.remember(ALICE, PLAIN)
    now[0] = 59.0
    assert not met.is_new(ALICE, PLAIN)
    assert met.is_new(ALICE, OFFICER)
    now[0] = 61.0
    assert met.is_new(ALICE, PLAIN), "another process may have said something else meanwhile"
    assert not met.is_new(ALICE, None), "a token says nothing of roles"


def test_a_role_that_was_taken_away_elsewhere_comes_back_here_no_longer_than_that() -> None:
    """One process told the core of a role, another one, that remembers it as it was, of none."""
    now, core = [0.0], [PLAIN]
    one, other = (Introductions(clock=lambda: now[0]) for _ in range(2))

    def say(met: Introductions, said: UpsertPerson) -> None:
        if met.is_new(ALICE, said):
            core[0] = said
            met.remember(ALICE, said)

    say(one, PLAIN)
    say(other, OFFICER)
    say(one, PLAIN)
    assert core == [OFFICER], "to this process it is no news"
    now[0] = 61.0
    say(one, PLAIN)
    assert core == [PLAIN]
