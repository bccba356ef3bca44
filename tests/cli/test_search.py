"""The index of search is made again on the command line."""

import pytest

from onrecord_server.cli import main
from tests.support.engines import room


def test_the_index_is_updated_and_made_again(
    empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--database", empty_url]
    assert main(["search", "update", *given]) == 2, "nothing was migrated yet"
    with room(empty_url) as found:
        alice = found.person("alice")
        group = alice.conversations.create(kind="group").id
        alice.messages.send(group, "needle")
        end = found.end()
        for verb, said in (
            ("update", f"acme: indexed up to position {end}"),
            ("update", "acme: was up to date"),
            ("rebuild", f"acme: indexed up to position {end}"),
        ):
            assert main(["search", verb, "--tenant", "acme", *given]) == 0
            assert capsys.readouterr().out.splitlines()[-1] == said
            assert len(alice.search.messages("needle").data) == 1
        assert main(["search", "rebuild", "--tenant", "nobody", *given]) == 2
        assert main(["search", "rebuild", *given]) == 0
