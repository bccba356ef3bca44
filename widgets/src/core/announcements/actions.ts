/** What can be done with announcements; see `core/port.ts`. */
import type {
  Acknowledgement,
  AnnouncementExport,
  AnnouncementSummary,
  Message,
  Page,
  RemindedState,
  Reminder,
  RosterEntry,
  RosterState,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import { applyEvent } from "../reducers.ts";

addRoutes({
  "announcements.acknowledge": ["PUT", "/announcements/{message_id}/acknowledgement"],
  "announcements.summary": ["GET", "/announcements/{message_id}"],
  "announcements.roster": ["GET", "/announcements/{message_id}/roster"],
  "announcements.remind": ["POST", "/announcements/{message_id}/reminders"],
  "announcements.export": ["POST", "/announcements/{message_id}/exports"],
});

const PAGE = 50;

/** Take note of the version of a message that one sees, on the record. */
export async function acknowledge(port: Port, message: Message): Promise<Acknowledgement> {
  const { id, version } = message;
  const word = await port.call("announcements.acknowledge", { message_id: id, version });
  port.update((state) => applyEvent(state, heard(word)).state);
  return word;
}

/** The answer as the event that a live socket brings as well; applied twice it changes nothing. */
function heard(word: Acknowledgement): Parameters<typeof applyEvent>[1] {
  const { message_id, conversation_id, person_id, version, commit, at, position } = word;
  return {
    position: position ?? -1,
    at,
    actor: { id: person_id, on_behalf_of: word.on_behalf_of },
    event: {
      type: "message.acknowledged",
      ...{ message_id, conversation_id, person_id, version, commit },
    },
  };
}

/** How far an announcement has come. */
export function summary(port: Port, message: string): Promise<AnnouncementSummary> {
  return port.call("announcements.summary", { message_id: message });
}

/** The people of an announcement, a page at a time. */
export function roster(
  port: Port,
  message: string,
  state: RosterState,
  cursor: string | null,
): Promise<Page<RosterEntry>> {
  const more = cursor === null ? {} : { cursor };
  return port.call("announcements.roster", { message_id: message, state, limit: PAGE, ...more });
}

/** Remind just those who have not answered, or not read. */
export function remind(port: Port, message: string, to: RemindedState): Promise<Reminder> {
  return port.create("announcements.remind", { message_id: message, to });
}

/** Make an export, on the record; `exporting.ts` downloads it. */
export function makeExport(port: Port, message: string): Promise<AnnouncementExport> {
  return port.create("announcements.export", { message_id: message });
}
