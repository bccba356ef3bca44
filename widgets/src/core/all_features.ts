/** Every feature, one line each; see `feature.ts`. Loaded while the first answers are fetched. */
import type { Feature } from "./feature.ts";
import { advice } from "./advice/lists.ts";
import { announcements } from "./announcements/feature.ts";
import { attention } from "./attention/feature.ts";
import { judging } from "./judging/feature.ts";
import { notices } from "./notices/feature.ts";
import { grants } from "./oversight/heard.ts";
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
import { texting } from "./texting/feature.ts";
import { threads } from "./threads/feature.ts";

/** What a tenant's branding makes of a page: it comes with the first answers as well. */
export { themeCss } from "./theme.ts";

export const FEATURES: readonly Feature[] = [
  rooms,
  advice,
  judging,
  notices,
  announcements,
  attention,
  reactions,
  pins,
  saved,
  spaces,
  subjects,
  texting,
  threads,
  places,
  grants,
  policy,
  looks,
  uses,
];
