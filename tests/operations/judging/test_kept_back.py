"""What a policy finds in a message is delivered, covered, held or blocked, and never lost."""

import json
import random

import pytest
import sqlalchemy as sa

from onrecord.errors import ClientIdReused, Conflict, NotFound
from onrecord_server.core.rows import contents
from onrecord_server.messages import holding
from onrecord_server.messages.rows import held
from onrecord_server.moderation import compiled
from onrecord_server.moderation.freezing import HOUSE
from onrecord_server.moderation.rows import hits
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, MAIL, SSN, Talk
from tests.operations.moderation.conftest import put_in_force, words


def test_what_is_flagged_is_delivered_and_written_down_for_nobody(talk: Talk) -> None:
    said = talk.say(f"write to {MAIL}")
    assert (said.state, said.judged) == ("active", None)
    assert talk.texts() == [f"write to {MAIL}"]
    entry = talk.house.room.entries()[-1]
    assert (entry.type, entry.audience, entry.object) == ("message.flagged", "-", said.id)
    facts = json.loads(entry.entry)["facts"]
    assert (facts["trigger"], facts["action"], facts["spans"]) == ("mail", "flag", 1)
    assert MAIL not in entry.entry


def test_what_is_covered_is_covered_wherever_it_is_read(talk: Talk) -> None:
    said = talk.say(f"mine is {SSN}.", client_id="c1")
    assert (
        said.text == "mine is \u25ae\u25ae\u25ae\u25ae\u25ae\u25ae\u25ae\u25ae\u25ae\u25ae\u25ae."
    )
    assert said.judged is not None
    assert (said.judged.trigger, said.judged.action) == ("ssn", "mask")
    assert talk.texts() == [said.text]
    assert talk.say(f"mine is {SSN}.", client_id="c1").id == said.id
    (version,) = talk.bob.messages.versions(said.id).data
    assert version.text == said.text
    assert talk.bob.search.messages("4399").data == []
    with talk.house.room.engines.prepared("acme").read() as connection:
        (hit,) = connection.execute(sa.select(hits)).all()
        kept = connection.execute(sa.select(contents.c.body).where(contents.c.id == hit.content_id))
        assert json.loads(kept.scalar_one())["text"] == f"mine is {SSN}."


def test_the_author_alone_reads_by_which_rule_it_was_covered_and_disputes_it(talk: Talk) -> None:
    said = talk.say(f"mine is {SSN}.")
    for one in (talk.alice.messages.get(said.id), talk.alice.messages.list(talk.id).data[0]):
        assert one.judged == said.judged
        assert one.judged is not None
    for one in (talk.bob.messages.get(said.id), talk.bob.messages.list(talk.id).data[0]):
        assert one.judged is None
    talk.alice.messages.edit(said.id, "nothing of it any more \u25ae")
    assert talk.alice.messages.get(said.id).judged is None
    made = talk.alice.appeals.make("That is a number of parts", message_id=said.id)
    assert (made.dispute, made.rule) == (True, "ssn")


@pytest.mark.parametrize(("text", "state"), [(f"pay {IBAN}", "held"), (f"card {CARD}", "blocked")])
def test_what_is_kept_back_is_shown_to_its_author_alone(talk: Talk, text: str, state: str) -> None:
    said = talk.say(text, client_id="c1")
    assert (said.state, said.text, said.position) == (state, text, talk.house.room.end() - 1)
    assert said.judged is not None
    assert "found" in said.judged.said
    assert talk.texts() == talk.texts("alice") == []
    assert [one.id for one in talk.alice.messages.held(talk.id).data] == [said.id]
    assert talk.alice.messages.get(said.id) == said
    assert talk.bob.messages.held(talk.id).data == []
    with pytest.raises(NotFound):
        talk.bob.messages.get(said.id)
    again = talk.say(text, client_id="c1")
    assert again == said
    with pytest.raises(ClientIdReused):
        talk.say("something else", client_id="c1")
    kinds = [row.audience for row in talk.house.room.entries()[-2:]]
    assert kinds == ["p:alice", "-"]


