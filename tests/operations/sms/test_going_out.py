"""What is in the outbox leaves by the provider; what the provider calls comes in, once, and by its proof alone."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord_server import OnRecord
from onrecord_server.core.actor import host_actor
from onrecord_server.people.identity import Identity
from onrecord_server.sms.gateways.local import SIGNATURE, Local, signature
from onrecord_server.sms.phone.app import Phone
from onrecord_server.sms.rows import sms_attempts, sms_consents, sms_hooks
from onrecord_server.sms.worker import Texting
from tests.support.served import listening, served
from tests.support.soon import soon


DESK, CLIENT, KEY, SECRET = "+4915735990001", "+4915112345678", "key", "secret"


@dataclass
class Live:
    """An app with a desk that texts through a provider on loopback."""

    chat: OnRecord
    phone: Phone
    hook: str
    sender: str

    def me(self, name: str) -> Client:
        """Return a person who acts for themselves."""
        with self.chat.acting_as("default", name) as found:
            return found

    def talk(self) -> str:
        """Begin to write to a client who agreed."""
        self.me("cora").sms.enter_consent(CLIENT, "consent", "Yes, text me.", means="form")
        return str(self.me("anna").sms.open(self.sender, number=CLIENT).id)

    def states(self, talk: str) -> Sequence[str]:
        """Return where the texts of a conversation stand, the oldest first."""
        return [one.state for one in self.me("anna").sms.texts(talk).data][::-1]

    def rows(self, table: sa.Table) -> list[Any]:
        """Return the rows of a table."""
        with self.chat.engines.prepared("default").read() as connection:
            return list(connection.execute(sa.select(table)))

    def call(self, body: bytes, secret: str = SECRET) -> httpx2.Response:
        """Call the door as a provider does."""
        headers = {SIGNATURE: signature(secret, str(int(time.time())), body)}
        with httpx2.Client(trust_env=False) as client:
            return client.post(self.hook, content=body, headers=headers)


def _nobody(_: Any) -> Identity | None:
    return None


@pytest.fixture
def live(database_url: str) -> Iterator[Live]:
    """An app, its provider, and a desk with a number of a fast line."""
    phone = Phone(key=KEY, secret=SECRET, pace=0.02, hang=3.0)
    with listening(phone) as base:
        line = Local(base=base, key=KEY, secret=SECRET, patience=1.0)
        yield from _opened(database_url, phone, line)
    phone.stop()


def _opened(url: str, phone: Phone, line: Local) -> Iterator[Live]:
    chat = OnRecord(
        url, identify=_nobody, sms_accounts={"desk": line}, allow_unsafe_durability=True
    )
    with served(chat) as mount:
        for name, roles in (("anna", []), ("cora", ["compliance_officer"])):
            said = UpsertPerson(person_id=name, name=name.title(), roles=roles)
            chat.engines.call("people.upsert", said, host_actor("default"))
        found = Live(chat, phone, "", "")
        cora = found.me("cora").sms
        account = cora.add_account("local", "desk", settings={"base": line.base})
        sender = cora.add_sender(account.id, DESK, "Desk", inbox=["anna"], rate=6000)
        found.hook, found.sender = f"{mount}/{account.hook}", sender.id
        phone.inbound = found.hook
        yield found


def test_a_message_leaves_once_and_is_delivered(live: Live) -> None:
    talk = live.talk()
    live.me("anna").messages.send(talk, "Your pallet left the dock.")
    soon(live.phone.store.all)
    soon(lambda: live.states(talk) == ["sent"])
    (kept,) = live.phone.store.all()
    assert (kept.sender, kept.to, kept.text) == (DESK, CLIENT, "Your pallet left the dock.")
    report = f'{{"type":"status","id":"{kept.id}","status":"delivered"}}'.encode()
    assert live.call(report).status_code == 200
    soon(lambda: live.states(talk) == ["delivered"])


def test_a_busy_provider_is_asked_later_and_has_the_text_once(live: Live) -> None:
    live.phone.faults.tell(["busy"])
    talk = live.talk()
    live.me("anna").messages.send(talk, "Later")
    soon(lambda: live.states(talk) == ["sent"])
    assert [one.outcome for one in live.rows(sms_attempts)] == ["busy", "accepted"]
    assert len(live.phone.store.all()) == 1


def test_what_nobody_knows_is_found_and_not_sent_again(live: Live) -> None:
    live.phone.faults.tell(["hang_up"])
    talk = live.talk()
    live.me("anna").messages.send(talk, "Once")
    soon(lambda: live.states(talk) == ["delivered"])
    assert [one.outcome for one in live.rows(sms_attempts)] == ["unsure"]
    assert len(live.phone.store.all()) == 1


def test_what_a_carrier_says_of_a_stop_is_in_the_ledger(live: Live) -> None:
    live.phone.faults.tell(["refuse"])
    talk = live.talk()
    live.me("anna").messages.send(talk, "Hello")
    soon(lambda: live.states(talk) == ["failed"])
    soon(lambda: [one.means for one in live.rows(sms_consents)] == ["form", "carrier"])
    assert live.me("anna").sms.standing(talk).reason == "opted_out"


def test_what_is_written_on_the_phone_comes_in_once(live: Live) -> None:
    talk = live.talk()
    live.phone.write(CLIENT, DESK, "Is it on its way?", [])
    soon(lambda: live.me("anna").messages.list(talk).data)
    soon(live.phone.caller.quiet)
    (kept,) = live.rows(sms_hooks)
    assert (kept.kind, kept.state) == ("inbound", "applied")


def test_a_stop_is_heard_and_confirmed_once(live: Live) -> None:
    talk = live.talk()
    live.phone.write(CLIENT, DESK, "STOP", [])
    soon(lambda: [one for one in live.phone.store.all() if one.ours])
    assert live.me("anna").sms.standing(talk).goes is False


def test_a_request_comes_twice_and_counts_once(live: Live) -> None:
    talk = live.talk()
    body = f'{{"type":"inbound","id":"i1","from":"{CLIENT}","to":"{DESK}","text":"Hi"}}'.encode()
    assert [live.call(body).status_code for _ in range(3)] == [200, 200, 200]
    soon(lambda: live.me("anna").messages.list(talk).data)
    assert len(live.me("anna").messages.list(talk).data) == 1
    assert len(live.rows(sms_hooks)) == 1


def test_a_forged_request_changes_nothing(live: Live) -> None:
    body = f'{{"type":"inbound","id":"i1","from":"{CLIENT}","to":"{DESK}","text":"Hi"}}'.encode()
    assert live.call(body, secret="another").status_code == 403
    assert live.rows(sms_hooks) == []


def test_who_guesses_a_path_or_sends_too_much_gets_nothing(live: Live) -> None:
    with httpx2.Client(trust_env=False) as client:
        for end in ("0.default", "0.nowhere", "0", "x/y"):
            there = live.hook.rsplit("/", 1)[0]
            assert client.post(f"{there}/{end}", content=b"{}").status_code == 404
        assert client.get(live.hook).status_code == 405
        assert client.post(live.hook, content=bytes(10_000_000)).status_code == 413
    assert live.rows(sms_hooks) == []


def test_what_cannot_be_read_is_kept_and_settled(live: Live) -> None:
    assert live.call(b'{"type":"status"}').status_code == 200
    soon(
        lambda: (
            [(one.state, one.reason) for one in live.rows(sms_hooks)] == [("refused", "unreadable")]
        )
    )


def test_two_processes_send_each_text_once(live: Live) -> None:
    other = Texting(live.chat.life.doors.texting._lines, look=0.05)  # type: ignore[union-attr]
    other.start()
    talk = live.talk()
    for number in range(20):
        live.me("anna").messages.send(talk, f"Pallet {number}")
    soon(lambda: live.states(talk) == ["sent"] * 20)
    other.stop()
    assert len(live.phone.store.all()) == 20
    assert [one.number for one in live.rows(sms_attempts)] == [1] * 20
