/** Who is in a space, and by which rule, as in the chat: here without the pane round it. */
import { type TemplateResult, css, html, nothing } from "lit";

import type { Port } from "../../../core/port.ts";
import { OnrecordRoll } from "../../spaces/roll.component.ts";
import { OnrecordRule } from "../../spaces/rule.component.ts";

const flat = css`
  :host {
    block-size: auto;
    background: none;
  }
  .scroll {
    gap: 16px;
    padding: 0;
    overflow: visible;
  }
  .foot {
    justify-content: flex-start;
    padding: 16px 0 0;
    border: 0;
  }
  .problem {
    margin: 0 0 16px;
  }
`;

interface Around {
  readonly foot?: unknown;
}

function bare(failed: string, inside: unknown, { foot = nothing }: Around): TemplateResult {
  return html`${failed ? html`<p class="problem" role="alert">${failed}</p>` : nothing}
    <div class="scroll">${inside}</div>
    ${foot === nothing ? nothing : html`<div class="foot">${foot}</div>`}`;
}

/** Tells `changed` when somebody came, went, or has another role. */
export class OnrecordAdminRoll extends OnrecordRoll {
  static override styles = [...OnrecordRoll.styles, flat];

  protected override async act(work: (port: Port) => Promise<unknown>): Promise<void> {
    await super.act(work);
    this.tell("changed");
  }

  protected override frame(_: string, inside: unknown, around: Around = {}): TemplateResult {
    return bare(this.failed, inside, around);
  }
}

export class OnrecordAdminRule extends OnrecordRule {
  static override styles = [...OnrecordRule.styles, flat];

  protected override frame(_: string, inside: unknown, around: Around = {}): TemplateResult {
    return bare(this.failed, inside, around);
  }
}
