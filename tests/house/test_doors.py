"""Every place in the code that reaches words, with who may read them there. A new one is refused here first.

Words lie in one table. Whoever reads it is either a party, checked by the same ``access`` functions as
everything else, or holds an ``Opened`` of `oversight.access`; or it is the machinery that carries words
without showing them to anybody.
"""

import re
from typing import Final

import pytest

from tests.support.project import ROOT


SERVER: Final = ROOT / "server_kit/onrecord_server"
_REACHES: Final = re.compile(
    r"^\s*contents,$|import [^\n]*\bcontents\b|core\.words import [^\n]*\b(WORDS|words|PLACED)\b|\{t\.contents\}",
    re.MULTILINE,
)

PARTY: Final = {
    "attachments/access.py": "names of one's own files, and of files of messages that one sees",
    "conversations/channels.py": "titles of channels that one may find",
    "conversations/slowing.py": "a title, for the next version of the conversation repeats it",
    "messages/kept.py": "what was kept back of the reader; and for who decides, which shows nobody",
    "messages/operations.py": "versions of a message that was loaded for its reader",
    "messages/proofs.py": "an entry of the reader's own stream",
    "messages/queries.py": "takes a Visibility",
    "preferences/operations.py": "one's own keywords",
    "realtime/resume.py": "the reader's own stream",
    "receipts/inbox.py": "last lines of one's own conversations",
    "search/adapters/postgres_fts.py": "joins the reader's memberships",
    "search/adapters/sqlite_fts.py": "joins the reader's memberships",
    "search/places.py": "titles of one's own conversations",
    "search/queries.py": "joins the reader's memberships",
    "spaces/view.py": "titles of spaces that one is in or may find",
    "subjects/access.py": "cards of objects that one sees",
}
GRANT: Final = {
    "data_requests/queries.py": "what people ask for about themselves, for them and for who answers",
    "retention_asks/queries.py": "why officers answered what a rule asks; of messages no word",
    "exports/names.py": "what the scope of an export admits: asked of oversight, or of who holds the database",
    "exports/produced.py": "the same, with their salts: what proves what is told",
    "oversight/cases/belonging.py": "which looks were at a case, for who holds the database; no words",
    "oversight/cases/queries.py": "messages take a CaseSight; what was said beside a case, for who opened it",
    "oversight/access.py": "reasons and scopes of grants, for those whom they concern",
    "holds/queries.py": "what holds say, for who holds; the matter and the notice for whom it asks to keep",
    "oversight/places.py": "names that the reader may know without being there",
    "oversight/queries.py": "messages take an Opened; reasons as above",
    "oversight/versions.py": "versions take an Opened, and none is later than its dates",
}
#: Read by a count, which shows no word and no person; that it was asked is on the record.
COUNTS: Final = {"oversight/trials.py": "how often a list would have found something"}
EVERYBODY: Final = {
    "moderation/documents.py": "lists of words: advice for everybody, others behind `access`",
    "tenants/versions.py": "how a tenant looked: no words of a person",
    "policy/documents.py": "policies, and the words for notices, are for everybody to read",
}
MACHINERY: Final = {
    "core/rows.py": "declares the table",
    "core/words.py": "the one expression that reads them, and decrypts; nobody is shown any",
    "core/stream.py": "writes them with their entry",
    "core/unit.py": "writes them with their entry",
    "encrypting.py": "counts how many are encrypted with which key; no words",
    "migrations/versions/onrecord_0001_first.py": "makes the table",
    "imports/requests/present.py": "why somebody is asked for their chats, for both of the two, and what they said to it",
    "imports/queries.py": "pieces of a file that is imported, to be read by what makes messages of it; and its name",
    "sms/ledger.py": "what people outside agreed to or revoked, for who writes to their number",
    "sms/looking.py": "a provider's request that waits, as it came, to be applied by the worker",
    "surveying.py": "counts them for the doctor; reads none",
    "record/export.py": "the command line of who holds the database: everything, with its proofs",
    "record/rooted.py": "asks which contents no entry has; reads none",
    "record/verify.py": "compares each with its commitment, and shows none",
    "retention/erasing.py": "destroys them; reads none",
    "retention/weighing.py": "compares them with words that holds name, and shows none",
    "search/indexing.py": "makes tokens; nobody is shown any",
}
DOORS: Final = PARTY | GRANT | COUNTS | EVERYBODY | MACHINERY


def reaching() -> set[str]:
    """Return the files that reach the table of words."""
    files = {path.relative_to(SERVER).as_posix(): path for path in SERVER.rglob("*.py")}
    return {name for name, path in files.items() if _REACHES.search(path.read_text("utf-8"))}


def test_there_is_no_other_path_to_words() -> None:
    assert reaching() - DOORS.keys() == set()


@pytest.mark.parametrize("name", sorted(PARTY | GRANT | COUNTS | EVERYBODY))
def test_each_door_is_there_still(name: str) -> None:
    assert name in reaching()


def test_only_the_door_makes_what_opens_others_messages() -> None:
    made = re.compile(r"\bOpened\(")
    found = {
        path.relative_to(SERVER).as_posix()
        for path in SERVER.rglob("*.py")
        if made.search(path.read_text("utf-8"))
    }
    assert found == {"oversight/access.py"}


def test_only_the_door_of_cases_makes_what_shows_their_words() -> None:
    made = re.compile(r"\bSight\(")
    found = [path.name for path in SERVER.rglob("*.py") if made.search(path.read_text("utf-8"))]
    assert found == ["access.py"]


@pytest.mark.req("HIP-6")
def test_a_look_and_its_disclosure_are_one_operation() -> None:
    there = {path.name: path.read_text("utf-8") for path in SERVER.rglob("oversight/*.py")}
    looking = {
        name: len(re.findall(r"(?<!def )\bdisclose\(tx, ", text))
        for name, text in there.items()
        if re.search(r"queries\.(read|anywhere)\(tx, opened", text)
    }
    assert looking == {"looking.py": 1, "searching.py": 1}


def test_who_sees_through_others_eyes_is_seen_to_do_so() -> None:
    text = (SERVER / "hindsight/operations.py").read_text("utf-8")
    parts = re.split(r"^(?:@implements.*\n)?def (\w+)", text, flags=re.MULTILINE)
    of = dict(zip(parts[1::2], parts[2::2], strict=True))
    granted = of["show_granted_as_of"]
    steps = [granted.index(one) for one in ("_admit(tx", "_find(tx", "looking.disclose(tx, ")]
    assert steps == sorted(steps)
    assert (granted.count("return "), granted.count("looking.disclose(tx, ")) == (1, 1)
    assert "access.opened(tx" in of["_admit"]
    # What is found ahead is told by the operation alone, which looks at it again and tells of the look.
    assert {name for name, body in of.items() if "_find(tx" in body} == {
        "_ahead",
        "show_granted_as_of",
    }
    assert of["_ahead"].index("_admit(tx") < of["_ahead"].index("_find(tx")
