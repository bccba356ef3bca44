"""An answer that is written on the page: a message of the person outside, judged and heard as a text of theirs."""

import sqlalchemy as sa

from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages.rows import held, messages
from onrecord_server.sms import receiving
from onrecord_server.sms.notices import access, rules
from onrecord_server.sms.notices.access import Linked
from onrecord_server.sms.notices.commands import ANSWER, Answered, AnswerNotice


def _not(outcome: str) -> Doc[Answered]:
    return Unchanged(Answered, Answered.model_validate({"outcome": outcome}).model_dump())


@implements(ANSWER)
def answer_notice(tx: Tx, command: AnswerNotice) -> Answered | Doc[Answered]:
    """Take an answer, once; what asks for no more texts is heard in it as well."""
    tx.unit.lock([tx.tenant])
    found = access.opened(tx, command.token, command.session)
    if found is None:
        return _not("closed")
    text = command.text.strip()
    if not text or len(text) > rules.LONGEST:
        return _not("long" if text else "empty")
    if _count(tx, found) >= rules.ANSWERS:
        return _not("later")
    client_id = rules.ON_PAGE + rules.token_hash(f"{found.notice.id}:{command.once}")[:40]
    pair, contact = found.place.pair, found.place.contact
    if not receiving.answered(tx, (pair, contact), text, client_id, found.notice.id):
        return _not("taken")
    return Answered(outcome="taken")


def _count(tx: Tx, found: Linked) -> int:
    """Return how many answers were written on the page in the last hour, those that are kept back too."""
    tx.unit.flush()
    return sum(
        tx.execute(
            sa.select(sa.func.count()).where(
                table.c.tenant == tx.tenant,
                table.c.author == found.place.contact.person,
                table.c.client_id.like(f"{rules.ON_PAGE}%"),
                table.c.created_at > tx.now - rules.HOUR,
            )
        ).scalar_one()
        for table in (messages, held)
    )
