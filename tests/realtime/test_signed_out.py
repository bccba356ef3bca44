"""Who is signed out everywhere: tokens from before count no more, sockets close, the app's login stays."""

from onrecord_server.people.tokens import mint
from tests.realtime.conftest import room
from tests.support.live import KEY, Live, live


def bearer() -> dict[str, str]:
    return {"authorization": f"Bearer {token()}"}


def token() -> str:
    return mint(KEY, tenant="acme", person="bob")


def test_a_token_from_before_is_refused_and_one_from_after_counts(small: Live) -> None:
    conversation = room(small, "bob")
    old, before = token(), small.rest("nobody", **bearer())
    path = f"conversations/{conversation}/messages"
    assert before.post(path, json={"text": "hi"}).status_code == 201
    bob = small.socket(None, token=old)
    bob.until("ready")
    with small.chat.acting_as("acme", "bob") as me:
        since = me.people.end_my_sessions().tokens_after
    assert since is not None
    assert bob.closes() == 4401
    for answer in (before.get("me"), before.post(path, json={"text": "again"})):
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert small.socket(None, token=old).frame()["problem"]["code"] == "signed_out"
    assert small.rest("nobody", **bearer()).post(path, json={"text": "back"}).status_code == 201
    small.socket(None, token=token()).until("ready")


def test_sockets_close_on_every_worker_and_the_login_of_the_app_stays(database_url: str) -> None:
    with live(database_url) as first, live(database_url) as second:
        room(first, "bob")
        here, there, alice = first.socket("bob"), second.socket("bob"), second.socket("alice")
        for one in (here, there, alice):
            one.until("ready")
        with first.chat.acting_as("acme") as host:
            host.people.end_sessions("bob", reason_code="fraud")
        assert (here.closes(), there.closes()) == (4401, 4401)
        assert alice.call("me.get")["type"] == "result"
        second.socket("bob").until("ready")
