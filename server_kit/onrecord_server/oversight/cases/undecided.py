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


pending.undecided(_case)
pending.undecided(_appeal)
