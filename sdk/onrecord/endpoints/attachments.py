"""What can be asked about files."""

from typing import Final

from onrecord.endpoints._base import Endpoint, RawEndpoint
from onrecord.wire import attachments as a


BEGIN_ATTACHMENT: Final = Endpoint(
    "attachments.begin",
    "POST",
    "/attachments",
    a.BeginAttachment,
    a.Upload,
    writes=True,
    status=201,
)
GET_ATTACHMENT: Final = Endpoint(
    "attachments.get",
    "GET",
    "/attachments/{attachment_id}",
    a.GetAttachment,
    a.Upload,
    writes=False,
)
DESCRIBE_ATTACHMENT: Final = Endpoint(
    "attachments.describe",
    "PATCH",
    "/attachments/{attachment_id}",
    a.DescribeAttachment,
    a.Upload,
    writes=True,
)
FINISH_ATTACHMENT: Final = Endpoint(
    "attachments.finish",
    "POST",
    "/attachments/{attachment_id}/finish",
    a.FinishAttachment,
    a.Upload,
    writes=True,
)
CANCEL_ATTACHMENT: Final = Endpoint(
    "attachments.cancel",
    "DELETE",
    "/attachments/{attachment_id}",
    a.CancelAttachment,
    a.Upload,
    writes=True,
)
PUT_BYTES: Final = RawEndpoint(
    "attachments.bytes",
    "PUT",
    "/attachments/{attachment_id}/bytes",
    a.PutBytes,
    writes=True,
    result=a.Upload,
)
GET_CONTENT: Final = RawEndpoint(
    "attachments.content",
    "GET",
    "/attachments/{attachment_id}/content",
    a.GetContent,
    writes=False,
)
GET_THUMBNAIL: Final = RawEndpoint(
    "attachments.thumbnail",
    "GET",
    "/attachments/{attachment_id}/thumbnail",
    a.GetThumbnail,
    writes=False,
)
