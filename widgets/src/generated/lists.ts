// Printed from the wire models by .ci/wire_types.py. Do not edit.

import type { TrailArea } from "./wire.ts";

export const TRAIL_AREAS: readonly TrailArea[] = [
  "policy",
  "lexicon",
  "template",
  "grant",
  "disclosure",
  "impersonation",
  "case",
  "report",
  "appeal",
  "notice",
  "sample",
  "message",
  "person",
  "freeze",
  "hold",
  "conversation",
  "tenant",
  "reach",
  "reviewer",
  "record",
];
