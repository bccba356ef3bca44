"""What can be asked about imports."""

from onrecord.endpoints._base import Endpoint, Room
from onrecord.wire import imports as w
from onrecord.wire.page import Page


CREATE_IMPORT = Endpoint(
    "imports.create", "POST", "/imports", w.CreateImport, w.Import, writes=True, status=201
)
LIST_IMPORTS = Endpoint(
    "imports.list", "GET", "/imports", w.ListImports, Page[w.Import], writes=False
)
GET_IMPORT = Endpoint(
    "imports.get", "GET", "/imports/{import_id}", w.GetImport, w.Import, writes=False
)
PUT_IMPORT_PART = Endpoint(
    "imports.put",
    "PUT",
    "/imports/{import_id}/parts/{number}",
    w.PutImportPart,
    w.Import,
    writes=True,
    room=Room(1024 * 1024, 1000),
)
TAKE_IMPORT_PART = Endpoint(
    "imports.take",
    "POST",
    "/imports/{import_id}/parts/{number}/take",
    w.TakeImportPart,
    w.ImportPart,
    writes=True,
)
FINISH_IMPORT = Endpoint(
    "imports.finish",
    "POST",
    "/imports/{import_id}/finish",
    w.FinishImport,
    w.Import,
    writes=True,
)
PREVIEW_IMPORT = Endpoint(
    "imports.preview",
    "POST",
    "/imports/{import_id}/preview",
    w.PreviewImport,
    w.ImportPreview,
    writes=False,
    costly=True,
)
START_IMPORT = Endpoint(
    "imports.start", "POST", "/imports/{import_id}/start", w.StartImport, w.Import, writes=True
)
ADVANCE_IMPORT = Endpoint(
    "imports.advance",
    "POST",
    "/imports/{import_id}/advance",
    w.AdvanceImport,
    w.Import,
    writes=True,
)
CANCEL_IMPORT = Endpoint(
    "imports.cancel",
    "POST",
    "/imports/{import_id}/cancel",
    w.CancelImport,
    w.Import,
    writes=True,
)
REPORT_IMPORT = Endpoint(
    "imports.report",
    "GET",
    "/imports/{import_id}/report",
    w.ReportImport,
    w.ImportReport,
    writes=False,
    costly=True,
)
EXPLAIN_IMPORT_RETENTION = Endpoint(
    "imports.retention",
    "GET",
    "/imports/{import_id}/retention",
    w.ExplainImportRetention,
    w.ImportRetention,
    writes=False,
    costly=True,
)
