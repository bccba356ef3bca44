"""What a live socket is told, and what it is never told."""

import threading
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.realtime.conftest import room
from tests.support.live import KEY, Live, live
from tests.support.soon import PATIENCE, soon
from tests.support.statements import statements


def test_a_message_reaches_every_member_and_nobody_else(worker: Live) -> None:
    """An event goes to its audience, in order, and to no other socket."""
    conversation = room(worker, "bob")
    bob, carol = worker.socket("bob"), worker.socket("carol")
    bob.until("ready")
    carol.until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        for n in range(5):
            me.messages.send(conversation, f"message {n}")
    texts = [e["event"]["message"]["text"] for e in bob.events(5)]
    assert texts == [f"message {n}" for n in range(5)]
    assert carol.silent() == []


def test_who_comes_in_while_another_opens_the_room_later_in_the_stream_is_let_in(
    worker: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room remembers nothing from before it began: what was read before that is read again."""
    conversation = room(worker, "bob")
    hub, read, go_on = worker.doors.realtime.hub, threading.Event(), threading.Event()
    snapshot = hub._snapshot

    def slow(actor: Any) -> Any:
        found = snapshot(actor)
        if actor.person == "bob" and not read.is_set():
            read.set()
            assert go_on.wait(PATIENCE)
        return found

    monkeypatch.setattr(hub, "_snapshot", slow)
    bob = worker.socket("bob")
    assert read.wait(PATIENCE)
    with worker.chat.acting_as("acme", "alice") as me:
        me.messages.send(conversation, "before the room")
        worker.socket("carol").until("ready")
        go_on.set()
        bob.until("ready")
        me.messages.send(conversation, "after it")
    assert [e["event"]["message"]["text"] for e in bob.events(1)] == ["after it"]


def test_an_answer_on_the_socket_is_committed_and_readable_at_once(worker: Live) -> None:
    """Contract P1 and P5: after the result, a read on the other door includes the message."""
    conversation = room(worker)
    socket = worker.socket("alice")
    sent = socket.call("messages.send", conversation_id=conversation, text="hi", client_id="c1")
    page = worker.rest("alice").get(f"conversations/{conversation}/messages").json()
    assert [m["id"] for m in page["data"]] == [sent["result"]["id"]]
    assert sent["result"]["position"] is not None


def test_who_comes_back_gets_exactly_what_was_missed(worker: Live) -> None:
    """Contract P4: once, in order, from the ring or from the database alike."""
    conversation = room(worker, "bob")
    bob = worker.socket("bob")
    ready = bob.until("ready")
    bob.raw.close()
    with worker.chat.acting_as("acme", "alice") as me:
        for n in range(20):
            me.messages.send(conversation, str(n))
    again = worker.socket("bob", after=ready["position"], epoch=ready["epoch"])
    assert [e["event"]["message"]["text"] for e in again.events(20)] == [str(n) for n in range(20)]
    third = worker.socket("bob", after=again.call("me.get")["result"]["position"])
    third.until("ready")
    assert third.silent() == [], "nothing new: a second resume brings nothing"


def test_words_taken_out_of_sight_do_not_come_back_by_resuming(worker: Live) -> None:
    """A resume composes from what the reader may see now: the canary is gone from every event."""
    conversation = room(worker, "bob")
    bob = worker.socket("bob")
    ready = bob.until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        message = me.messages.send(conversation, "canary-1")
        me.messages.edit(message.id, "canary-2")
        me.messages.remove(message.id)
    bob.events(3)
    again = worker.socket("bob", after=ready["position"])
    events = again.events(3)
    assert "canary" not in str(events)
    assert [e["event"]["type"] for e in events][-1] == "message.removed"


def test_a_removed_member_gets_the_removal_and_nothing_after_it(worker: Live) -> None:
    """Contract P6: REST denies at once, the live socket stops."""
    conversation = room(worker, "bob")
    bob = worker.socket("bob")
    bob.until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        me.conversations.remove_member(conversation, "bob")
        me.messages.send(conversation, "not for bob")
    assert bob.events(1)[0]["event"]["type"] == "member.removed"
    assert bob.silent() == []
    path = f"conversations/{conversation}/messages"
    assert worker.rest("bob").get(path).status_code == 404
    bob.send(type="typing", conversation_id=conversation)
    again = worker.socket("bob", after=0)
    kinds = [e["event"]["type"] for e in again.events(1)]
    assert kinds == ["member.removed"], "the past of the conversation is closed too"


def test_a_new_member_hears_from_joining_on(worker: Live) -> None:
    """Who is added sees the adding and what follows; with history from now, nothing before it."""
    conversation = room(worker)
    with worker.chat.acting_as("acme", "alice") as me:
        me.messages.send(conversation, "before")
        carol = worker.socket("carol")
        start = carol.until("ready")["position"]
        me.conversations.add_members(conversation, ["carol"], history="from_now")
        me.messages.send(conversation, "after")
    assert [e["event"]["type"] for e in carol.events(2)] == ["members.added", "message.created"]
    page = worker.rest("carol").get(f"conversations/{conversation}/messages").json()["data"]
    assert [m["text"] for m in page] == ["after"]
    again = worker.socket("carol", after=start - 3)
    assert "before" not in str(again.events(2))


def test_a_deactivated_person_is_out_at_once(worker: Live) -> None:
    """The socket closes, a new one is refused, and so is REST."""
    room(worker, "bob")
    bob = worker.socket("bob")
    bob.until("ready")
    with worker.chat.acting_as("acme") as host:
        host.people.deactivate("bob")
    assert bob.closes() == 4403
    again = worker.socket("bob")
    assert again.frame()["problem"]["code"] == "person_deactivated"
    assert worker.rest("bob").get("me").json()["code"] == "person_deactivated"


def test_a_suspended_tenant_is_silent_and_the_other_is_not(worker: Live) -> None:
    """Sockets of the tenant close; the neighbour on the same database works on."""
    room(worker, "bob")
    bob = worker.socket("bob")
    other = worker.socket("bob", headers={"x-tenant": "other"})
    bob.until("ready")
    other.until("ready")
    with worker.chat.acting_as("acme") as host:
        host.tenant.suspend()
    assert bob.closes() == 4403
    assert worker.rest("bob").get("me").json()["code"] == "tenant_suspended"
    assert other.call("me.get")["result"]["tenant"] == "other"
    with worker.chat.acting_as("acme") as host:
        host.tenant.resume()
    assert worker.rest("bob").get("me").status_code == 200


def test_a_second_worker_sees_everything(database_url: str) -> None:
    """Two workers on one database: live within the poll, and the second answers reads at once."""
    with live(database_url) as first, live(database_url) as second:
        conversation = room(first, "bob")
        bob = second.socket("bob")
        bob.until("ready")
        with first.chat.acting_as("acme", "alice") as me:
            for n in range(10):
                me.messages.send(conversation, str(n))
        path = f"conversations/{conversation}/messages"
        assert len(second.rest("bob").get(path).json()["data"]) == 10
        assert [e["event"]["message"]["text"] for e in bob.events(10)] == [
            str(n) for n in range(10)
        ]


def test_a_cursor_that_proves_nothing_is_told_to_start_over(small: Live) -> None:
    """Another epoch, the future, and too much missed: resync, never silence."""
    conversation = room(small, "bob")
    ready = small.socket("bob").until("ready")
    assert small.socket("bob", after=0, epoch="another").until("resync")["epoch"] == ready["epoch"]
    assert small.socket("bob", after=10**9).until("resync")["position"] == ready["position"]
    with small.chat.acting_as("acme", "alice") as me:
        for n in range(501):
            me.messages.send(conversation, str(n))
    found = small.socket("bob", after=ready["position"]).until("resync")
    assert found["position"] == ready["position"] + 501


def test_typing_presence_and_delivery_stay_among_members(small: Live) -> None:
    """Ephemeral notices reach the others in the conversation, and nobody else."""
    conversation = room(small, "bob")
    alice, bob, carol = (small.socket(name) for name in ("alice", "bob", "carol"))
    for socket in (alice, bob, carol):
        socket.until("ready")
    sent = alice.call("messages.send", conversation_id=conversation, text="hi")["result"]
    bob.events(1)
    alice.send(type="typing", conversation_id=conversation)
    assert bob.until("typing")["person"] == "alice"
    bob.send(type="delivered", conversation_id=conversation, position=sent["position"])
    assert alice.until("delivered")["person"] == "bob"
    bob.send(type="presence", state="away")
    assert alice.until("presence")["state"] == "away"
    carol.send(type="typing", conversation_id=conversation)
    bob.raw.close()
    assert alice.until("presence")["state"] == "offline"
    assert carol.silent() == []
    with small.chat.engines.prepared("acme").read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM onrecord_entries WHERE type LIKE '%typing%'"
        )
        assert rows.scalar_one() == 0


def test_read_marks_coalesce_and_never_go_back(small: Live) -> None:
    """Ten marks in a burst become two events: the first, and the furthest of the rest."""
    conversation = room(small, "bob")
    with small.chat.acting_as("acme", "alice") as me:
        positions = [me.messages.send(conversation, str(n)).position for n in range(10)]
    alice, bob = small.socket("alice"), small.socket("bob")
    alice.until("ready")
    bob.until("ready")
    for n, position in enumerate(positions):
        args = {"conversation_id": conversation, "position": position}
        bob.send(type="call", id=str(n), op="conversations.read", args=args)
    marks = [e["event"]["read_position"] for e in alice.events(2)]
    assert marks == [positions[0], positions[-1]]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"]
)
def test_a_page_of_another_origin_gets_no_socket(small: Live, origin: str) -> None:
    """Cross-site sockets are refused before they are accepted (V68)."""
    with pytest.raises(InvalidStatus) as refused:
        small.socket("alice", origin=origin)
    assert refused.value.response.status_code == 403


def test_without_an_origin_only_a_token_counts(small: Live) -> None:
    """A cookie alone is not enough where no browser says where the page came from."""
    room(small)
    assert small.socket("alice", origin=None).frame()["problem"]["code"] == "unauthenticated"
    token = small.chat.mint_token("acme", "alice")
    assert small.socket(None, origin=None, token=token).until("ready")["person"] == "alice"


@pytest.mark.req("HIP-8")
@pytest.mark.parametrize(
    ("tenant", "key"),
    [("acme", b"x" * 32), ("nowhere", b"k" * 32)],
    ids=["forged", "unknown tenant"],
)
def test_a_token_that_is_not_ours_opens_nothing(small: Live, tenant: str, key: bytes) -> None:
    """Forged tokens, and tokens of tenants that are not here, close with 4401."""
    from onrecord_server.people.tokens import TokenKey, mint

    assert KEY.seed != b"x" * 32
    token = mint(TokenKey(key), tenant=tenant, person="alice")
    socket = small.socket(None, origin=None, token=token)
    assert socket.frame()["problem"]["code"] == "token_invalid"
    assert socket.closes() == 4401


def test_a_worker_that_drains_sends_everybody_away_politely(small: Live) -> None:
    """A worker that stops says going_away with a jittered moment to come back, then closes."""
    room(small, "bob")
    bob = small.socket("bob")
    bob.until("ready")
    small.on_loop(small.doors.realtime.stop())
    assert 0 < bob.until("going_away")["after_ms"] <= 2000
    assert bob.closes() == 1001


def test_a_client_that_does_not_read_is_let_go_and_hurts_nobody(small: Live) -> None:
    """Beyond the bound the socket closes with 4008; the others get everything (F17)."""
    conversation = room(small, "bob", "slow")
    small.deaf("slow")
    bob = small.socket("bob")
    bob.until("ready")
    text = "x" * 15_000
    with small.chat.acting_as("acme", "alice") as me:
        for _ in range(600):
            me.messages.send(conversation, text)
    assert len(bob.events(600)) == 600
    hub = small.doors.realtime.hub
    soon(lambda: hub.sessions_of("acme", "slow") == 0, said="it is still there")


def test_a_restored_database_makes_everybody_start_over(small_url: str) -> None:
    """Another epoch, or a stream shorter than what was sent: resync, then the socket closes (F15)."""
    with live(small_url) as worker:
        room(worker, "bob")
        bob = worker.socket("bob")
        bob.until("ready")
        with worker.chat.engines.prepared("acme").write() as connection:
            connection.exec_driver_sql("UPDATE onrecord_heads SET epoch = 'restored'")
        assert bob.until("resync")["epoch"] == "restored"
        assert bob.closes() == 1001


def test_a_burst_under_the_poll_never_looks_like_a_restore(small_url: str) -> None:
    """The poll reads heads while events go out: it must not take the past for a restored database."""
    with live(small_url, poll_seconds=0.01) as worker:
        conversation = room(worker, "bob")
        bob = worker.socket("bob")
        bob.until("ready")
        with worker.chat.acting_as("acme", "alice") as me:
            for n in range(200):
                me.messages.send(conversation, str(n))
        assert len(bob.events(200)) == 200
        assert bob.silent(0.3) == []


def test_coming_back_asks_the_database_twice_at_most(worker: Live) -> None:
    """Five hundred missed events cost two queries: rights with position, and the stretch."""
    conversation = room(worker, "bob")
    after = worker.socket("bob").until("ready")["position"]
    with worker.chat.acting_as("acme", "alice") as me:
        for n in range(500):
            me.messages.send(conversation, str(n))
    worker.doors.realtime.hub._rooms["acme"].ring.clear()
    with statements(worker.chat.engines.prepared("acme").engine) as asked:
        bob = worker.socket("bob", after=after)
        assert len(bob.events(500)) == 500
    mine = [text for text in asked if "onrecord_members" in text]  # reactors ask for entries
    assert len(mine) == 2, asked


def test_a_send_and_its_edit_in_one_stretch_both_reach_the_socket(small_url: str) -> None:
    """Catching up over a send, its edit and a removal sends whole frames, never a hole."""
    with live(small_url, poll_seconds=0.5) as first, live(small_url, poll_seconds=0.5) as second:
        conversation = room(first, "bob")
        bob = second.socket("bob")
        bob.until("ready")
        with first.chat.acting_as("acme", "alice") as me:
            kept = me.messages.send(conversation, "first words")
            me.messages.edit(kept.id, "second words")
            gone = me.messages.send(conversation, "to be removed")
            me.messages.remove(gone.id)
        kinds = [e["event"]["type"] for e in bob.events(4)]
    assert kinds == ["message.created", "message.edited", "message.created", "message.removed"]


def test_whoever_is_shut_out_hears_nothing_more(small: Live) -> None:
    """What is committed after the deactivation never reaches the socket that closes."""
    conversation = room(small, "bob")
    bob = small.socket("bob")
    bob.until("ready")
    with small.chat.acting_as("acme") as host, small.chat.acting_as("acme", "alice") as me:
        host.people.deactivate("bob")
        me.messages.send(conversation, "not for bob")
    seen: list[object] = []
    with pytest.raises(ConnectionClosed) as closed:
        seen.extend(iter(bob.frame, None))
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403
    assert "not for bob" not in str(seen)


def test_a_flood_of_notices_lets_nobody_go(small: Live) -> None:
    """Hundreds of delivery marks in a burst disconnect nobody; messages still come through."""
    conversation = room(small, "bob")
    alice, bob = small.socket("alice"), small.socket("bob")
    alice.until("ready")
    bob.until("ready")
    sent = alice.call("messages.send", conversation_id=conversation, text="hi")["result"]
    bob.events(1)
    for _ in range(600):
        bob.send(type="delivered", conversation_id=conversation, position=sent["position"])
    again = bob.call("messages.send", conversation_id=conversation, text="still here")
    assert again["type"] == "result"
    assert alice.call("me.get")["type"] == "result"


def test_who_hands_over_is_out_at_once_and_those_who_stay_are_told(worker: Live) -> None:
    """The socket of who leaves closes; the others hear who came, that it was handed over, and who left."""
    conversation = room(worker, "bob", owner="carol")
    with worker.chat.acting_as("acme") as host:
        host.people.upsert("alice", name="Alice")
    carol, bob, alice = (worker.socket(name) for name in ("carol", "bob", "alice"))
    for one in (carol, bob, alice):
        one.until("ready")
    with worker.chat.acting_as("acme") as host:
        done = host.handovers.start("carol", "alice", reason_code="left")
    assert (done.state, done.handed_over) == ("done", 1)
    assert carol.closes() == 4403
    assert worker.rest("carol").get("me").json()["code"] == "person_deactivated"
    told = [one["event"] for one in bob.events(3)]
    kinds = ["members.added", "conversation.handed_over", "member.removed"]
    assert [one["type"] for one in told] == kinds
    assert told[1] == {
        "type": "conversation.handed_over",
        "conversation_id": conversation,
        "person_id": "carol",
        "successor_id": "alice",
    }
    assert [one["event"]["type"] for one in alice.events(3)] == kinds
