import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { fetchCompliance } from "../../../core/policy/studio.ts";
import type { Compliance, ComplianceLine } from "../../../generated/wire.ts";
import { badge, note } from "../parts.ts";
import { AdminSection } from "../section.ts";

const rulingStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 4rem minmax(0, 1fr) auto;
    gap: 4px 12px;
    align-items: baseline;
    padding-block: 8px;
    border-block-end: 1px solid var(--_line);
  }
  li > .badge {
    align-self: baseline;
  }
  li:last-child {
    border-block-end: 0;
  }
  li p {
    grid-column: 2 / -1;
    margin: 0;
    color: var(--_muted);
    font-size: calc(12px * var(--_z));
  }
`;

/** The rules that the policy in force follows: met, not met, or whose duty they are. */
export class OnrecordAdminRuling extends AdminSection {
  static override styles = [...AdminSection.styles, rulingStyles];

  @state() private found: Compliance | null = null;
  #asked: string | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || this.#asked === this.speech.lang) return;
    this.#asked = this.speech.lang;
    void this.attempt(async () => {
      this.found = await fetchCompliance(portal.store.port, this.speech.lang);
    });
  }

  protected override render(): unknown {
    const { found } = this;
    if (!found) return this.problem ? this.failure(this.problem.detail) : this.waiting(2);
    if (found.profiles.length === 0) return nothing;
    return html`<section class="card column" aria-labelledby="ruling">
      <h3 id="ruling">${this.t("ruling.title")}</h3>
      ${note("scales", this.t("ruling.about"))}
      ${found.together.map((one) => html`<p lang=${this.speech.lang}>${one}</p>`)}
      ${found.profiles.map((name) => this.#profile(name, found.lines))}
    </section>`;
  }

  #profile(name: ComplianceLine["profile"], lines: readonly ComplianceLine[]): TemplateResult {
    const mine = lines.filter(({ profile }) => profile === name);
    return html`<h4 id=${name}>${this.t(`ruling.${name}`)}</h4>
      <ul aria-labelledby=${name}>
        ${mine.map((one) => this.#line(one))}
      </ul>`;
  }

  #line(one: ComplianceLine): TemplateResult {
    const more = [
      one.detail,
      one.refuses === null ? null : this.t("ruling.refuses", { what: one.refuses }),
    ].filter((said) => said !== null);
    return html`<li>
      <code dir="ltr">${one.rule}</code><span>${one.said}</span>${this.#state(one)}
      ${more.map((said) => html`<p dir="auto">${said}</p>`)}
    </li>`;
  }

  #state({ met }: ComplianceLine): TemplateResult {
    if (met === null) return badge("plain", this.t("ruling.yours"));
    return met ? badge("good", this.t("ruling.met")) : badge("bad", this.t("ruling.missing"));
  }
}
