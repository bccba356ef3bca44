"""Heads are signed when they are due, handed out, and never contradict one another."""

import logging
import shutil

import pytest
import sqlalchemy as sa

from onrecord.proofs import COSIGNATURE, parse_note, verify_checkpoint
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.reactors import Leases
from onrecord_server.doors import make_signer
from onrecord_server.realtime.signing import Signing
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyFileError, KeyRing
from onrecord_server.record.notes import NoteKey
from onrecord_server.record.reading import HeadsDiffer
from onrecord_server.record.signer import NAME, Rhythm
from onrecord_server.verifying import verify_database
from tests.record.conftest import ORIGIN, TENANT, Story


WITNESS = NoteKey("witness.example.com", bytes(31) + b"\x03", algorithm=COSIGNATURE)


def heads_of(story: Story) -> int:
    return int(story.value("SELECT count(*) FROM onrecord_checkpoints"))


def test_a_signed_head_covers_everything_up_to_now(story: Story) -> None:
    signed = story.sign()
    verified = verify_checkpoint(signed.note, story.vkeys(), origin=ORIGIN)
    assert verified.checkpoint.size == story.value("SELECT position FROM onrecord_heads")
    assert story.verify(signed.note).ok


def test_nothing_new_is_nothing_to_sign(story: Story) -> None:
    story.sign()
    before = heads_of(story)
    assert story.signer().sign(story.database, TENANT) is None
    assert heads_of(story) == before


def test_a_head_is_due_after_so_many_entries_or_so_long(small_story: Story) -> None:
    story = small_story
    story.sign()
    patient, hasty = Rhythm(entries=2, seconds=60), Rhythm(entries=1, seconds=60)
    assert not story.signer(rhythm=hasty).is_ripe(story.database, TENANT)
    story.say("one more")
    assert story.signer(rhythm=hasty).is_ripe(story.database, TENANT)
    assert not story.signer(rhythm=patient).is_ripe(story.database, TENANT)
    story.now += 60_000_000
    assert story.signer(rhythm=patient).is_ripe(story.database, TENANT)


def test_a_database_that_went_back_in_time_is_not_signed_again(small_story: Story) -> None:
    """Restored from a backup and written on, it would be a second history under one origin."""
    story = small_story
    path = story.database.url.database
    assert path is not None
    story.chat.close()
    shutil.copy(path, path + ".backup")
    story.say("what the backup does not have")
    story.sign()
    story.chat.close()
    shutil.copy(path + ".backup", path)
    for number in range(3):
        story.say(f"another history {number}")
    with pytest.raises(HeadsDiffer, match="new epoch"):
        story.signer().sign(story.database, TENANT)


def test_a_restored_database_goes_on_in_a_new_epoch_under_a_name_of_its_own(
    small_story: Story,
) -> None:
    story = small_story
    story.sql("UPDATE onrecord_heads SET epoch = 'afterwards'")
    signed = story.sign()
    assert signed.origin == f"{ORIGIN}/afterwards"


def test_a_tampered_leaf_is_not_signed(small_story: Story) -> None:
    small_story.sql("UPDATE onrecord_entries SET leaf = x'00' WHERE position >= 17")
    with pytest.raises(HeadsDiffer, match="not its own leaf"):
        small_story.sign()


def test_a_tampered_frontier_is_not_continued(small_story: Story) -> None:
    other = "(SELECT frontier FROM onrecord_checkpoints ORDER BY size LIMIT 1)"
    small_story.sql(f"UPDATE onrecord_checkpoints SET frontier = {other}")
    with pytest.raises(HeadsDiffer, match="disagree"):
        small_story.sign()


def test_a_tenant_that_has_signed_heads_never_gets_a_new_key_by_itself(
    small_story: Story,
) -> None:
    for path in small_story.keys.glob("*.key"):
        path.unlink()
    with pytest.raises(KeyFileError) as error:
        small_story.sign()
    assert error.value.code == "key_unknown"


def test_a_rotation_goes_on_the_record_and_the_old_key_is_enough_to_verify(story: Story) -> None:
    old = story.vkeys()
    signer = story.signer()
    KeyRing.load(story.keys).rotate(ORIGIN, "2026-11-02T10:00:00+00:00")
    signed = signer.sign(story.database, TENANT)
    assert signed is not None
    assert (
        story.value("SELECT count(*) FROM onrecord_entries WHERE type = 'record.key_rotated'") == 1
    )
    with pytest.raises(ValueError, match="signature_missing"):
        verify_checkpoint(signed.note, old)
    assert verify_checkpoint(signed.note, story.vkeys()).checkpoint.size == signed.size
    report = verify_database(story.database, Evidence(old))[TENANT]
    assert list(map(str, report.findings)) == []


