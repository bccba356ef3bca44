/** The ledger of consents: entering what was said by phone, mail or form, and reading it; see `core/port.ts`. */
import type { EnterSmsConsent, Page, SmsConsent } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "sms.consents": ["GET", "/sms/consents"],
  "sms.enter_consent": ["POST", "/sms/consents"],
});

const PAGE = 50;

/** The lines of one number, or of all, the newest first. */
export function consentsOf(
  port: Port,
  number: string,
  cursor: string | null,
): Promise<Page<SmsConsent>> {
  const narrowed = number ? { number } : {};
  return port.call("sms.consents", {
    limit: PAGE,
    ...narrowed,
    ...(cursor === null ? {} : { cursor }),
  });
}

/** Write a line; it stays there. */
export function enterConsent(port: Port, command: EnterSmsConsent): Promise<SmsConsent> {
  return port.create("sms.enter_consent", command);
}
