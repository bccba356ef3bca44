/** Every feature, one line each; see `feature.ts`. Loaded while the first answers are fetched. */
import type { Feature } from "./feature.ts";
import { announcements } from "./announcements/feature.ts";
import { attention } from "./attention/feature.ts";
import { places } from "./places/feature.ts";
import { looks } from "./policy/looks.ts";
import { policy } from "./policy/feature.ts";
import { uses } from "./policy/uses.ts";
import { pins } from "./pins/reducers.ts";
import { reactions } from "./reactions/reducers.ts";
import { rooms } from "./rooms/feature.ts";
import { saved } from "./saved/reducers.ts";
import { spaces } from "./spaces/feature.ts";
import { subjects } from "./subjects/reducers.ts";
import { threads } from "./threads/feature.ts";

export const FEATURES: readonly Feature[] = [
  rooms,
  announcements,
  attention,
  reactions,
  pins,
  saved,
  spaces,
  subjects,
  threads,
  places,
  policy,
  looks,
  uses,
];
