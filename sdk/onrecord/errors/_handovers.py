"""Refusals of handing over."""

from onrecord.errors._general import Conflict


class HandoverRefused(Conflict):
    """Nobody can take over so: ``reason`` says what is in the way.

    It is ``same`` for one person twice, ``unknown``, ``deactivated`` or ``guest`` for a successor who is not here as
    an employee, ``cannot_write`` for one who may not write now, ``oneself`` for who names themselves, and
    ``leaver_is_guest`` where a guest has nothing to hand over.
    """

    code = "handover_refused"
    title = "This cannot be handed over so"


class HandoverRunning(Conflict):
    """This person is being handed over to somebody else; ``handover_id`` is that one."""

    code = "handover_running"
    title = "Another hand-over is running"
