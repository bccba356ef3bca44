"""The whole corpus, where ONRECORD_IRC_FOLDER names it: every message, on each database, verified.

The project ships a part of it (`examples/order_desk/data`), which is loaded when nothing is named.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.count_irc import count


FOLDER = Path(os.environ.get("ONRECORD_IRC_FOLDER", "examples/order_desk/data"))


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_every_message_of_the_corpus_is_loaded_once_and_verified(database_url: str) -> None:
    load = ("examples.order_desk.load", str(FOLDER), "--database", database_url)
    first, again = run(*load), run(*load)
    total = f"{count(FOLDER).total():,}"
    assert f"{total} messages sent" in first
    assert f"0 messages sent, 0 of them replies; {total} were there" in again
    assert f"{total:>8} in the logs{total:>8} in the chat" in again.splitlines()[-1]
    assert "all holds" in run("onrecord_server.cli", "verify", "--database", database_url)
