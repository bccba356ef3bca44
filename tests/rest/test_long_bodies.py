"""A list of words may be long; no other body may, and nobody's before they are known."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from onrecord.endpoints import ADD_LOGO, ENDPOINTS, PUT_IMPORT_PART, PUT_LEXICON
from tests.rest.test_refusals import check_problem
from tests.support.doors import House


pytestmark = pytest.mark.anyio
PATH = "/v1/lexicons/long"
DRAFTER = "acme/service:lists/policy:draft"
MIB = 1024 * 1024


def _document(terms: int) -> dict[str, Any]:
    words = [{"text": f"word{at} {'x' * 80}"} for at in range(terms)]
    return {"name": "long", "title": "Long", "purpose": "supervision", "terms": words}


def _pieces(mebibytes: int, taken: list[int]) -> Callable[[], AsyncIterator[bytes]]:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(mebibytes):
            taken.append(at)
            yield b" " * MIB

    return pieces


async def test_a_list_longer_than_any_other_body_is_taken_whole(small_chat: House) -> None:
    async with small_chat.client(DRAFTER) as drafter:
        answer = await drafter.put(PATH, json={"document": _document(3000)})
    assert answer.status_code == 200, answer.text[:500]
    assert len(answer.request.content) > 256 * 1024
    assert (answer.json()["terms"], answer.json()["version"]) == (3000, 1)


async def test_a_body_above_8_mib_is_refused_while_it_comes(small_chat: House) -> None:
    taken: list[int] = []
    async with small_chat.client(DRAFTER, content_type="application/json") as drafter:
        stated = await drafter.put(PATH, content=b" " * (8 * MIB + 1))
        check_problem(stated, 413, "too_large")
        streamed = await drafter.put(PATH, content=_pieces(64, taken)())
        check_problem(streamed, 413, "too_large")
    assert len(taken) <= 10


async def test_one_place_holds_as_many_members_as_a_list_has_terms(small_chat: House) -> None:
    body = b'{"document": {"terms": [' + b"0," * 100_000 + b"0]}}"
    async with small_chat.client(DRAFTER, content_type="application/json") as drafter:
        problem = check_problem(await drafter.put(PATH, content=body), 422, "invalid")
    assert "more than 100000 members" in problem["detail"]


async def test_nobody_is_asked_who_they_are_after_a_long_body(small_chat: House) -> None:
    """What a stranger sends is not JSON, and nobody looks: they are unknown."""
    async with small_chat.client(content_type="application/json") as stranger:
        answer = await stranger.put(PATH, content=b"{" * MIB)
    check_problem(answer, 401, "unauthenticated")


def test_only_pieces_of_files_lists_of_words_and_logos_have_room() -> None:
    roomy = [one for one in ENDPOINTS.values() if one.room]
    assert roomy == [PUT_IMPORT_PART, PUT_LEXICON, ADD_LOGO]
