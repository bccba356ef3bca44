"""What every part of the document of a policy is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the document. Closed: an unknown member is refused and named."""

    model_config = ConfigDict(frozen=True, extra="forbid")
