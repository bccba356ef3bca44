"""Sealing: only the right key opens, all of it or nothing, in little memory."""

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from onrecord.errors import Invalid
from onrecord_server.cli import main
from onrecord_server.exports.sealing import Sealer, public_key
from onrecord_server.exports.unseal_bundle import (
    CHUNK,
    NotSealed,
    SealedToAnother,
    Tampered,
    Truncated,
    public_text,
    unsealed,
)
from onrecord_server.exports.verify_bundle import verify


KEY = PrivateKey(bytes(range(32)))


def sealed(*pieces: bytes) -> bytes:
    target = io.BytesIO()
    sealer = Sealer(target, public_key(public_text(KEY)))
    for piece in pieces:
        sealer.write(piece)
    sealer.end()
    return target.getvalue()


def opened(data: bytes, key: PrivateKey = KEY) -> bytes:
    return b"".join(unsealed(io.BytesIO(data), key))


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.sampled_from([0, 1, 17, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]), max_size=4)
)
def test_what_was_sealed_is_opened(sizes: list[int]) -> None:
    pieces = [bytes([n]) * size for n, size in enumerate(sizes)]
    assert opened(sealed(*pieces)) == b"".join(pieces)


@pytest.mark.req("HIP-6")
def test_another_key_a_cut_and_a_change_are_told_apart() -> None:
    data = sealed(b"x" * (2 * CHUNK + 5))
    with pytest.raises(SealedToAnother, match="sealed to"):
        opened(data, PrivateKey.generate())
    start = 19 + 32 + 80 + 24
    for end in (20, 100, start, start + 1, start + CHUNK + 17, start + 2 * (CHUNK + 17), -1):
        with pytest.raises(Truncated):
            opened(data[:end])
    for place in (60, start - 1, start + 5):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(Tampered):
            opened(bytes(changed))
    for whole in (data, sealed(b"x" * CHUNK)):
        with pytest.raises((Tampered, Truncated)):
            opened(whole + b"more")
    with pytest.raises(NotSealed):
        opened(b"PK\x03\x04" + bytes(300))


@pytest.mark.parametrize("text", ["", "A" * 43 + "=", "AQ" + "A" * 41 + "=", "!" * 44, "AAAA"])
def test_a_key_that_keeps_nothing_secret_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="onrecord unseal --new-key"):
        public_key(text)


def test_it_is_sealed_and_opened_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "big"
    tracemalloc.start()
    with path.open("wb") as target:
        sealer = Sealer(target, public_key(public_text(KEY)))
        for _ in range(160):
            sealer.write(bytes(100_000))
        sealer.end()
    with path.open("rb") as source:
        assert sum(map(len, unsealed(source, KEY))) == 16_000_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_the_command_makes_a_key_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, file, target = (tmp_path / name for name in ("auditor.key", "e.sealed", "e.zip"))
    assert main(["unseal", "--new-key", str(key)]) == 0
    assert key.stat().st_mode & 0o777 == 0o600
    public = capsys.readouterr().out.strip()
    with file.open("wb") as into:
        sealer = Sealer(into, public_key(public))
        sealer.write(b"the archive")
        sealer.end()
    assert "open it with `onrecord unseal`" in verify(file, "", []).found[0]
    asked = ["unseal", str(file), str(target), "--key", str(key)]
    whole = file.read_bytes()
    file.write_bytes(whole[:-3])
    assert main(asked) == 2
    assert "its end is missing" in capsys.readouterr().err
    assert not target.exists()
    assert list(tmp_path.glob("*.part")) == []
    file.write_bytes(whole)
    assert main(asked) == 0
    assert target.read_bytes() == b"the archive"
    assert "verify_bundle.py" in capsys.readouterr().out
    assert main(asked) == 2, "what is there is not written over"
