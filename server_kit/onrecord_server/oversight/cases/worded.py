"""Notices in the tenant's own words, as they were when each was made, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from onrecord.wire.notices import Notice
from onrecord_server.core.operation import Tx
from onrecord_server.policy import placeholders, wording
from onrecord_server.preferences.operations import language
from onrecord_server.tenants.operations import product_name


class Words:
    """The tenant's own words for some notices; nothing is asked where none has any."""

    def __init__(self, tx: Tx, rows: Sequence[Any], locales: Sequence[str]) -> None:
        """Read the words, the reader's language and what the product is called."""
        hashes = {row.template for row in rows if row.template is not None}
        self._texts = wording.of_hashes(tx, hashes)
        preferred = language(tx) if hashes else None
        self._wanted = [*([preferred] if preferred else []), *locales]
        self._product = product_name(tx) if hashes else ""

    def tell(self, row: Any, notice: Notice) -> Notice:
        """Return a notice with its words, where the tenant has some that can be said of it."""
        text = placeholders.chosen(self._texts.get(row.template, {}), self._wanted)
        if text is None:
            return notice
        said = placeholders.rendered(text, self._facts(notice))
        return notice.model_copy(update={"text": said})

    def _facts(self, notice: Notice) -> dict[str, str | None]:
        until = notice.appeal_until
        return {
            "rule": notice.rule.replace("_", " ").replace("-", " "),
            "policy_version": str(notice.policy_version),
            "at": _day(notice.at),
            "product": self._product,
            "appeal_until": None if until is None else _day(until),
        }


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
