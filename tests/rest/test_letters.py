"""The page of a notice over HTTP: plain HTML for a phone, which opens with link and code, and tells robots nothing."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.policy_sms import Sms
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.policy.starting import start
from onrecord_server.sms.gateways.base import Accepted, Inbound, Outgoing, Report, Webhook
from tests.support.doors import ORIGIN, House, house
from tests.support.engines import Worker


pytestmark = pytest.mark.anyio
SAID = 'Your result <b>is</b> back & "well".'
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass
class Phone:
    """A provider of the host's own that hands texts over at once."""

    texts: list[str] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> Accepted:
        """Take a text."""
        self.texts.append(outgoing.text)
        return Accepted(f"p-{len(self.texts)}")

    def verify(self, webhook: Webhook, now: Any) -> bool:
        """Nobody calls back."""
        return False

    def parse(self, webhook: Webhook) -> list[Inbound | Report]:
        """Nobody calls back."""
        return []

    def ask(self, provider_id: str) -> None:
        """Know nothing."""

    def find(self, reference: str) -> None:
        """Know nothing."""

    async def got(self, pattern: str) -> str:
        """Return what stands in a text that comes."""
        for _ in range(200):
            found = [re.search(pattern, text) for text in self.texts]
            if hit := next((one for one in reversed(found) if one is not None), None):
                return hit[1]
            await asyncio.sleep(0.05)
        raise AssertionError(self.texts)


@dataclass
class Desk:
    """A house whose texts go as notices, and somebody outside."""

    house: House
    phone: Phone
    talk: str = ""

    async def notice(self, text: str = SAID) -> str:
        """Write something; return the path of the link that came of it."""
        async with self.house.chat.acting_as("acme", "anna") as anna:
            await anna.messages.send(self.talk, text)
        link = await self.phone.got(r"(https://\S+/sms/read/\S+)")
        assert link.startswith(f"{ORIGIN}/")
        return link.removeprefix(ORIGIN)


def policy() -> PolicyDocument:
    """Return a policy by which every text goes as a notice."""
    sms = Sms.model_validate({"notices": {"when": ["always"]}, "conversational_consent": False})
    return start("general").model_copy(update={"sms": sms})


def me(found: House, name: str) -> Client:
    """Return a person who acts by themselves."""
    return Client(Worker(found.chat.engines, Actor("acme", name)))


def _set_up(found: House) -> str:
    people = {"paula": ["policy_author"], "prue": ["privacy_officer"], "anna": []}
    for name, duties in {**people, "cora": ["compliance_officer"]}.items():
        said = UpsertPerson(person_id=name, name=name.title(), roles=duties)
        found.chat.engines.call("people.upsert", said, host_actor("acme"))
    drafted = me(found, "paula").policy.draft(policy())
    made = me(found, "paula").policy.propose(drafted.version)
    for name in ("prue", "cora"):
        made = me(found, name).policy.approve(made.version, hash=made.hash)
    me(found, "anna").policy.acknowledge(made.version, hash=made.hash)
    account = me(found, "cora").sms.add_account("local", "desk")
    sender = me(found, "cora").sms.add_sender(
        account.id, "+4915735990001", "Clinic", inbox=["anna"]
    )
    return me(found, "anna").sms.open(sender.id, number="+4915112345678").id


@pytest.fixture
async def desk(small_url: str) -> AsyncIterator[Desk]:
    phone = Phone()
    given: dict[str, Any] = {"sms_accounts": {"desk": phone}, "public_base_url": ORIGIN}
    async with house(small_url, **given) as found:
        yield Desk(found, phone, await asyncio.to_thread(_set_up, found))


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


async def come_in(desk: Desk, client: Any, path: str) -> None:
    asked = await client.post(path, data={"do": "ask"})
    assert "on its way" in asked.text
    code = await desk.phone.got(r"code is (\d{6})")
    opened = await client.post(path, data={"do": "open", "code": f" {code[:3]} {code[3:]} "})
    assert (opened.status_code, opened.headers["location"]) == (303, path)
    cookie = opened.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Secure", f"Path={path};"):
        assert part in f"{cookie};"


