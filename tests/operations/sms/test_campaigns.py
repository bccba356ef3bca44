"""A campaign says to each what may be said to them, once, at its pace, and nothing after it was stopped."""

from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, NotAssigned, NotFound
from onrecord.wire.sms_campaigns import SmsAddressee
from onrecord_server.sms.campaigns.sending import Campaigning, due
from tests.operations.sms.conftest import Desk


NUMBERS = ("+4915112345671", "+4915112345672", "+4915112345673")


class Killed(BaseException):
    """A process that ends here."""


@dataclass
class Office:
    """A desk with three clients, of whom two agreed, and a campaign to all of them."""

    desk: Desk
    contacts: list[str]

    def write(self, template: str = "{name}, be there at {time}.", pace: int = 6000) -> str:
        """Let anna write a campaign."""
        to = [SmsAddressee(contact_id=one, fields={"time": "9:30"}) for one in self.contacts]
        anna = self.desk.me("anna").sms_campaigns
        return anna.add(self.desk.sender, "Dock times", template, to, pace=pace).id

    def begin(self, **more: Any) -> str:
        """Let anna write one that boris approves, and start it."""
        campaign = self.write(**more)
        self.desk.me("boris").sms_campaigns.approve(campaign)
        self.desk.me("anna").sms_campaigns.move(campaign, "running")
        return campaign

    def go(self, rounds: int = 6) -> None:
        """Let the house go on with campaigns, a second after the other."""
        for _ in range(rounds):
            Campaigning(self.desk.room.engines).round()
            self.desk.clock.forward(seconds=1)

    def states(self, campaign: str) -> list[tuple[str, str | None]]:
        """Return what became of each recipient."""
        found = self.desk.me("anna").sms_campaigns.recipients(campaign).data
        return [(one.state, one.reason) for one in found]

    def said(self) -> list[str]:
        """Return every message of anna's."""
        anna = self.desk.me("anna")
        talks = anna.conversations.list().data
        return [str(m.text) for t in talks for m in anna.messages.list(t.id).data]


@pytest.fixture
def office(desk: Desk) -> Office:
    """Pat and Kim agreed to texts; Lee did not."""
    anna = desk.me("anna").sms
    named = zip(NUMBERS, ("Pat", "Lee", "Kim"), strict=True)
    contacts = [anna.add_contact(number, name=name).id for number, name in named]
    desk.agree(NUMBERS[0])
    desk.agree(NUMBERS[2])
    return Office(desk, contacts)


def test_each_who_agreed_gets_a_message_in_their_own_conversation(office: Office) -> None:
    campaign = office.begin()
    office.go()
    assert office.states(campaign) == [("said", None), ("skipped", "no_consent"), ("said", None)]
    assert sorted(office.said()) == ["Kim, be there at 9:30.", "Pat, be there at 9:30."]
    shown = office.desk.me("anna").sms_campaigns.get(campaign)
    assert (shown.state, shown.counts) == ("done", {"said": 2, "skipped": 1})
    first = office.desk.me("anna").sms_campaigns.recipients(campaign).data[0]
    assert first.text_state == "queued"
    assert office.desk.begin(office.desk.texts(str(first.conversation_id))[0].id)["goes"]


def test_a_preview_says_who_would_get_it_and_changes_nothing(office: Office) -> None:
    campaign = office.write()
    seen = office.desk.me("anna").sms_campaigns.preview(campaign)
    assert (seen.recipients, seen.goes, seen.held_back) == (3, 2, {"no_consent": 1})
    assert (seen.segments, seen.longest, seen.sample) == (2, 1, "Pat, be there at 9:30.")
    assert office.said() == []


def test_nothing_is_said_before_somebody_else_approved_it(office: Office) -> None:
    campaign = office.write()
    anna = office.desk.me("anna").sms_campaigns
    with pytest.raises(Conflict):
        anna.move(campaign, "running")
    with pytest.raises(Forbidden):
        anna.approve(campaign)
    office.go()
    assert office.said() == []
    assert office.desk.me("cora").sms_campaigns.approve(campaign).approved_by == "cora"
    with pytest.raises(Forbidden):
        office.desk.me("cora").sms_campaigns.move(campaign, "running")


def test_who_does_not_write_from_its_number_does_not_see_it(office: Office) -> None:
    campaign = office.write()
    office.desk.introduce("aude", "auditor")
    dora, aude = office.desk.me("dora").sms_campaigns, office.desk.me("aude").sms_campaigns
    for ask in (dora.get, dora.preview, dora.recipients, dora.approve):
        with pytest.raises(NotFound):
            ask(campaign)
    assert dora.list().data == []
    assert aude.get(campaign).id == campaign
    with pytest.raises(NotAssigned):
        aude.approve(campaign)
    with pytest.raises(NotAssigned):
        aude.move(campaign, "stopped")


def test_a_stop_of_a_reader_between_start_and_turn_is_kept(office: Office) -> None:
    campaign = office.begin()
    office.desk.receive("STOP", number=NUMBERS[0])
    office.go()
    assert office.states(campaign)[0] == ("skipped", "opted_out")


