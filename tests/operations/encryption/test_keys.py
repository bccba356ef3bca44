"""A key is used only once it is committed and its provider has shown that it opens again: no words are lost."""

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.errors import KeyUnavailable
from onrecord_server.core import stream
from onrecord_server.encryption.keyring import DataKey
from onrecord_server.encryption.providers import FileKeys, HostKeys
from tests.support import engines
from tests.support.engines import Room


def _wrap(_: str, key: bytes) -> str:
    return key.hex()


def _unwrap(_: str, __: str, wrapped: str) -> bytes:
    return bytes.fromhex(wrapped)


HONEST = HostKeys(_wrap, _unwrap, "k")


def _said(room: Room, text: str) -> tuple[str, str]:
    alice = room.person("alice")
    group = alice.conversations.create(kind="group", members=[], title="Team").id
    return group, alice.messages.send(group, text).id


def test_a_key_of_a_transaction_that_was_rolled_back_encrypts_nothing(
    database_url: str, key_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engines.room(database_url, encryption=FileKeys(key_file)) as room:
        with monkeypatch.context() as patched:
            patched.setattr(stream, "seal", _full)
            with pytest.raises(OSError, match="full"):
                room.person("alice")
        _, message = _said(room, "precious")
    with engines.room(database_url, encryption=FileKeys(key_file)) as room:
        assert room.plain("alice").messages.get(message).text == "precious"


def _full(_: Any) -> Any:
    raise OSError("disk full")


def _down(*_: Any) -> Any:
    raise ConnectionError("token=secret")


RUBBISH: dict[str, Callable[..., Any]] = {
    "nothing": lambda *_: b"",
    "another": lambda *_: b"x" * 32,
    "text": lambda *_: "x" * 32,
}


@pytest.mark.parametrize("answer", RUBBISH.values(), ids=RUBBISH)
def test_a_provider_that_answers_rubbish_lets_nobody_read_or_write(
    database_url: str, answer: Callable[..., Any]
) -> None:
    with engines.room(database_url, encryption=HONEST) as room:
        group, message = _said(room, "precious")
        before = room.end()
    with engines.room(database_url, encryption=HostKeys(_wrap, answer, "k")) as room:
        alice = room.plain("alice")
        for ask in (
            lambda: alice.messages.get(message),
            lambda: alice.messages.send(group, "two"),
            lambda: alice.search.messages("precious"),
        ):
            with pytest.raises(KeyUnavailable):
                ask()
        assert room.end() == before


def test_a_wrapped_key_that_does_not_open_again_is_never_used(database_url: str) -> None:
    lossy = HostKeys(lambda _, key: key[::-1].hex(), _unwrap, "k")
    with engines.room(database_url, encryption=lossy) as room, pytest.raises(KeyUnavailable):
        room.person("alice")


class _Host:
    """A provider of the host's own that may be down."""

    active = "k"
    hosts: tuple[str, ...] = ()
    wrap = staticmethod(_wrap)
    unwrap = staticmethod(_down)


def test_whoever_writes_goes_on_as_soon_as_the_provider_does(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("onrecord_server.encryption.keyring.AGAIN", 0.0)
    with engines.room(database_url, encryption=HONEST) as room:
        group, _ = _said(room, "one")
    with engines.room(database_url, encryption=_Host()) as room:
        alice = room.plain("alice")
        with pytest.raises(KeyUnavailable) as refused:
            alice.messages.send(group, "two")
        monkeypatch.setattr(_Host, "unwrap", staticmethod(_unwrap))
        assert alice.messages.send(group, "two").text == "two"
    assert "secret" not in f"{refused.value} {caplog.text}"


def test_a_key_is_not_in_what_is_shown_of_it() -> None:
    assert "secret" not in repr(DataKey("acme", "key_1", "content", 1, b"secret" * 5))
