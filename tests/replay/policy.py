"""What events make of the policy in force: whoever hears of it asks again."""

from collections.abc import Callable
from typing import Any


Document = dict[str, Any]


class Policies:
    """The part of a replayed snapshot that is the policy as one person reads it."""

    policy: Document | None
    _fetch: Callable[[str], Document | None]

    def _policy_decided(self, envelope: Document, event: Document) -> None:
        fetched = self._fetch("policy")
        self.policy = None if fetched is None else fetched["policy"]

    _policy_withdrawn = _policy_acknowledged = _policy_decided

    def _shown_policy(self) -> Document:
        return {} if self.policy is None else {"policy": self.policy}
