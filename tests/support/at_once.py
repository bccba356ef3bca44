"""Calls at the same moment, each from a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from onrecord.errors import OnRecordError


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run calls at the same time, each in its own thread."""
    results: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(index: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[index] = call()
        except OnRecordError as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
