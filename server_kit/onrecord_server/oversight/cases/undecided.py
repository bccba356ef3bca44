"""What keeps words that were never delivered from being destroyed: a case about them that is open, an appeal."""

import sqlalchemy as sa

from onrecord_server.messages.rows import held
from onrecord_server.oversight.cases.rows import appeals, cases
from onrecord_server.oversight.cases.rules import OPEN
from onrecord_server.retention import pending


pending.undecided(
    sa.exists().where(
        cases.c.tenant == held.c.tenant,
        cases.c.message == held.c.id,
        cases.c.state.in_([*sorted(OPEN), "appealed"]),
    )
)
pending.undecided(
    sa.exists().where(
        appeals.c.tenant == held.c.tenant,
        appeals.c.message == held.c.id,
        appeals.c.state == "open",
    )
)
