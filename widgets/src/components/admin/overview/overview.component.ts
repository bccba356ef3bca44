import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { icon } from "../../../icons/icons.ts";
import { emptyState } from "../../states/states.ts";
import { dutiesOf, dutyName, mayWords, policyTitle, standingWords } from "../naming.ts";
import { badge, fact, moment } from "../parts.ts";
import { hasDuty } from "../rights.ts";
import { AdminSection, type Portal } from "../section.ts";
import { askedCard } from "./asked.ts";
import type { Waiting, Work } from "./waiting.ts";

/** What should have been done by now. */
const LATE: readonly Work["name"][] = ["overdue", "late"];

/** What waits for this person, and how things stand. */
export class OnrecordAdminOverview extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      .work {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) auto;
        align-items: center;
        gap: 12px;
        inline-size: 100%;
        min-block-size: 64px;
        padding: 8px 16px 8px 12px;
        border-radius: var(--_r);
        background: var(--_surface-2);
        transition: background var(--_fast) var(--_ease);
      }
      .work:hover {
        background: var(--_surface-3);
      }
      .work .mark {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: 50%;
        background: var(--_own);
        color: var(--_accent-text);
      }
      .work b {
        display: block;
        font: var(--_t3);
        font-weight: 600;
      }
      .work .about {
        display: block;
      }
      .work .count {
        font: var(--_t5);
      }
      ul.all {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr));
        gap: 16px;
      }
      .all li {
        display: flex;
      }
      .work.late {
        --_own: var(--_danger-soft);
        --_accent-text: var(--_danger);
      }
      .late .count {
        color: var(--_danger);
      }
      .column.groups {
        gap: 32px;
      }
      .groups > .head {
        margin-block-end: -16px;
      }
      .stands .people {
        gap: 8px;
      }
      .stands .line {
        white-space: normal;
      }
      .stands {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      @container (width >= 560px) {
        .stands {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (560px <= width < 1040px) {
        .stands > :last-child:nth-child(odd) {
          grid-column: 1 / -1;
        }
      }
      @container (width >= 1040px) {
        .stands {
          grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
        }
        .stands:has(> :nth-child(4)) {
          grid-template-columns: 5fr 6fr 4fr 4fr;
        }
      }
      .done {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--_good);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .work {
          border: 1px solid ButtonText;
        }
      }
    `,
  ];

  @state() private found: Waiting | null = null;
  /** Whether it is known what was signed last. */
  @state() private headed = false;

  #asked = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked = "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || !isKnown(portal)) return;
    const key = JSON.stringify([
      portal.rights.roles,
      portal.policy?.version,
      portal.state.grantsAt,
    ]);
    if (key === this.#asked) return;
    this.#asked = key;
    const known = (): boolean => (this.headed = true);
    portal.store.loadCheckpoint().then(known, known);
    this.again();
  }

  protected override again(): void {
    const { portal } = this;
    const key = this.#asked;
    if (!portal || !isKnown(portal)) return;
    const still = (): boolean => key === this.#asked;
    void this.attempt(async () => {
      const { whatWaits } = await import("./waiting.ts");
      const found = await whatWaits(portal.store.port, portal.rights);
      if (still()) this.found = found;
    }, still);
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    return html`<div class="column groups">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.overview")}</h2></div>
      ${hasDuty(portal.rights) ? this.#waits() : this.#stranger()}
      <div class="stands">
        ${this.#mine(portal)} ${this.#duties(portal)} ${this.#policy()} ${this.#record()}
      </div>
      ${this.#days(portal)}
    </div>`;
  }

  #mine(portal: Portal): unknown {
    const { asked = [] } = this.found ?? {};
    return askedCard(asked, this.speech, (id) => portal.go("requests", id));
  }

  /** For who approves, audits or reviews. */
  #days(portal: Portal): unknown {
    const { approves, audits, acts } = portal.rights;
    if (!(approves || audits || acts.size > 0)) return nothing;
    return this.later(
      "days",
      () => import("./days.ts"),
      () =>
        html`<onrecord-admin-days .portal=${portal} .speech=${this.speech}></onrecord-admin-days>`,
    );
  }

  #stranger(): TemplateResult {
    return emptyState("key", this.t("overview.stranger"), this.t("overview.stranger_next"));
  }

  #waits(): unknown {
    return html`<section class="column" aria-labelledby="waits">
      <h3 id="waits">${this.t("overview.waits")}</h3>
      ${this.problem ? this.failure(this.problem.detail, () => this.again()) : this.#listed()}
    </section>`;
  }

  #listed(): unknown {
    return this.found ? this.#works(this.found) : this.waiting(2);
  }

  #works({ works }: Waiting): TemplateResult {
    const open = works.filter(({ count }) => count > 0);
    if (open.length === 0)
      return html`<p class="done">${icon("check", 16)}${this.t("overview.nothing")}</p>`;
    return html`<ul class="all">
      ${open.map((one) => html`<li>${this.#work(one)}</li>`)}
    </ul>`;
  }

  #work({ name, section, glyph, count, more, item, until }: Work): TemplateResult {
    const about = until
      ? this.t("overview.granted_until", {
          date: this.speech.date(until),
          time: this.speech.time(until),
        })
      : this.t(`overview.${name}_about`);
    const number = `${this.speech.number(count)}${more ? "+" : ""}`;
    return html`<button
      type="button"
      class=${LATE.includes(name) ? "work late" : "work"}
      part="row"
      data-row
      @click=${() => this.portal?.go(section, item)}
    >
      <span class="mark">${icon(glyph)}</span>
      <span>
        <b>${this.t(`overview.${name}`)}</b>
        <span class="about">${about}</span>
      </span>
      <span class="count">${number}</span>
    </button>`;
  }

  #duties({ rights, policy }: Portal): TemplateResult {
    const { speech } = this;
    const may = mayWords(rights, speech);
    const also = standingWords(rights, speech);
    const duties = dutiesOf(rights.roles, policy?.document);
    const by = also.length > 0 ? this.t("overview.may_by_duty", { acts: speech.names(also) }) : "";
    return html`<section class="card" aria-labelledby="duties">
      <h3 id="duties">${this.t("overview.duties")}</h3>
      ${
        duties.length > 0
          ? html`<p class="people">${duties.map((one) => badge("good", dutyName(one, speech)))}</p>`
          : nothing
      }
      ${by ? html`<p class="about">${by}</p>` : nothing}
      <p class="about">
        ${
          may.length > 0
            ? this.t("overview.may", { acts: speech.names(may) })
            : this.t("overview.may_not")
        }
      </p>
    </section>`;
  }

  #policy(): TemplateResult {
    const { portal } = this;
    const policy = portal?.policy;
    return html`<section class="card" aria-labelledby="policy">
      <h3 id="policy">${this.t("overview.policy")}</h3>
      ${
        policy
          ? html`<dl>
              ${fact(this.t("policy.version", { version: policy.version }), policyTitle(policy, this.speech))}
              ${
                policy.effective_from
                  ? fact(this.t("overview.since"), moment(this.speech, policy.effective_from))
                  : nothing
              }
            </dl>`
          : portal && isKnown(portal)
            ? html`<p class="about">${this.t("overview.no_policy")}</p>`
            : this.waiting(1)
      }
    </section>`;
  }

  #record(): TemplateResult {
    const checkpoint = this.portal?.state.checkpoint;
    return html`<section class="card" aria-labelledby="record">
      <h3 id="record">${this.t("admin.record")}</h3>
      ${
        checkpoint
          ? html`<dl>
              ${fact(this.t("overview.entries"), this.speech.number(checkpoint.size))}
              ${fact(this.t("overview.signed"), moment(this.speech, checkpoint.at))}
            </dl>`
          : this.headed
            ? html`<p class="about">${this.t("overview.unsigned")}</p>`
            : this.waiting(1)
      }
    </section>`;
  }
}

/** Whether it is known which policy is in force: before, nobody knows what waits for whom. */
function isKnown({ policy, state: { policy: view } }: Portal): boolean {
  return policy !== null || (view !== null && view.version === null);
}