def test_a_rotation_that_the_old_key_did_not_sign_is_not_believed(small_story: Story) -> None:
    old = small_story.vkeys()
    KeyRing.load(small_story.keys).rotate(ORIGIN, "2026-11-02T10:00:00+00:00")
    for path in small_story.keys.glob("*.rotation"):
        path.write_text(path.read_text().replace("\n\n— ", "\n\n— x"))
    small_story.sign()
    report = verify_database(small_story.database, Evidence(old))[TENANT]
    assert report.codes() == {"checkpoint_refused"}


def test_a_rotation_that_was_cut_off_is_vouched_for_by_who_signs_next(small_story: Story) -> None:
    old = small_story.vkeys()
    ring = KeyRing.load(small_story.keys)
    _, statement = ring.rotate(ORIGIN, "2026-11-02T10:00:00+00:00")
    (left,) = small_story.keys.glob("*.rotation")
    left.unlink()
    small_story.sign()
    assert left.read_text() == statement.to_text()
    report = verify_database(small_story.database, Evidence(old))[TENANT]
    assert report.codes() == set()


def test_a_key_that_nobody_can_vouch_for_signs_nothing(small_story: Story) -> None:
    KeyRing.load(small_story.keys).rotate(ORIGIN, "2026-11-02T10:00:00+00:00")
    for path in (*small_story.keys.glob("*.rotation"), *small_story.keys.glob("*.0001.key")):
        path.unlink()
    with pytest.raises(KeyFileError) as error:
        small_story.sign()
    assert error.value.code == "key_unvouched"


def test_witnesses_get_each_head_and_their_signatures_are_kept(story: Story) -> None:
    shown: list[tuple[str, str]] = []

    def publish(tenant: str, note: str) -> list[str]:
        shown.append((tenant, note))
        return [WITNESS.cosign(parse_note(note).text, 1_700_000_000).line()]

    signed = story.signer(publish=[publish]).sign(story.database, TENANT)
    assert signed is not None
    assert shown == [(TENANT, signed.note)]
    with story.chat.acting_as(TENANT, "alice") as me:
        note = me.record.checkpoint().note
    verified = verify_checkpoint(note, [*story.vkeys(), WITNESS.verifier])
    assert [item.time for item in verified.cosignatures] == [1_700_000_000]


def test_a_publisher_that_fails_costs_nothing_but_a_line_in_the_log(
    small_story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(tenant: str, note: str) -> list[str]:
        raise ConnectionError("no witness today")

    with caplog.at_level(logging.ERROR, logger="onrecord.record"):
        assert small_story.signer(publish=[broken]).sign(small_story.database, TENANT)
    assert "handing out checkpoint" in caplog.text


def test_of_two_signers_one_signs(story: Story) -> None:
    one, other = story.signer(), story.signer()
    assert one.sign(story.database, TENANT) is not None
    before = heads_of(story)
    assert other.sign(story.database, TENANT) is None
    assert heads_of(story) == before


def test_the_loop_signs_what_is_due_and_parks_on_a_contradiction(
    small_story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    story = small_story
    engines = story.chat.engines
    Signing(engines, None, None).round(story.signer(rhythm=Rhythm(entries=1)))
    assert heads_of(story) == 3
    story.say("and then")
    story.sql("UPDATE onrecord_entries SET leaf = x'00' WHERE type = 'message.created'")
    with caplog.at_level(logging.CRITICAL, logger="onrecord.record"):
        Signing(engines, None, None).round(story.signer(rhythm=Rhythm(entries=1)))
    assert "no head was signed for acme" in caplog.text
    standings = Leases(story.database, "test").standings()
    assert [(s.name, s.parked) for s in standings] == [(NAME, True)]


def test_without_a_folder_of_keys_there_is_no_signer(small_story: Story) -> None:
    engines = small_story.chat.engines
    assert make_signer(OnRecordConfig(), engines) is None
    folder = small_story.keys / "new"
    assert make_signer(OnRecordConfig(checkpoint_keys=folder), engines) is not None
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("table", ["onrecord_checkpoints", "onrecord_entries"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = 0", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_record(
    story: Story, table: str, change: str
) -> None:
    statement = sa.text(change.format(table))
    with pytest.raises(Exception, match="append-only"), story.database.write() as connection:
        connection.execute(statement)
    assert story.verify().ok
