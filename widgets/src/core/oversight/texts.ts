/** What whoever looks after texts sees and does; see `core/port.ts`. */
import type {
  AddSmsAccount,
  AddSmsSender,
  ChangeSmsAccount,
  ChangeSmsContact,
  ChangeSmsSender,
  ListSmsHooks,
  Page,
  SmsAccount,
  SmsAccountHealth,
  SmsContact,
  SmsHook,
  SmsSender,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { parseProblem, RefusalError } from "../problems.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "sms.accounts": ["GET", "/sms/accounts"],
  "sms.add_account": ["POST", "/sms/accounts"],
  "sms.change_account": ["PATCH", "/sms/accounts/{account_id}"],
  "sms.senders": ["GET", "/sms/senders"],
  "sms.add_sender": ["POST", "/sms/senders"],
  "sms.change_sender": ["PATCH", "/sms/senders/{sender_id}"],
  "sms.contact": ["GET", "/sms/contacts/{contact_id}"],
  "sms.contacts": ["GET", "/sms/contacts"],
  "sms.change_contact": ["PATCH", "/sms/contacts/{contact_id}"],
  "sms.recycle_contact": ["POST", "/sms/contacts/{contact_id}/recycling"],
  "sms.health": ["GET", "/sms/health"],
  "sms.hooks": ["GET", "/sms/hooks"],
});

const PAGE = 50;
/** Pages that are looked through for one thing by its id. */
const MOST_PAGES = 20;

export type HookState = NonNullable<ListSmsHooks["state"]>;

function paged(cursor: string | null): { limit: number; cursor?: string } {
  return cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
}

/** One thing of a list that is asked for by pages. */
async function among<T extends { readonly id: string }>(
  list: (cursor: string | null) => Promise<Page<T>>,
  id: string,
): Promise<T> {
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data, next_cursor: next }: Page<T> = await list(cursor);
    const found = data.find((one) => one.id === id);
    if (found) return found;
    if (next === null) break;
    cursor = next;
  }
  throw new RefusalError(parseProblem(404, {}));
}

export function listSenders(port: Port, cursor: string | null): Promise<Page<SmsSender>> {
  return port.call("sms.senders", paged(cursor));
}

export function fetchSender(port: Port, id: string): Promise<SmsSender> {
  return among((cursor) => listSenders(port, cursor), id);
}

export function addSender(port: Port, command: AddSmsSender): Promise<SmsSender> {
  return port.create("sms.add_sender", command);
}

export function changeSender(port: Port, command: ChangeSmsSender): Promise<SmsSender> {
  return port.call("sms.change_sender", command);
}

export function listAccounts(port: Port, cursor: string | null): Promise<Page<SmsAccount>> {
  return port.call("sms.accounts", paged(cursor));
}

export function fetchAccount(port: Port, id: string): Promise<SmsAccount> {
  return among((cursor) => listAccounts(port, cursor), id);
}

export function addAccount(port: Port, command: AddSmsAccount): Promise<SmsAccount> {
  return port.create("sms.add_account", command);
}

export function changeAccount(port: Port, command: ChangeSmsAccount): Promise<SmsAccount> {
  return port.call("sms.change_account", command);
}

/** How each account does, by its id. */
export async function healthOf(port: Port): Promise<ReadonlyMap<string, SmsAccountHealth>> {
  const { data } = await port.call("sms.health", {});
  return new Map(data.map((one) => [one.account_id, one]));
}

/** People outside, or who has a number now. */
export function listContacts(
  port: Port,
  number: string,
  cursor: string | null,
): Promise<Page<SmsContact>> {
  return port.call("sms.contacts", { ...paged(cursor), ...(number ? { number } : {}) });
}

export function fetchContact(port: Port, id: string): Promise<SmsContact> {
  return port.call("sms.contact", { contact_id: id });
}

export function changeContact(port: Port, command: ChangeSmsContact): Promise<SmsContact> {
  return port.call("sms.change_contact", command);
}

/** Their number has another owner now, of whom nothing is known yet. */
export function recycleContact(port: Port, id: string): Promise<SmsContact> {
  return port.create("sms.recycle_contact", { contact_id: id });
}

/** What providers called us with, the newest first. */
export function listHooks(
  port: Port,
  state: HookState,
  cursor: string | null,
): Promise<Page<SmsHook>> {
  return port.call("sms.hooks", { ...paged(cursor), state });
}