def test_a_retry_is_found_whatever_the_policy_says_by_now(talk: Talk) -> None:
    said = talk.say(f"pay {IBAN}", client_id="c1")
    talk.adopt([])
    assert talk.say(f"pay {IBAN}", client_id="c1").id == said.id
    assert talk.texts() == []


@pytest.mark.parametrize("text", [f"pay {IBAN}", f"card {CARD}"])
def test_what_is_released_is_heard_as_a_new_message(talk: Talk, text: str) -> None:
    said = talk.say(text, client_id="c1")
    talk.say("between")
    done = talk.decide(holding.release, said.id)
    assert (done.id, done.state, done.text, done.author) == (said.id, "active", text, "alice")
    assert talk.texts() == ["between", text]
    assert done.position == talk.house.room.end()
    assert talk.alice.messages.held(talk.id).data == []
    again = talk.say(text, client_id="c1")
    assert (again.id, again.state, again.position) == (done.id, "active", done.position)
    assert talk.bob.conversations.get(talk.id).unread == 2
    created = [row for row in talk.house.room.entries() if row.object == said.id]
    assert [row.actor for row in created][-2:] == ["ivan", "alice"]
    with pytest.raises(Conflict):
        talk.decide(holding.reject, said.id)


def test_the_entry_of_what_was_released_says_what_any_other_says(talk: Talk) -> None:
    """Members may have a proof of it: nothing in it says that the message waited."""
    plain, said = talk.say("hello"), talk.say(f"pay {IBAN}")
    talk.decide(holding.release, said.id)
    talk.alice.messages.edit(plain.id, f"pay {IBAN}")
    talk.decide(holding.release, plain.id)
    shown = [row for row in talk.house.room.entries() if row.audience == f"c:{talk.id}"]
    facts = [json.loads(row.entry)["facts"] for row in shown if row.type.startswith("message.")]
    assert facts == [{"conversation": talk.id}] * 3


def test_what_is_rejected_stays_sealed_and_names_nobody(talk: Talk) -> None:
    said = talk.say(f"pay {IBAN}")
    assert talk.decide(holding.reject, said.id).state == "rejected"
    entry = talk.house.room.entries()[-1]
    assert (entry.type, entry.audience, entry.actor) == (
        "message.rejected",
        "p:alice",
        HOUSE,
    )
    assert [one.state for one in talk.alice.messages.held(talk.id).data] == ["rejected"]
    with pytest.raises(Conflict):
        talk.decide(holding.release, said.id)
    assert talk.decide(holding.release, said.id, on_appeal=True).state == "active"


def test_its_author_takes_back_what_is_held(talk: Talk) -> None:
    said = talk.say(f"pay {IBAN}")
    with pytest.raises(NotFound):
        talk.bob.messages.withdraw(said.id)
    assert talk.alice.messages.withdraw(said.id).state == "withdrawn"
    assert talk.alice.messages.held(talk.id).data == []
    for decide in (holding.release, holding.reject):
        with pytest.raises(Conflict):
            talk.decide(decide, said.id)


def test_what_is_covered_and_held_is_released_covered(talk: Talk) -> None:
    said = talk.say(f"{SSN} pays to {IBAN}")
    assert said.state == "held"
    assert said.text == f"{SSN} pays to {IBAN}"
    done = talk.decide(holding.release, said.id)
    assert done.text is not None
    assert SSN not in done.text
    assert IBAN in done.text


