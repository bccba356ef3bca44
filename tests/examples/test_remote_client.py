"""A client in another process sends by a token that the host minted, and follows the stream."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from onrecord_server.people.tokens import TokenKey, mint
from tests.examples.talking import example, signed_in
from tests.support.soon import PATIENCE
from tests.support.worker import Worker


SEED = bytes(range(32))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Worker]:
    key = tmp_path / "token.key"
    key.write_text(SEED.hex())
    with example("02_fastapi", tmp_path, ONRECORD_TOKEN_KEY=str(key)) as worker:
        for name in ("alice", "bob"):
            signed_in(worker, name).id()
        httpx2.post(f"{worker.base}/orders/1234/shipped").raise_for_status()
        yield worker


@contextmanager
def client(host: Worker, subject: str, text: str) -> Iterator["subprocess.Popen[str]"]:
    token = mint(TokenKey(SEED), tenant="acme", person="bob", ttl=300)
    command = [sys.executable, "examples/05_remote_client/main.py"]
    with subprocess.Popen(
        [*command, f"{host.base}/chat", subject, text],
        env={**os.environ, "ONRECORD_TOKEN": token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_sends_and_is_told_of_what_it_sent_and_of_what_comes_after(host: Worker) -> None:
    with client(host, "order:1234", "The truck is at the gate.") as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip().endswith("message.created")
        httpx2.post(f"{host.base}/orders/1234/shipped").raise_for_status()
        assert process.stdout.readline().strip().endswith("message.created")
    alice = signed_in(host, "alice")
    (order,) = alice.ask("GET", "/conversations?subject=order:1234").json()["data"]
    said = alice.ask("GET", f"/conversations/{order['id']}/messages").json()["data"]
    assert [(each["author"], each["text"]) for each in said][1] == (
        "bob",
        "The truck is at the gate.",
    )


def test_a_conversation_that_one_is_not_in_is_not_found(host: Worker) -> None:
    with client(host, "order:9", "Hello?") as process:
        _, error = process.communicate(timeout=PATIENCE)
    assert "NotFound" in error
