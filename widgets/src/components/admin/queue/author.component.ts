import { type PropertyValues, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { ownOpen } from "../../../core/oversight/grants.ts";
import type { CaseMessage, OpenedCase } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { type Eyes, covers, itemOf } from "../eyes.ts";
import { AdminSection } from "../section.ts";

type Sought = Omit<Eyes, "grant">;

/**
 * The way from a disputed case to what its author saw: for who sees who it was, and has an open grant of
 * their own for it already. A case alone opens no such look, so that without one nothing stands here.
 */
export class OnrecordAdminAuthor extends AdminSection {
  @property({ attribute: false }) opened: OpenedCase | null = null;

  @state() private item: string | null = null;
  /** What was looked for last. */
  #sought = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const sought = this.opened && soughtOf(this.opened);
    const key = JSON.stringify(sought);
    if (key === this.#sought) return;
    this.#sought = key;
    this.item = null;
    if (sought) void this.#find(sought, key);
  }

  /** Who may not list grants has none. */
  async #find(sought: Sought, key: string): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const grants = await ownOpen(portal.store.port, portal.rights.me).catch(() => []);
    const grant = grants.find((one) => covers(one, sought, Date.now()));
    if (grant && key === this.#sought) this.item = itemOf({ ...sought, grant: grant.id });
  }

  protected override render(): unknown {
    const { portal, item } = this;
    if (!portal || !item) return nothing;
    return html`<div class="column">
      <div class="acts">
        <button type="button" class="button" @click=${() => portal.go("requests", item)}>
          ${icon("clock", 16)}${this.t("case.author_then")}
        </button>
      </div>
      <p class="hint">${this.t("case.author_then_about")}</p>
    </div>`;
  }
}

/** Whom and what it is about; null for who sees neither. What was found comes first of its versions. */
function soughtOf({ case: one, messages }: OpenedCase): Sought | null {
  const { conversation_id: conversation, person: viewer } = one;
  const focus = messages.find((each) => each.focus);
  if (!conversation || !viewer || !focus) return null;
  const { versions = [] } = focus as Partial<CaseMessage>;
  return { conversation, viewer, at: versions[0]?.at ?? focus.created_at };
}
