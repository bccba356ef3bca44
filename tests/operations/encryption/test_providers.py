"""Where keys come from: what is refused, and that a wrapped key opens for its tenant alone."""

import os
from pathlib import Path

import pytest

from onrecord.errors import KeyUnavailable, UsageError
from onrecord_server.encryption.providers import (
    EnvironmentKeys,
    FileKeys,
    HostKeys,
    new_key,
    provider_of,
)


KEY = bytes(range(32))
LINE = "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def test_a_wrapped_key_opens_for_its_tenant_alone(key_file: Path) -> None:
    provider = FileKeys(key_file)
    wrapped = provider.wrap("acme", KEY)
    assert provider.unwrap("acme", "first", wrapped) == KEY
    for tenant, name, text in (
        ("globex", "first", wrapped),
        ("acme", "other", wrapped),
        ("acme", "first", wrapped[:-4]),
        ("acme", "first", "no base64!"),
    ):
        with pytest.raises(KeyUnavailable):
            provider.unwrap(tenant, name, text)


def test_a_key_that_is_added_is_the_one_in_use(key_file: Path) -> None:
    provider = FileKeys(key_file)
    wrapped = provider.wrap("acme", KEY)
    new_key(key_file, "second")
    os.utime(key_file, ns=(1, 1))
    assert provider.active == "second"
    assert provider.unwrap("acme", "first", wrapped) == KEY


@pytest.mark.parametrize(
    "text", ["", "first", "first:short", f"{LINE}\n{LINE}", "bad name:" + LINE[6:], LINE[:-4]]
)
def test_a_file_without_keys_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(UsageError):
        FileKeys(path)


def test_a_file_that_others_may_read_is_refused(key_file: Path) -> None:
    key_file.chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        FileKeys(key_file)


def test_keys_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_KEYS", f"{LINE},second:{LINE[6:]}")
    provider = EnvironmentKeys("ACME_KEYS")
    assert provider.active == "second"
    assert provider.unwrap("acme", "second", provider.wrap("acme", KEY)) == KEY
    with pytest.raises(UsageError, match="NOT_SET"):
        EnvironmentKeys("NOT_SET")


def test_a_host_that_fails_is_a_key_that_cannot_be_had() -> None:
    def fail(*_: object) -> bytes:
        raise OSError

    provider = HostKeys(lambda *_: "x", fail, "kms")
    with pytest.raises(KeyUnavailable):
        provider.unwrap("acme", "kms", "x")


@pytest.mark.parametrize("said", ["", "file:", "vault:x", "/etc/keys"])
def test_a_setting_names_a_provider(said: str) -> None:
    with pytest.raises(UsageError):
        provider_of(said)
