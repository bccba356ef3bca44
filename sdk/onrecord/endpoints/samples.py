"""What can be asked about random samples."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import samples as s
from onrecord.wire.page import Page


LIST_SAMPLES = Endpoint(
    "samples.list", "GET", "/samples", s.ListSamples, Page[s.Sample], writes=False
)
GET_SAMPLE = Endpoint(
    "samples.get", "GET", "/samples/{sample_id}", s.GetSample, s.Sample, writes=False
)
LIST_SAMPLE_MESSAGES = Endpoint(
    "samples.messages",
    "GET",
    "/samples/{sample_id}/messages",
    s.ListSampleMessages,
    s.SampleMessages,
    writes=False,
)
DRAW_SAMPLES = Endpoint(
    "samples.draw", "POST", "/samples/drawing", s.DrawSamples, s.DrawnSamples, writes=True
)
