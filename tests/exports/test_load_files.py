"""Load files of reviewers: EDRM XML and Concordance DAT, read by parsers that are not ours."""

import re
from hashlib import sha256
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.exports.formats import concordance, edrm
from tests.exports import scenes


def dat(data: bytes) -> list[dict[str, str]]:
    """Read a load file by its own rules: þ around fields, 0x14 between them, CRLF after a row."""
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    rows = [
        [re.fullmatch("\u00fe([^\u00fe]*)\u00fe", field)[1] for field in line.split("\x14")]  # type: ignore[index]
        for line in text.removesuffix("\r\n").split("\r\n")
    ]
    return [dict(zip(rows[0], map(concordance.unescaped, row), strict=True)) for row in rows[1:]]


def test_the_dat_has_the_published_columns() -> None:
    found = scenes.written(concordance.write(scenes.whole()))
    rows = dat(found["loadfile.dat"])
    assert list(rows[0]) == concordance.COLUMNS
    assert [(row["BEGBATES"][-1], row["EDITED"], row["DELETED"]) for row in rows] == [
        *(("1", "N", "N"), ("2", "N", "N"), ("3", "Y", "N")),
        *(("4", "N", "N"), ("5", "N", "Y"), ("6", "N", "N")),
    ]
    assert [rows[0]["BEGATTACH"], rows[1]["ENDATTACH"]] == ["ONR000000001", "ONR000000002"]
    assert (rows[0]["DATESENT"], rows[0]["TIMESENT"]) == ("03/01/2026", "22:00:00")
    assert (rows[0]["LOGINDEX"], rows[0]["LOGROOT"]) == ("10", "cm9vdA==")
    assert rows[2]["TO"] == "Bob Tanaka <bob@acme.invalid>; Carol Okafor <carol@example.com>"
    for row in rows:
        data = found[row["NATIVEPATH"] or row["TEXTPATH"]]
        assert sha256(data).hexdigest() == row["HASHSHA256"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text('þ®\x14\\u00fe\r\n"'))
def test_any_value_comes_back(value: str) -> None:
    data = concordance.row(["A"]) + concordance.row([value])
    assert dat(data) == [{"A": value.replace("\r\n", "\n")}]


def test_a_text_is_a_file_as_it_was() -> None:
    found = scenes.written(concordance.write(scenes.hostile()))
    assert len(dat(found["loadfile.dat"])) == 4
    assert found["text/0000/ONR000000001.txt"].decode().startswith(scenes.HOSTILE)


def test_edrm_has_the_published_elements() -> None:
    found = scenes.written(edrm.write(scenes.whole()))
    root = ET.fromstring(found["edrm.xml"])
    kept = {"MajorVersion": "1", "MinorVersion": "2", "DataInterchangeType": "Update"}
    assert root.attrib == kept
    assert [one.tag for one in root] == ["Fields", "Batch"]
    assert [one.tag for one in root[1]] == ["Documents", "Folders", "Relationships"]
    documents = list(root.iter("Document"))
    assert [one.get("DocType") for one in documents] == [
        *("Message", "File", "Message", "Message", "Message", "Message"),
    ]
    for document in documents:
        assert [one.tag for one in document] == ["Files", "Locations", "Tags"]
        external = document.find("Files/File/ExternalFile")
        assert external is not None
        data = found[f"{external.get('FilePath')}/{external.get('FileName')}"]
        assert sha256(data).hexdigest() == external.get("Hash")
        assert str(len(data)) == external.get("FileSize")
    tags = {one.get("TagName"): one.get("TagValue") for one in documents[1].iter("Tag")}
    assert (tags["#FileName"], tags["#FileExtension"]) == ("offer.pdf", "pdf")
    assert (tags["#From"], tags["#Subject"]) == ("Alice Moreau <alice@example.com>", "Ore")
    (relation,) = root.iter("Relationship")
    assert [relation.get(name) for name in ("Type", "ParentDocID", "ChildDocID")] == [
        *("Attachment", "ONR000000001", "ONR000000002"),
    ]


def test_edrm_takes_nothing_for_markup() -> None:
    root = ET.fromstring(scenes.written(edrm.write(scenes.hostile()))["edrm.xml"])
    assert len(list(root.iter("Document"))) == 4
