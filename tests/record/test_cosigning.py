"""Another house cosigns a head only when it continues the one before; what it signs travels with the checkpoint."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount

from onrecord.errors import UsageError
from onrecord.proofs import (
    COSIGNATURE,
    EMPTY_ROOT,
    Checkpoint,
    leaf_hash,
    parse_vkey,
    verify_checkpoint,
)
from onrecord_server import OnRecord
from onrecord_server.cli import main
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports, utc_now
from onrecord_server.cosigning.app import MOST, CosignerApp
from onrecord_server.cosigning.rules import STATUS, CosignatureRefused, Last, continues
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.merkle import Tree
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.record.submissions import Submission, parse_submission
from onrecord_server.record_health.rules import reason_of
from onrecord_server.witnessing.cosigning import Cosigner
from onrecord_server.witnessing.handing import Handing
from onrecord_server.witnessing.keeping import Head
from tests.record.conftest import ORIGIN, TENANT, Story, nobody
from tests.support.served import listening


LEAVES = [leaf_hash(str(number).encode()) for number in range(40)]
TREE = Tree(lambda start, stop: LEAVES[start:stop])
KEY = NoteKey(ORIGIN, bytes(31) + b"\x07")


def submitted(old: int, size: int, *, root: bytes | None = None, key: NoteKey = KEY) -> Submission:
    """What the record of these leaves sends when it has so many."""
    head = Checkpoint(ORIGIN, size, root or TREE.root(size))
    proof = tuple(TREE.consistency(old, size)) if old <= size else ()
    return Submission(old, proof, sign_checkpoint(head, key).to_text())


@pytest.fixture
def cosigner(database_url: str, tmp_path: Path) -> Iterator[CosignerApp]:
    made = CosignerApp(
        database_url, name="cosigner.example", keys=tmp_path / "own", logs=[KEY.verifier.vkey]
    )
    yield made
    made.close()


def refused(cosigner: CosignerApp, asked: Submission) -> tuple[str, int | None]:
    with pytest.raises(CosignatureRefused) as said:
        cosigner.cosign(asked)
    return said.value.code, said.value.size


# -- what is cosigned ------------------------------------------------------------------------------


@pytest.mark.req("SEC-3")
def test_each_head_is_cosigned_that_continues_the_one_before(cosigner: CosignerApp) -> None:
    for old, size in ((0, 3), (3, 3), (3, 8), (8, 21)):
        asked = submitted(old, size)
        line = cosigner.cosign(asked)
        trusted = [KEY.verifier, parse_vkey(cosigner.vkey)]
        (found,) = verify_checkpoint(asked.note + line, trusted).cosignatures
        assert found.key.algorithm == COSIGNATURE
        assert abs((found.time or 0) - utc_now().timestamp()) < 300


@pytest.mark.req("SEC-3")
def test_a_head_that_contradicts_what_was_cosigned_is_refused_and_changes_nothing(
    cosigner: CosignerApp, caplog: pytest.LogCaptureFixture
) -> None:
    cosigner.cosign(submitted(0, 8))
    with caplog.at_level(logging.WARNING, "onrecord.record"):
        fork = submitted(8, 8, root=EMPTY_ROOT)
        assert refused(cosigner, fork) == ("fork", 8)
    assert fork.note in caplog.text, "the two notes convict who signed them"
    assert refused(cosigner, submitted(8, 12, root=EMPTY_ROOT)) == ("inconsistent", 8)
    assert refused(cosigner, submitted(5, 5)) == ("rollback", 8)
    assert refused(cosigner, submitted(0, 12)) == ("behind", 8)
    assert refused(cosigner, submitted(12, 12)) == ("behind", 8)
    assert cosigner.cosign(submitted(8, 12))


@pytest.mark.req("SEC-3")
def test_only_who_signs_a_record_has_it_cosigned(cosigner: CosignerApp) -> None:
    stranger = NoteKey(ORIGIN, bytes(32))
    assert refused(cosigner, submitted(0, 3, key=stranger)) == ("signature_refused", None)
    other = NoteKey("elsewhere.example", bytes(32))
    note = sign_checkpoint(Checkpoint(other.name, 3, TREE.root(3)), other).to_text()
    assert refused(cosigner, Submission(0, (), note)) == ("origin_unknown", None)
    assert refused(cosigner, Submission(0, (), "no note")) == ("malformed", None)
    assert refused(cosigner, Submission(9, (), submitted(0, 3).note)) == ("malformed", None)
    assert cosigner.cosign(submitted(0, 3))


@pytest.mark.req("SEC-3")
def test_of_many_at_once_none_takes_the_record_back(cosigner: CosignerApp) -> None:
    cosigner.cosign(submitted(0, 2))
    sizes = list(range(3, 40))

    def ask(size: int) -> int:
        with suppress(CosignatureRefused):
            cosigner.cosign(submitted(2, size))
            return size
        return 0

    with ThreadPoolExecutor(4) as pool:
        signed = [size for size in pool.map(ask, sizes) if size]
    assert len(signed) == 1
    assert refused(cosigner, submitted(0, 39))[1] == signed[0]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_proof_leads_from_the_last_head_or_nothing_is_signed(
    last: int, old: int, size: int
) -> None:
    kept = Last(last, TREE.root(last) if last else None)
    head = Checkpoint(ORIGIN, size, TREE.root(size))
    proof = TREE.consistency(old, size) if old <= size else []
    if old == last <= size:
        continues(kept, head, old, proof)
        forged = Checkpoint(ORIGIN, size, bytes(32))
        if last:
            with pytest.raises(CosignatureRefused):
                continues(kept, forged, old, proof)
        return
    with pytest.raises(CosignatureRefused):
        continues(kept, head, old, proof)


@given(st.integers(0, 40), st.integers(0, 40))
def test_what_is_sent_is_read_as_it_was_written(old: int, size: int) -> None:
    asked = submitted(min(old, size), max(old, size))
    assert parse_submission(asked.to_text().encode()) == asked


# -- over HTTP ---------------------------------------------------------------------------------------


@contextmanager
def house(folder: Path, vkeys: list[str], **given: object) -> Iterator[tuple[CosignerApp, str]]:
    """Run another house: a chat of its own, and a cosigner beside it in the same database."""
    url = f"sqlite:///{folder / 'other.db'}"
    chat = OnRecord(url, identify=nobody, tenants=["other"])
    named = {"name": "cosigner.example", "keys": folder / "cosigner"}
    cosigner = CosignerApp(url, logs=vkeys, **named, **given)  # type: ignore[arg-type]
    app = Starlette(routes=[Mount("/cosign", cosigner)])
    chat.mount(app, "/chat")
    try:
        with listening(app) as base:
            yield cosigner, f"{base}/cosign"
    finally:
        cosigner.close()
        chat.close()


def vkeys_of(story: Story) -> list[str]:
    return [key.vkey for key in story.vkeys()]


def head_of(story: Story, note: str) -> Head:
    size = int(note.splitlines()[1])
    return Head(TENANT, ORIGIN, size, note, lambda old: [] if old in (0, size) else [bytes(32)])


@pytest.mark.req("SEC-3")
def test_what_another_house_signs_travels_with_the_checkpoint(story: Story, tmp_path: Path) -> None:
    story.sign()
    ports = Ports(clock=lambda: moment(story.now))
    with house(tmp_path, vkeys_of(story)) as (other, url):
        witness = Cosigner(url, other.vkey, patience=60.0)
        assert Handing([witness], ports).hand_out(story.database) == 1
        story.say("and it goes on")
        signed = story.sign()
        assert Handing([witness], ports).hand_out(story.database) == 1
        story.say("after a restart, too")
        newest = story.sign()
        again = Cosigner(url, other.vkey, patience=60.0)
        assert Handing([again], ports).hand_out(story.database) == 1
    assert newest.size > signed.size
    with story.chat.acting_as(TENANT, "alice") as me:
        note = me.record.checkpoint().note
    verified = verify_checkpoint(note, [*story.vkeys(), parse_vkey(other.vkey)])
    assert (verified.checkpoint.size, len(verified.cosignatures)) == (newest.size, 1)
    assert story.value("SELECT count(*) FROM onrecord_cosignatures") == 3


@pytest.mark.req("SEC-3")
def test_a_house_that_contradicts_itself_gets_no_signature_and_hears_why(
    small_story: Story, tmp_path: Path
) -> None:
    story = small_story
    story.sign()
    key = KeyRing.load(story.keys).active(ORIGIN)
    with house(tmp_path, vkeys_of(story)) as (other, url):
        witness = Cosigner(url, other.vkey, patience=60.0)
        story.say("more")
        signed = story.sign()
        assert witness.keep(head_of(story, signed.note)).lines
        for size, why in ((signed.size, "answers 409"), (signed.size + 1, "answers 422")):
            note = sign_checkpoint(Checkpoint(ORIGIN, size, EMPTY_ROOT), key).to_text()
            said = failing(witness, head_of(story, note))
            assert said == f"WitnessRefused: 127.0.0.1 {why}"
            assert reason_of(said) == "differs"
        note = sign_checkpoint(Checkpoint(ORIGIN, 3, EMPTY_ROOT), key).to_text()
        said = failing(witness, head_of(story, note))
        assert said == f"WitnessRefused: 127.0.0.1 has another head, of {signed.size} entries"
        assert reason_of(said) == "differs"


def failing(witness: Cosigner, head: Head) -> str:
    with pytest.raises(Exception) as said:  # noqa: PT011 - the text is what the portal reads
        witness.keep(head)
    return f"{type(said.value).__name__}: {said.value}"


@pytest.mark.req("SEC-3")
def test_a_signature_counts_by_the_key_that_was_given_and_about_now(
    small_story: Story, tmp_path: Path
) -> None:
    story = small_story
    head = head_of(story, story.sign().note)
    ten = timedelta(minutes=10)
    with house(tmp_path, vkeys_of(story), clock=lambda: utc_now() - ten) as (other, url):
        stranger = NoteKey("cosigner.example", bytes(32), algorithm=COSIGNATURE)
        said = failing(Cosigner(url, stranger.verifier.vkey, patience=60.0), head)
        assert said.startswith("WitnessRefused: 127.0.0.1 answers with no signature")
        said = failing(Cosigner(url, other.vkey, patience=60.0), head)
        assert said == "WitnessRefused: 127.0.0.1 signs another time than the clock here shows"
    assert reason_of(failing(Cosigner(url, other.vkey), head)) == "unreachable"


def test_a_house_that_does_not_know_a_record_says_so(small_story: Story, tmp_path: Path) -> None:
    head = head_of(small_story, small_story.sign().note)
    with house(tmp_path, [KEY.verifier.vkey]) as (other, url):
        said = failing(Cosigner(url, other.vkey, patience=60.0), head)
        assert (said, reason_of(said)) == ("WitnessRefused: 127.0.0.1 answers 403", "not_allowed")
    with house(tmp_path, []) as (other, url):
        said = failing(Cosigner(url, other.vkey, patience=60.0), head)
        assert (said, reason_of(said)) == ("WitnessRefused: 127.0.0.1 answers 404", "not_found")


def test_the_address_answers_as_the_standard_says(tmp_path: Path) -> None:
    with house(tmp_path, [KEY.verifier.vkey]) as (_, url), httpx2.Client(timeout=60) as client:

        def post(body: bytes) -> httpx2.Response:
            return client.post(f"{url}/add-checkpoint", content=body)

        assert post(submitted(0, 5).to_text().encode()).status_code == 200
        conflict = post(submitted(0, 9).to_text().encode())
        assert (conflict.status_code, conflict.text) == (409, "5\n")
        assert conflict.headers["content-type"].startswith("text/x.tlog.size")
        wrong = {b"": 400, b"old 05\n\nx\n": 400, b"old 0\nAA==\n\nx\n": 400, bytes(MOST + 1): 413}
        assert {body: post(body).status_code for body in wrong} == wrong
        assert client.get(f"{url}/add-checkpoint").status_code == 405
        assert client.post(f"{url}/elsewhere").status_code == 404
        assert set(STATUS.values()) == {400, 403, 404, 409, 422}


def test_the_command_line_prints_the_key_of_a_cosigner(
    cosigner: CosignerApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show = ["keys", "show", "cosigner.example", "--keys", str(tmp_path / "own")]
    assert main([*show, "--cosigner"]) == 0
    assert capsys.readouterr().out == f"{cosigner.vkey}\n"


def test_what_cannot_work_is_refused_when_it_is_set_up(tmp_path: Path) -> None:
    vkey = NoteKey("c.example", bytes(32), algorithm=COSIGNATURE).verifier.vkey
    with pytest.raises(UsageError, match="https://"):
        Cosigner("http://cosigner.example.org", vkey)
    with pytest.raises(UsageError, match="a cosigner has a vkey"):
        Cosigner("https://cosigner.example.org", "no vkey")
    with pytest.raises(UsageError, match="type 4"):
        Cosigner("https://cosigner.example.org", KEY.verifier.vkey)
    with pytest.raises(UsageError, match="logs are vkeys"):
        CosignerApp(f"sqlite:///{tmp_path / 'c.db'}", name="c", keys=tmp_path / "k", logs=["no"])
