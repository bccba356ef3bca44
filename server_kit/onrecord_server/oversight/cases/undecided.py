"""What keeps words that were never delivered from being destroyed: a case about them that is open, an appeal.

It keeps the file of an import as well, whatever of that the case is about.
"""

import sqlalchemy as sa

from onrecord_server.oversight.cases.rows import appeals, cases
from onrecord_server.oversight.cases.rules import OPEN
from onrecord_server.retention import pending


def _case(written: sa.Table) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        cases.c.tenant == written.c.tenant,
        cases.c.message == written.c.id,
        cases.c.state.in_([*sorted(OPEN), "appealed"]),
    )


def _appeal(written: sa.Table) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        appeals.c.tenant == written.c.tenant,
        appeals.c.message == written.c.id,
        appeals.c.state == "open",
    )


def _case_since(written: sa.Table, at: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    mine = (cases.c.tenant == written.c.tenant, cases.c.message == written.c.id)
    return sa.exists().where(*mine, cases.c.decided_at > at).correlate_except(cases)


def _appeal_since(written: sa.Table, at: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    mine = (appeals.c.tenant == written.c.tenant, appeals.c.message == written.c.id)
    return sa.exists().where(*mine, appeals.c.decided_at > at).correlate_except(appeals)


pending.undecided(_case, _case_since)
pending.undecided(_appeal, _appeal_since)