def test_a_list_that_is_not_there_holds(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(talk.house, words("hello", name="gone"))
    monkeypatch.setattr(compiled, "lexicon", lambda *_: None)
    talk.adopt([{"id": "lex", "kind": "lexicon", "lexicon": "gone"}])
    said = talk.say("hello")
    assert said.state == "held"
    assert said.judged is not None
    assert said.judged.kind == "unjudged"
    assert talk.texts() == []


def test_an_edit_is_judged_like_a_message(talk: Talk) -> None:
    first = talk.say("hello")
    covered = talk.alice.messages.edit(first.id, f"mine is {SSN}")
    assert covered.version == 2
    assert "\u25ae" in (covered.text or "")
    kept = talk.alice.messages.edit(first.id, f"pay {IBAN}")
    assert (kept.state, kept.version, kept.text) == ("held", 3, f"pay {IBAN}")
    assert talk.texts() == [covered.text]
    done = talk.decide(holding.release, first.id)
    assert (done.state, done.version, done.text) == ("active", 3, f"pay {IBAN}")
    assert talk.texts() == [f"pay {IBAN}"]


def test_an_edit_that_no_longer_fits_is_not_applied(talk: Talk) -> None:
    first = talk.say("hello")
    talk.alice.messages.edit(first.id, f"pay {IBAN}")
    talk.alice.messages.edit(first.id, "hello again")
    with pytest.raises(Conflict):
        talk.decide(holding.release, first.id)
    assert talk.decide(holding.reject, first.id).version == 2
    assert talk.texts() == ["hello again"]


def test_nothing_is_released_for_an_author_who_could_not_write_it_now(talk: Talk) -> None:
    """It waits on, for who decides and for its author, and is delivered once they can."""
    said, ivan = talk.say(f"pay {IBAN}"), talk.house.me("ivan").people
    ivan.freeze("alice", lasts="PT2H", reason_code="spam")
    with pytest.raises(Conflict, match="frozen"):
        talk.decide(holding.release, said.id)
    ivan.unfreeze("alice")
    talk.alice.conversations.change_member(talk.id, "bob", role="owner")
    talk.alice.conversations.remove_member(talk.id, "alice")
    with pytest.raises(Conflict, match="member"):
        talk.decide(holding.release, said.id)
    talk.bob.conversations.add_members(talk.id, ["alice"])
    assert [one.state for one in talk.alice.messages.held(talk.id).data] == ["held"]
    assert talk.decide(holding.release, said.id).state == "active"


def test_each_kept_message_has_one_row(talk: Talk) -> None:
    for text in (f"pay {IBAN}", f"card {CARD}", "hello"):
        talk.say(text)
    with talk.house.room.engines.prepared("acme").read() as connection:
        states = connection.execute(sa.select(held.c.state).order_by(held.c.position)).scalars()
        assert list(states) == ["held", "blocked"]


def test_nothing_is_looked_for_of_whom_the_policy_excludes(talk: Talk) -> None:
    council = {"name": "council", "rule": "id == 'alice'"}
    talk.adopt(LOOKS, populations=[council], excluded=["council"])
    assert talk.say(f"card {CARD}").state == "active"
    assert talk.bob.messages.send(talk.id, f"card {CARD}").state == "blocked"


def test_what_is_sent_and_decided_at_random_is_never_lost_nor_shown_unjudged(talk: Talk) -> None:
    """A model beside the house: what bob may read is what was let go, once, in its order."""
    chance = random.Random(4711)
    shown: list[str] = []
    waiting: dict[str, str] = {}
    for number in range(40):
        kind = chance.choice(["plain", "held", "blocked", "release", "reject", "again"])
        if kind in ("release", "reject") and waiting:
            message, text = chance.choice(sorted(waiting.items()))
            del waiting[message]
            talk.decide(getattr(holding, kind), message)
            shown += [text] if kind == "release" else []
        elif kind == "again" and waiting:
            message, text = chance.choice(sorted(waiting.items()))
            assert talk.say(text, client_id=f"c{text.split()[0]}").id == message
        else:
            text = f"{number} " + {"held": IBAN, "blocked": CARD}.get(kind, "words")
            said = talk.say(text, client_id=f"c{number}")
            if said.state == "active":
                shown.append(text)
            else:
                waiting[said.id] = text
    page = talk.bob.messages.list(talk.id, limit=100)
    assert [one.text for one in reversed(page.data)] == shown
    kept = talk.alice.messages.held(talk.id, limit=100).data
    assert {one.id for one in kept if one.state != "rejected"} == waiting.keys()
