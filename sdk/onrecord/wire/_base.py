"""The base of all wire models: frozen values."""

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A frozen value on the wire. Unknown members are ignored, so that old clients live on."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        from_attributes=True,
        json_schema_serialization_defaults_required=True,  # whoever answers, answers every member
    )


class Command(BaseModel):
    """What a caller asks for. Closed: an unknown member is refused and named."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)
