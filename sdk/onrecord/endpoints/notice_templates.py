"""What can be asked about a tenant's own words for notices."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import notice_templates as t


LIST_TEMPLATES = Endpoint(
    "templates.list",
    "GET",
    "/notice-templates",
    t.ListTemplates,
    t.NoticeTemplates,
    writes=False,
)
PUT_TEMPLATE = Endpoint(
    "templates.put",
    "PUT",
    "/notice-templates/{kind}/{locale}",
    t.PutTemplate,
    t.NoticeTemplate,
    writes=True,
)