async def test_link_and_code_open_the_page_and_an_answer_comes_in(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        await come_in(desk, client, path)
        page = (await client.get(path)).text
        assert "Your result &lt;b&gt;is&lt;/b&gt; back &amp; &quot;well&quot;." in page
        form = {"do": "answer", "proof": _hidden(page, "proof"), "once": _hidden(page, "once")}
        for _ in range(2):
            sent = await client.post(path, data={**form, "text": "Thank you!"})
            assert sent.status_code == 303
        assert (await client.get(path)).text.count("Thank you!") == 1
    async with desk.house.chat.acting_as("acme", "anna") as anna:
        listed = (await anna.messages.list(desk.talk)).data
        assert [one.text for one in listed if one.author.startswith("outside:")] == ["Thank you!"]
        (notice,) = [one.notice for one in (await anna.sms.texts(desk.talk)).data if one.notice]
        assert notice.read_at is not None


def _steps(desk: Desk) -> list[str]:
    """Return what is on the record of notices."""
    return re.findall(r"sms\.notice\w*", repr(desk.house.rows()["onrecord_entries"]))


async def test_a_robot_that_fetches_the_link_sends_no_code_and_reads_nothing(desk: Desk) -> None:
    path = await desk.notice()
    before, texts = _steps(desk), list(desk.phone.texts)
    async with desk.house.client() as client:
        for ask in (client.get, client.head, client.get):
            answer = await ask(path)
            assert answer.status_code == 200
            assert "result" not in answer.text
    assert _steps(desk) == before
    assert desk.phone.texts == texts


async def test_a_page_that_is_fetched_ahead_does_not_count_as_read(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        await come_in(desk, client, path)
        ahead = await client.get(path, headers={"sec-purpose": "prefetch;prerender"})
        assert "result" not in ahead.text
        async with desk.house.chat.acting_as("acme", "anna") as anna:
            (notice,) = [one.notice for one in (await anna.sms.texts(desk.talk)).data if one.notice]
        assert notice.read_at is None


async def test_the_page_is_kept_nowhere_runs_nothing_and_loads_nothing_from_elsewhere(
    desk: Desk,
) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        await come_in(desk, client, path)
        for answer in (await client.get(path), await client.get("/sms/read/nothing.acme")):
            headers = answer.headers
            assert headers["cache-control"] == "no-store"
            assert headers["referrer-policy"] == "no-referrer"
            assert "noindex" in headers["x-robots-tag"]
            assert "script-src" not in headers["content-security-policy"]
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert "<script" not in answer.text
            assert not re.search(r'(src|href)="https?:', answer.text)
            assert " style=" not in answer.text


async def test_whatever_opens_nothing_looks_the_same(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        paths = [
            "/sms/read/nothing.acme",
            "/sms/read/nothing.globex",
            "/sms/read/nothing.nobody-is-here",
            "/sms/read/nothing",
            "/sms/read/" + "x" * 4000,
            path.replace(".acme", ".globex"),
            path[:-6] + "A.acme" if path[-6] != "A" else path[:-6] + "B.acme",
            f"{path}/more",
            "/sms/read/%00.acme",
        ]
        answers = [await client.get(one) for one in paths]
        posts = [await client.post(one, data={"do": "ask"}) for one in paths]
    assert {(one.status_code, one.text) for one in (*answers, *posts)} == {(404, answers[0].text)}
    assert "Clinic" not in answers[0].text


async def test_a_form_of_another_page_and_one_without_its_proof_do_nothing(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        across = await client.post(
            path, data={"do": "ask"}, headers={"sec-fetch-site": "cross-site"}
        )
        assert across.status_code == 403
        as_json = await client.post(path, json={"do": "ask"})
        assert as_json.status_code == 403
        await come_in(desk, client, path)
        forged = await client.post(path, data={"do": "answer", "proof": "x", "text": "Forged."})
        assert "half an hour" in forged.text
        assert "Forged." not in (await client.get(path)).text


async def test_what_is_no_form_of_ours_is_refused(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        assert (await client.put(path)).status_code == 405
        assert (await client.post(path, data={"do": "drop"})).status_code == 400
        assert (await client.post(path, content=b"\xff=\xff", headers=FORM)).status_code == 400
        huge = await client.post(path, content=b"do=ask&x=" + b"x" * 70_000, headers=FORM)
        assert huge.status_code == 413


async def test_who_enters_codes_without_end_is_slowed_down(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        codes = [await client.post(path, data={"do": "open", "code": "000000"}) for _ in range(17)]
    assert codes[-1].status_code == 429
    assert int(codes[-1].headers["retry-after"]) > 0


async def test_after_a_stop_on_the_page_it_closes_and_says_why(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client() as client:
        await come_in(desk, client, path)
        page = (await client.get(path)).text
        form = {"do": "answer", "proof": _hidden(page, "proof"), "once": _hidden(page, "once")}
        await client.post(path, data={**form, "text": "STOP"})
        closed = await client.get(path)
        assert "You asked for no more text messages" in closed.text
        assert "<form" not in closed.text
        assert "result" not in closed.text


async def test_the_page_speaks_the_language_of_who_reads_it(desk: Desk) -> None:
    path = await desk.notice()
    async with desk.house.client(accept_language="fr, de-CH;q=0.8, en;q=0.5") as client:
        page = (await client.get(path)).text
    assert '<html lang="de">' in page
    assert "Clinic hat Ihnen geschrieben" in page
