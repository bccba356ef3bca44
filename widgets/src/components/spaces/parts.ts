/** What the views of spaces draw alike. */
import { type TemplateResult, html } from "lit";

import { OnrecordPanel } from "../../base/panel.ts";
import type { Speech } from "../../base/speech.ts";
import { moderates } from "../../core/spaces/slice.ts";
import type { Space, SpaceAccess } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { avatarStyles, hueOf, initials } from "../avatar/avatar.ts";
import { stateStyles } from "../states/states.ts";
import { spaceStyles } from "./space.styles.ts";

/** A view about one space. */
export abstract class SpacePanel extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, avatarStyles, stateStyles, spaceStyles];

  protected get spaceId(): string {
    return this.view && "space" in this.view ? (this.view.space ?? "") : "";
  }

  protected get space(): Space | null {
    return this.state?.spaces[this.spaceId] ?? null;
  }

  protected get moderates(): boolean {
    return this.space !== null && moderates(this.space);
  }

  /** Grows when the people of the space changed. */
  protected get tick(): number {
    return this.state?.spaceTicks[this.spaceId] ?? 0;
  }
}

/** A space: the letters of its name on a square. */
export function spaceAvatar({ id, title }: Space): TemplateResult {
  return html`<span class="avatar hue-${hueOf(id)}" part="avatar" aria-hidden="true"
    >${initials(title)}</span
  >`;
}

const ACCESS: Readonly<Record<SpaceAccess, IconName>> = {
  open: "users",
  request: "userPlus",
  closed: "lock",
};

/** Who may come in, and how many are there. */
export function facts(space: Space, speech: Speech): TemplateResult {
  const { access, kind, member_count: count } = space;
  return html`<div class="facts">
    <span>${icon(ACCESS[access], 16)}${speech.t(`space.access_${access}`)}</span>
    ${kind === "broadcast" ? html`<span>${icon("megaphone", 16)}${speech.t("space.broadcast")}</span>` : ""}
    ${count === null ? "" : html`<span>${speech.t("space.members", { count })}</span>`}
    ${space.archived ? html`<span class="mark">${speech.t("list.archived")}</span>` : ""}
  </div>`;
}
