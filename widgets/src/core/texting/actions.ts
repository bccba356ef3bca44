/** What can be done about texts to people outside; see `core/port.ts`. */
import type {
  Conversation,
  CoverSmsConversation,
  OpenSmsConversation,
  SmsContact,
  SmsSender,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import { withConversations } from "../snapshot.ts";
import { textingOf } from "./texting.ts";

addRoutes({
  "sms.senders": ["GET", "/sms/senders"],
  "sms.contacts": ["GET", "/sms/contacts"],
  "sms.add_contact": ["POST", "/sms/contacts"],
  "sms.change_contact": ["PATCH", "/sms/contacts/{contact_id}"],
  "sms.open": ["POST", "/sms/conversations"],
  "sms.assign": ["PUT", "/sms/conversations/{conversation_id}/assignee"],
  "sms.decide": ["PUT", "/sms/texts/{text_id}/decision"],
  "sms.end_link": ["DELETE", "/sms/texts/{text_id}/link"],
  "sms.cover": ["PUT", "/sms/conversations/{conversation_id}/cover"],
});

const PAGE = 100;

/** The numbers that somebody may write from now. */
export async function sendersOf(port: Port, person: string): Promise<SmsSender[]> {
  const { data } = await port.call("sms.senders", { limit: PAGE });
  return data.filter(({ state, inbox }) => state === "active" && inbox.includes(person));
}

/** People outside with whom one writes, or whom nobody writes with yet, the newest first. */
export async function contactsOf(port: Port): Promise<SmsContact[]> {
  const { data } = await port.call("sms.contacts", { limit: PAGE });
  return data.filter(({ active }) => active);
}

/** Put somebody outside up, or have who is there already. */
export function addContact(port: Port, number: string, name: string): Promise<SmsContact> {
  return port.create("sms.add_contact", { number, name, home: homeOf(port) });
}

/** Begin to write to somebody outside, or have the conversation that one has with them. */
export async function openTexts(
  port: Port,
  command: Omit<OpenSmsConversation, "home">,
): Promise<Conversation> {
  const opened = await port.create("sms.open", { ...command, home: homeOf(port) });
  port.update((state) => withConversations(state, [opened]));
  return opened;
}

/** Give a conversation to somebody of the number's inbox. */
export async function assign(port: Port, conversation: string, person: string): Promise<void> {
  const args = { conversation_id: conversation, person_id: person };
  textingOf(port).install(await port.call("sms.assign", args));
}

/** Let somebody stand in until then; nobody ends that. */
export async function cover(port: Port, command: CoverSmsConversation): Promise<void> {
  textingOf(port).install(await port.call("sms.cover", command));
}

/** Say what became of a text of which nobody knows: it went, or it did not and is sent again. */
export async function decide(port: Port, text: string, sent: boolean): Promise<void> {
  textingOf(port).settle(await port.call("sms.decide", { text_id: text, sent }));
}

/** End the link of a notice before its time: it opens nothing any more. */
export async function endLink(port: Port, text: string): Promise<void> {
  textingOf(port).settle(await port.call("sms.end_link", { text_id: text }));
}

/** The country whose numbers are written here without its code: that of the reader's language, if it says one. */
export function homeOf(port: Port): string | null {
  for (const language of port.languages) {
    try {
      const { region } = new Intl.Locale(language);
      if (region && /^[A-Z]{2}$/.test(region)) return region;
    } catch {
      // A page may say anything in its `lang`.
    }
  }
  return null;
}
