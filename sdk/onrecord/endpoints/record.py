"""What can be asked about record."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import record as r
from onrecord.wire.page import Page
from onrecord.wire.record_health import GetRecordHealth, RecordHealth
from onrecord.wire.trail import SearchTrail, Trail


GET_CHECKPOINT = Endpoint(
    "record.checkpoint", "GET", "/record/checkpoint", r.GetCheckpoint, r.Checkpoint, writes=False
)
GET_PROOF = Endpoint(
    "record.proof", "GET", "/record/proofs/{position}", r.GetProof, r.Proof, writes=False
)
SEARCH_TRAIL = Endpoint("record.search", "POST", "/record/search", SearchTrail, Trail, writes=True)
CHECK_RECORD = Endpoint(
    "record.check", "POST", "/record/checks", r.CheckRecord, r.RecordCheck, writes=True, status=201
)
LIST_RECORD_CHECKS = Endpoint(
    "record.checks",
    "GET",
    "/record/checks",
    r.ListRecordChecks,
    Page[r.RecordCheck],
    writes=False,
)
GET_RECORD_HEALTH = Endpoint(
    "record.health", "GET", "/record/health", GetRecordHealth, RecordHealth, writes=False
)
