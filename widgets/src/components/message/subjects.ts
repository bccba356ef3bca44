/** The host's objects that a message names, each as what the host says of it. */
import { html } from "lit";

import { load } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import type { Readers } from "../body/body.ts";
import type { Stage } from "./message.ts";

/** A message that names more is a list, and reads better as one. */
const MOST = 20;

/** The readers of one message, who see the first objects named in it as chips. */
export function withSubjects({ readers, store, speech }: Stage): Readers {
  const covered = speech.t("message.covered");
  if (!store) return { ...readers, covered };
  let drawn = 0;
  const subject = (key: string): unknown => {
    if (++drawn > MOST) return key;
    void load("onrecord-chip").catch(() => undefined);
    return html`<onrecord-chip
      exportparts=${PARTS}
      .speech=${speech}
      .store=${store}
      .subject=${key}
      ><bdi>${key}</bdi></onrecord-chip
    >`;
  };
  return { ...readers, covered, subject };
}
