import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import type { TextKey } from "../../base/speech.ts";
import { myId } from "../../base/state.ts";
import { createChannel, createSpace } from "../../core/spaces/actions.ts";
import type { Joining, Person, SpaceAccess, SpaceKind } from "../../generated/wire.ts";
import "../people/people.ts";
import { Matching } from "./matching.ts";
import { SpacePanel } from "./parts.ts";

const KINDS: readonly SpaceKind[] = ["team", "broadcast"];
const ACCESSES: readonly SpaceAccess[] = ["open", "request", "closed"];
const JOININGS: readonly Joining[] = ["everybody", "free", "invited"];
const CHANNEL_KINDS = ["channel", "announcement"] as const;

type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Makes a space, or a channel in one. */
export class OnrecordFounding extends SpacePanel {
  @state() private kind: SpaceKind = "team";
  @state() private access: SpaceAccess = "open";
  @state() private channel: ChannelKind = "channel";
  @state() private joining: Joining = "everybody";
  @state() private byRule = false;
  @state() private people: readonly Person[] = [];
  @state() private sure = false;
  @state() private busy = false;

  readonly #matching = new Matching(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("view")) return;
    this.kind = "team";
    this.access = "open";
    this.channel = "channel";
    this.joining = this.moderates ? "everybody" : "free";
    this.byRule = false;
    this.people = [];
    this.sure = false;
  }

  override focusFirst(): void {
    this.find("input[name=title]")?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    this.busy = true;
    await this.attempt(() => (this.spaceId ? this.#makeChannel(text) : this.#makeSpace(text)));
    this.busy = false;
  }

  async #makeSpace(text: (name: string) => string): Promise<void> {
    const { store, kind, access } = this;
    if (!store) return;
    const rule = this.byRule ? text("rule") : "";
    const confirm = this.sure ? this.#matching.toConfirm : null;
    const space = await createSpace(store.port, {
      ...{ kind, access, title: text("title"), about: text("about") },
      members: this.people.map(({ id }) => id),
      ...(rule && { rule }),
      ...(confirm !== null && { confirm }),
    });
    this.side?.back();
    this.side?.open({ kind: "space", space: space.id });
  }

  async #makeChannel(text: (name: string) => string): Promise<void> {
    const { store, channel, joining } = this;
    if (!store) return;
    const made = await createChannel(store.port, {
      ...{ kind: channel, title: text("title"), space_id: this.spaceId, joining },
      members: joining === "invited" ? this.people.map(({ id }) => id) : [],
    });
    this.side?.back();
    this.side?.reveal(made.id);
  }

  protected override render(): TemplateResult {
    const inSpace = this.spaceId !== "";
    const blocked = this.byRule && this.#matching.toConfirm !== null && !this.sure;
    const inside = html`<form id="form" class="form" @submit=${this.#submit}>
      <label class="labelled"
        ><span>${this.t(inSpace ? "founding.channel_title" : "founding.title")}</span
        ><input class="field" name="title" dir="auto" required autocomplete="off" maxlength="80"
      /></label>
      ${inSpace ? this.#channelFields() : this.#spaceFields()}
    </form>`;
    const foot = html`<button
      type="submit"
      form="form"
      class="button primary"
      ?disabled=${this.busy || blocked}
    >
      ${this.t("founding.make")}
    </button>`;
    return this.frame(this.t(inSpace ? "founding.channel" : "founding.space"), inside, { foot });
  }

  #spaceFields(): TemplateResult {
    return html`<label class="labelled"
        ><span>${this.t("founding.about")}</span
        ><textarea class="field" name="about" dir="auto" maxlength="1000"></textarea>
      </label>
      ${this.#radios("founding.kind", KINDS, this.kind, (one) => (this.kind = one), "space.kind")}
      ${this.#radios(
        "founding.access",
        ACCESSES,
        this.access,
        (one) => (this.access = one),
        "space.access",
      )}
      ${this.#picker()}
      <label class="check"
        ><input
          type="checkbox"
          .checked=${this.byRule}
          @change=${(e: Event) => (this.byRule = (e.target as HTMLInputElement).checked)}
        />
        ${this.t("founding.by_rule")}</label
      >
      ${this.byRule ? this.#ruling() : nothing}`;
  }

  #ruling(): TemplateResult {
    return html`<label class="labelled"
        ><span>${this.t("rule.title")}</span
        ><textarea
          class="field code"
          name="rule"
          dir="ltr"
          maxlength="500"
          spellcheck="false"
          @input=${(event: InputEvent) => this.#write((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      ${this.#matching.draw()} ${this.#matching.drawConfirm((sure) => (this.sure = sure))}`;
  }

  #write(rule: string): void {
    this.sure = false;
    if (this.store) this.#matching.look(this.store.port, rule.trim(), null);
  }

  #channelFields(): TemplateResult {
    const may = this.moderates;
    const kinds = may ? CHANNEL_KINDS : (["channel"] as const);
    const joinings = may ? JOININGS : JOININGS.filter((one) => one !== "everybody");
    return html`${this.#radios(
      "founding.kind",
      kinds,
      this.channel,
      (one) => (this.channel = one),
      "founding.kind",
    )}
    ${this.#radios(
      "founding.joining",
      joinings,
      this.joining,
      (one) => (this.joining = one),
      "founding.joining",
    )}
    ${this.joining === "invited" ? this.#picker() : nothing}`;
  }

  #picker(): TemplateResult {
    const me = this.state ? myId(this.state) : "";
    return html`<onrecord-people
      exportparts=${PARTS}
      .speech=${this.speech}
      .search=${(query: string) => this.store?.searchPeople(query)}
      .without=${new Set([me])}
      @change=${(event: CustomEvent<readonly Person[]>) => (this.people = event.detail)}
    ></onrecord-people>`;
  }

  #radios<T extends string>(
    legend: TextKey,
    choices: readonly T[],
    chosen: T,
    choose: (one: T) => void,
    stem: "space.kind" | "space.access" | "founding.kind" | "founding.joining",
  ): TemplateResult {
    const text = (one: T, end = ""): string => this.t(`${stem}_${one}${end}` as TextKey);
    return html`<fieldset>
      <legend>${this.t(legend)}</legend>
      ${choices.map(
        (one) =>
          html`<label class="radio"
            ><input
              type="radio"
              name=${stem}
              .checked=${one === chosen}
              @change=${() => choose(one)}
            /><span>${text(one)}</span><small>${text(one, "_about")}</small></label
          >`,
      )}
    </fieldset>`;
  }
}
