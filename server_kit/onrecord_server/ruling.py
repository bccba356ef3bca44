"""How the rules stand that a tenant's policy follows, for whoever holds the database."""

from typing import Final

from onrecord.wire.compliance import ComplianceLine
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.policy.complying import lines_of


_DUTY: Final = "yours"


def standing(database: Database, tenant: str) -> list[str]:
    """Return a line for each rule of the profiles of the policy in force: met, not met, or whose duty."""
    ports = Ports()
    with database.read() as connection:
        unit = Unit(connection, ports, Hooks(), database.options)
        return [_said(one) for one in lines_of(unit, tenant, micros(ports.clock()))]


def _said(line: ComplianceLine) -> str:
    state = {None: _DUTY, True: "met", False: "NOT MET"}[line.met]
    more = "" if line.detail is None else f" {line.detail}"
    return f"{line.rule:7} {line.profile:14} {state:8} {line.said}{more}"
