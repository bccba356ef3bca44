"""Blocking calls and event loops do not mix; whoever tries is told what to write instead."""

import asyncio

from onrecord.errors import UsageError


def refuse_in_loop(what: str, instead: str) -> None:
    """Refuse a blocking call on the thread of a running event loop. Raises ``UsageError``."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise UsageError(f"{what} would block the running event loop; write: {instead}")
