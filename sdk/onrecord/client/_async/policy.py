"""The policy: reading and acknowledging it, and how a version comes to be in force."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.policies import (
    PolicyCheck,
    PolicyStarts,
    PolicyVersion,
    PolicyVersionDetail,
    PolicyView,
)
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.policy_sources import PolicySource
from onrecord.wire.policy_trials import PolicyTrial


class AsyncPolicyApi(AsyncApi):
    """``me.policy``: when messages are looked at, by whom, and with what notice."""

    async def get(self, *, locales: Sequence[str] = (), version: int | None = None) -> PolicyView:
        """Return the policy in force, or another approved version, as one reads it oneself."""
        return await self._call(endpoints.GET_POLICY, locales=[*locales], version=version)

    async def acknowledge(self, version: int, *, hash: str, locale: str = "en") -> PolicyView:  # noqa: A002 - the wire's name
        """Put on the record that one has read the version in force; twice is once.

        Raises ``VersionOutdated`` where another one is in force by now.
        """
        return await self._call(
            endpoints.ACKNOWLEDGE_POLICY, version=version, hash=hash, locale=locale
        )

    async def versions(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[PolicyVersion]:
        """List the versions, the newest first."""
        return await self._call(endpoints.LIST_POLICIES, cursor=cursor, limit=limit)

    def iterate_versions(self, *, limit: int | None = None) -> AsyncIterator[PolicyVersion]:
        """Yield every version, the newest first."""
        return each(lambda cursor: self.versions(cursor=cursor, limit=limit))

    async def version(
        self, version: int, *, form: Literal["json", "yaml"] = "json"
    ) -> PolicyVersionDetail:
        """Return one version with its document, and what it changes; as YAML too if asked for."""
        return await self._call(endpoints.GET_POLICY_VERSION, version=version, form=form)

    async def starts(self) -> PolicyStarts:
        """Return the policies to start from."""
        return await self._call(endpoints.LIST_POLICY_STARTS)

    async def check(self, document: PolicyDocument, *, locale: str = "en") -> PolicyCheck:
        """Say what a document would be, and change nothing."""
        return await self._call(endpoints.CHECK_POLICY, document=document, locale=locale)

    async def read(self, text: str) -> PolicySource:
        """Read a policy that is written as YAML or JSON, and change nothing.

        Raises ``Invalid``, which names the line, where it can be read in no way or in more than one.
        """
        return await self._call(endpoints.READ_POLICY_SOURCE, text=text)

    async def write(self, document: PolicyDocument | Mapping[str, Any]) -> PolicySource:
        """Return a document as YAML, with what is wrong with it."""
        said = document if isinstance(document, Mapping) else document.model_dump(mode="json")
        return await self._call(endpoints.WRITE_POLICY_SOURCE, document=dict(said))

    async def draft(self, document: PolicyDocument) -> PolicyVersionDetail:
        """Write a new version. Raises ``Invalid`` with each fault where it would be no policy."""
        return await self._call(endpoints.DRAFT_POLICY, document=document)

    async def revise(
        self,
        version: int,
        document: PolicyDocument,
        *,
        hash: str,  # noqa: A002 - the wire's name
    ) -> PolicyVersionDetail:
        """Replace the document of a draft. Raises ``Conflict`` where it is another by now."""
        return await self._call(
            endpoints.REVISE_POLICY, version=version, document=document, hash=hash
        )

    async def propose(
        self, version: int, *, effective_from: datetime | None = None
    ) -> PolicyVersion:
        """Ask for the approval of a draft, which stays as it is from now on."""
        return await self._call(
            endpoints.PROPOSE_POLICY, version=version, effective_from=effective_from
        )

    async def approve(self, version: int, *, hash: str) -> PolicyVersion:  # noqa: A002 - the wire's name
        """Approve exactly the document of a hash; two others than its author must."""
        return await self._call(endpoints.APPROVE_POLICY, version=version, hash=hash)

    async def trial(self, version: int) -> PolicyTrial:
        """Count what a version would have found of the last 30 days; it is on the record."""
        return await self._call(endpoints.TRIAL_POLICY, version=version)

    async def withdraw(self, version: int, *, reason: str = "") -> PolicyVersion:
        """Take a version back that is not in force yet."""
        return await self._call(endpoints.WITHDRAW_POLICY, version=version, reason=reason)
