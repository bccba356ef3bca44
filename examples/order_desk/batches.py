"""Many things said in one commit: the host's own transaction, joined, a few hundred lines long."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from examples.order_desk.desk import Desk
from examples.order_desk.people import TENANT
from onrecord import Actor


class Batches:
    """Speaks as anybody through `join`, and commits after every so many lines.

    A crash loses the lines since the last commit and nothing else; loading again goes on there.
    """

    def __init__(self, desk: Desk, lines: int = 250) -> None:
        self.desk, self.lines, self.waiting = desk, lines, 0
        self.session = Session(desk.engine)

    def __call__(self, person: str | None) -> AbstractContextManager[Actor]:
        """Speak as a person, or with None as the host's own service."""
        return self.desk.chat.join(self.session, TENANT, person)

    def add(self, lines: int) -> None:
        """Count lines; commit when enough have come together."""
        self.waiting += lines
        if self.waiting >= self.lines:
            self.session.commit()
            self.waiting = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.session.commit()
        self.session.close()
