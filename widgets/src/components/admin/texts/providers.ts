/** What each provider's account needs: as `gateways/making.py` of the server reads it. */
import type { SmsProvider } from "../../../generated/wire.ts";

/** A setting or a secret of an account; one that is not `needed` may stay empty. */
export interface Needed {
  readonly name: string;
  readonly needed: boolean;
}

interface Account {
  readonly title: string;
  readonly settings: readonly Needed[];
  readonly secrets: readonly Needed[];
}

const must = (...names: string[]): Needed[] => names.map((name) => ({ name, needed: true }));
const may = (...names: string[]): Needed[] => names.map((name) => ({ name, needed: false }));

export const PROVIDERS: Readonly<Record<SmsProvider, Account>> = {
  twilio: {
    title: "Twilio",
    settings: [...must("account"), ...may("key")],
    secrets: [...must("token"), ...may("key_secret")],
  },
  vonage: {
    title: "Vonage Messages",
    settings: may("application", "key"),
    secrets: [...must("signing"), ...may("private_key", "key_secret")],
  },
  telnyx: {
    title: "Telnyx",
    settings: [...must("public_key"), ...may("profile")],
    secrets: must("api_key"),
  },
  plivo: { title: "Plivo", settings: must("account"), secrets: must("token") },
  sinch: {
    title: "Sinch",
    settings: [...must("plan"), ...may("region")],
    secrets: must("token", "secret"),
  },
  aws: {
    title: "AWS End User Messaging",
    settings: [...must("region", "access_key", "topics"), ...may("configuration_set")],
    secrets: must("secret_key"),
  },
  local: { title: "Local phone", settings: must("base"), secrets: must("key", "secret") },
};

export const NAMES = Object.keys(PROVIDERS) as SmsProvider[];
