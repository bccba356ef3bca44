import { html } from "lit";

import { choices } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";
import type { SectionName } from "../ways.ts";
import { itemOf, type Spot, spotOf, type Tab, tabsFor } from "./tabs.ts";

/** Texts to people outside: numbers, campaigns, contacts, consents, accounts at providers, and what those called with. */
export class OnrecordAdminTexts extends AdminSection {
  #spot(): Spot {
    return spotOf(this.portal?.item ?? null);
  }

  /** The focus is for what is shown inside. */
  override focusFirst(): void {
    void this.updateComplete.then(() => this.find<AdminSection>("[data-inside]")?.focusFirst());
  }

  /** What a tab gets of the portal: addresses below its own. */
  #inside(portal: Portal, { tab, item }: Spot): Portal {
    const go = (section: SectionName, wanted: string | null = null): void =>
      portal.go(section, section === "texts" ? itemOf({ tab, item: wanted }) : wanted);
    return { ...portal, item, go };
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return html``;
    const spot = this.#spot();
    const tabs = tabsFor(portal.rights);
    const all = tabs.map((one) => [one, this.t(`texts.${one}`)] as const);
    return html`<div class="column">
      ${choices(this.t("admin.texts"), all, spot.tab, (one) => portal.go("texts", one))}
      ${this.#tab(spot.tab, this.#inside(portal, spot))}
    </div>`;
  }

  #tab(tab: Tab, portal: Portal): unknown {
    switch (tab) {
      case "accounts":
        return this.later(
          tab,
          () => import("./accounts.ts"),
          () => this.#accounts(portal),
        );
      case "contacts":
        return this.later(
          tab,
          () => import("./contacts.ts"),
          () => this.#contacts(portal),
        );
      case "campaigns":
        return this.later(
          tab,
          () => import("./campaigns.ts"),
          () => this.#campaigns(portal),
        );
      case "consents":
        return this.later(
          tab,
          () => import("./consents.ts"),
          () => this.#consents(portal),
        );
      case "hooks":
        return this.later(
          tab,
          () => import("./hooks.ts"),
          () => this.#hooks(portal),
        );
      case "senders":
        return this.later(
          tab,
          () => import("./senders.ts"),
          () => this.#senders(portal),
        );
    }
  }

  #senders(portal: Portal): unknown {
    return html`<onrecord-admin-senders
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-senders>`;
  }

  #accounts(portal: Portal): unknown {
    return html`<onrecord-admin-accounts
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-accounts>`;
  }

  #contacts(portal: Portal): unknown {
    return html`<onrecord-admin-contacts
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-contacts>`;
  }

  #campaigns(portal: Portal): unknown {
    return html`<onrecord-admin-campaigns
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-campaigns>`;
  }

  #consents(portal: Portal): unknown {
    return html`<onrecord-admin-consents
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-consents>`;
  }

  #hooks(portal: Portal): unknown {
    return html`<onrecord-admin-hooks
      data-inside
      .portal=${portal}
      .speech=${this.speech}
    ></onrecord-admin-hooks>`;
  }
}