def test_a_stop_of_the_campaign_says_nothing_more_and_takes_back_what_waits(office: Office) -> None:
    campaign = office.begin()
    office.go(1)
    office.desk.me("boris").sms_campaigns.move(campaign, "stopped")
    office.go()
    assert office.states(campaign) == [("said", None), ("stopped", None), ("stopped", None)]
    assert len(office.said()) == 1
    first = office.desk.me("anna").sms_campaigns.recipients(campaign).data[0]
    assert first.text_state == "canceled"
    with pytest.raises(Conflict):
        office.desk.me("anna").sms_campaigns.move(campaign, "running")


def test_a_pause_holds_everybody_and_a_start_goes_on(office: Office) -> None:
    campaign = office.begin()
    office.go(1)
    anna = office.desk.me("anna").sms_campaigns
    anna.move(campaign, "paused")
    office.go()
    assert len(office.said()) == 1
    anna.move(campaign, "running")
    office.go()
    assert len(office.said()) == 2


def test_a_campaign_keeps_its_pace(office: Office) -> None:
    campaign = office.begin(pace=1)
    office.go(30)
    assert [state for state, _ in office.states(campaign)] == ["said", "waiting", "waiting"]
    office.go(31)
    assert [state for state, _ in office.states(campaign)] == ["said", "skipped", "waiting"]


def test_what_is_marketing_waits_for_the_readers_morning(office: Office) -> None:
    """It is 3:04 UTC: 4:04 in Berlin."""
    office.desk.me("cora").sms.change_sender(office.desk.sender, category="marketing")
    campaign = office.begin()
    office.go(1)
    assert office.states(campaign)[0] == ("waiting", "quiet_hours")
    office.desk.clock.forward(hours=5)
    office.go()
    assert office.states(campaign)[0] == ("said", None)


@pytest.mark.parametrize("step", ["sms_campaigns.take", "sms.open", "messages.send"])
def test_a_worker_that_is_killed_loses_nobody_and_says_nothing_twice(
    office: Office, step: str
) -> None:
    campaign = office.begin()
    _killed_after(office, step)
    office.desk.clock.forward(minutes=2)
    office.go()
    assert office.states(campaign) == [("said", None), ("skipped", "no_consent"), ("said", None)]
    assert len(office.said()) == 2


def test_a_turn_that_ran_out_in_a_stopped_campaign_is_told_by_its_message(office: Office) -> None:
    campaign = office.begin()
    _killed_after(office, "messages.send")
    office.desk.me("anna").sms_campaigns.move(campaign, "stopped")
    office.desk.clock.forward(minutes=2)
    office.go()
    assert office.states(campaign) == [("said", None), ("stopped", None), ("stopped", None)]
    first = office.desk.me("anna").sms_campaigns.recipients(campaign).data[0]
    assert first.text_state == "canceled"


def _killed_after(office: Office, step: str) -> None:
    """Let a process go on that is killed once this step of it was committed."""
    whole = office.desk.room.engines

    class Dying:
        ports, in_use = whole.ports, staticmethod(whole.in_use)

        def call(self, name: str, command: Any, actor: Any) -> Any:
            answer = whole.call(name, command, actor)
            if name == step:
                raise Killed
            return answer

    dying: Any = Dying()
    with pytest.raises(Killed):
        Campaigning(dying).round()


def test_who_may_not_write_any_more_says_nothing_and_the_campaign_is_paused(office: Office) -> None:
    campaign = office.begin()
    office.desk.me("cora").sms.change_sender(office.desk.sender, inbox=["boris"])
    office.go()
    assert office.desk.me("boris").sms_campaigns.get(campaign).state == "paused"
    assert office.said() == []


def test_a_conversation_of_somebody_elses_is_left_alone(office: Office) -> None:
    office.desk.open(NUMBERS[0], by="boris")
    campaign = office.begin()
    office.go()
    assert office.states(campaign)[0] == ("skipped", "not_assigned")


@pytest.mark.parametrize("template", ["Be there at {Time}", "}{", "{other} at {time}"])
def test_a_template_whose_fields_nobody_fills_is_refused(office: Office, template: str) -> None:
    with pytest.raises(Invalid):
        office.write(template)


def test_its_message_says_that_the_house_sent_it_for_its_owner(office: Office) -> None:
    campaign = office.begin()
    office.go(1)
    anna = office.desk.me("anna")
    first = anna.sms_campaigns.recipients(campaign).data[0]
    (said,) = anna.messages.list(str(first.conversation_id)).data
    assert (said.author, said.on_behalf_of) == ("anna", "service:sms")


def test_what_is_due_is_one_recipient_of_each_campaign(office: Office) -> None:
    campaign = office.begin()
    (database,) = office.desk.room.engines.in_use()
    (row,) = due(database, office.desk.now)
    assert (row.campaign, row.contact) == (campaign, office.contacts[0])
