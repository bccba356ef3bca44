"""The record: what an outsider needs to verify it."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.record import Checkpoint, Proof


class AsyncRecordApi(AsyncApi):
    """``me.record``: the signed head of the tenant's record, and proofs against it."""

    async def checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint, a C2SP signed note."""
        return await self._call(endpoints.GET_CHECKPOINT)

    async def proof(self, position: int) -> Proof:
        """Return the proof of one entry that one may see."""
        return await self._call(endpoints.GET_PROOF, position=position)
