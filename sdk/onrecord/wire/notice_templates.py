"""A tenant's own words for notices, and what may stand in them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.notices import NoticeKind
from onrecord.wire.policies import PolicyHash
from onrecord.wire.scalars import PersonId, Timestamp, Version, clean_text, seen_or_empty
from onrecord.wire.tenants import Locale


#: What has words of its own: a kind of notice, and of what was decided whether something was done.
TemplateKind = Literal[NoticeKind, "report_decided_acted", "appeal_decided_acted"]
#: What may stand in braces; the facts of the notice take its place.
Placeholder = Literal["rule", "policy_version", "at", "product", "appeal_until"]
TemplateText = Annotated[
    str,
    Field(strict=True, max_length=1000),
    AfterValidator(clean_text),
    AfterValidator(seen_or_empty),
]


class NoticeTemplate(Wire):
    """The tenant's own words for one kind of notice in one language.

    ``text`` is empty where the words of the product hold again. ``version`` counts the changes of the
    kind, in all languages; ``hash`` is SHA-256 of all its words at that version, which each notice that
    used them names on the record.
    """

    kind: TemplateKind
    locale: Locale
    text: str
    version: Version
    hash: PolicyHash
    author: PersonId
    at: Timestamp


class NoticeTemplateKind(Wire):
    """What may stand in braces in the words for a kind of notice, and what must."""

    kind: TemplateKind
    placeholders: list[Placeholder]
    required: list[Placeholder]


class NoticeTemplates(Wire):
    """The tenant's own words for notices, and what each kind may and must say.

    The first language of a kind is read by those who read none of the others.
    """

    data: list[NoticeTemplate]
    kinds: list[NoticeTemplateKind]


class ListTemplates(Command):
    """List the tenant's own words for notices. For who writes, approves or audits policies."""


class PutTemplate(Command):
    """Set the words for one kind of notice in one language; an empty ``text`` takes them back.

    Needs the duty ``policy_author`` or the scope ``policy:draft``. They hold for notices made from now
    on. They are plain text with placeholders in braces, such as ``{rule}``; ``invalid`` with the place
    where another brace stands, or where one is missing that the kind must have. The same words again
    change nothing.
    """

    kind: TemplateKind
    locale: Locale
    text: TemplateText


class TemplateSet(Wire):
    """The words for a kind of notice were changed in one language. Audience: nobody."""

    type: Literal["template.set"] = "template.set"
    kind: TemplateKind
    locale: Locale
    version: Version
    hash: PolicyHash
