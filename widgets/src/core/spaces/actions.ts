/** What can be done with spaces; see `core/port.ts`. */
import type {
  AddSpaceMembers,
  Channel,
  Conversation,
  CreateConversation,
  CreateSpace,
  Page,
  PreviewRule,
  RulePreview,
  SetRule,
  Space,
  SpaceMember,
  SpaceRequest,
  SpaceRole,
  UpdateConversation,
  UpdateSpace,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch, without } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { withConversations } from "../snapshot.ts";
import { putSpace } from "./reducers.ts";

addRoutes({
  "conversations.archive": ["POST", "/conversations/{conversation_id}/archive"],
  "conversations.join": ["POST", "/conversations/{conversation_id}/join"],
  "conversations.unarchive": ["POST", "/conversations/{conversation_id}/unarchive"],
  "spaces.add_members": ["POST", "/spaces/{space_id}/members"],
  "spaces.archive": ["POST", "/spaces/{space_id}/archive"],
  "spaces.change_member": ["PATCH", "/spaces/{space_id}/members/{person_id}"],
  "spaces.channels": ["GET", "/spaces/{space_id}/channels"],
  "spaces.create": ["POST", "/spaces"],
  "spaces.decide": ["PUT", "/spaces/{space_id}/requests/{person_id}"],
  "spaces.directory": ["GET", "/directory/spaces"],
  "spaces.join": ["POST", "/spaces/{space_id}/join"],
  "spaces.leave": ["DELETE", "/spaces/{space_id}/leave"],
  "spaces.members": ["GET", "/spaces/{space_id}/members"],
  "spaces.preview_rule": ["GET", "/directory/rule"],
  "spaces.remove_member": ["DELETE", "/spaces/{space_id}/members/{person_id}"],
  "spaces.request": ["PUT", "/spaces/{space_id}/request"],
  "spaces.requests": ["GET", "/spaces/{space_id}/requests"],
  "spaces.set_rule": ["PUT", "/spaces/{space_id}/rule"],
  "spaces.unarchive": ["POST", "/spaces/{space_id}/unarchive"],
  "spaces.update": ["PATCH", "/spaces/{space_id}"],
  "spaces.withdraw": ["DELETE", "/spaces/{space_id}/request"],
});

const PAGE = 50;

/** Put what was answered into the state when one is in that space; answers it. */
function known(port: Port, space: Space): Space {
  if (space.role !== null) port.update((state) => putSpace(state, space));
  return space;
}

function next(cursor: string | null): { cursor?: string } {
  return cursor === null ? {} : { cursor };
}

/** Spaces that one may join or ask to join. */
export function findSpaces(port: Port, query: string, cursor: string | null): Promise<Page<Space>> {
  return port.call("spaces.directory", { query, limit: PAGE, ...next(cursor) });
}

export async function createSpace(port: Port, command: CreateSpace): Promise<Space> {
  return known(port, await port.create("spaces.create", command));
}

export async function updateSpace(port: Port, command: UpdateSpace): Promise<Space> {
  return known(port, await port.call("spaces.update", command));
}

export async function joinSpace(port: Port, id: string): Promise<Space> {
  return known(port, await port.call("spaces.join", { space_id: id }));
}

export async function leaveSpace(port: Port, id: string): Promise<void> {
  await port.call("spaces.leave", { space_id: id });
  port.update((state) => patch(state, { spaces: without(state.spaces, [id]) }));
}

export function askToJoin(port: Port, id: string): Promise<SpaceRequest> {
  return port.call("spaces.request", { space_id: id });
}

export function withdraw(port: Port, id: string): Promise<SpaceRequest> {
  return port.call("spaces.withdraw", { space_id: id });
}

export async function archiveSpace(port: Port, id: string, archived: boolean): Promise<Space> {
  const op = archived ? "spaces.archive" : "spaces.unarchive";
  return known(port, await port.call(op, { space_id: id }));
}

export function spaceRequests(port: Port, id: string): Promise<Page<SpaceRequest>> {
  return port.call("spaces.requests", { space_id: id, limit: PAGE });
}

export function decide(
  port: Port,
  id: string,
  person: string,
  accept: boolean,
): Promise<SpaceRequest> {
  return port.call("spaces.decide", { space_id: id, person_id: person, accept });
}

export function spaceMembers(
  port: Port,
  id: string,
  query: string,
  cursor: string | null,
): Promise<Page<SpaceMember>> {
  return port.call("spaces.members", { space_id: id, query, limit: PAGE, ...next(cursor) });
}

export async function addToSpace(port: Port, command: AddSpaceMembers): Promise<Space> {
  return known(port, await port.call("spaces.add_members", command));
}

export function changeRole(
  port: Port,
  id: string,
  person: string,
  role: SpaceRole,
): Promise<SpaceMember> {
  return port.call("spaces.change_member", { space_id: id, person_id: person, role });
}

export function removeFromSpace(port: Port, id: string, person: string): Promise<SpaceMember> {
  return port.call("spaces.remove_member", { space_id: id, person_id: person });
}

export async function setRule(port: Port, command: SetRule): Promise<Space> {
  return known(port, await port.call("spaces.set_rule", command));
}

export function previewRule(port: Port, command: PreviewRule): Promise<RulePreview> {
  return port.call("spaces.preview_rule", command);
}

export function channelsOf(port: Port, id: string, cursor: string | null): Promise<Page<Channel>> {
  return port.call("spaces.channels", { space_id: id, limit: PAGE, ...next(cursor) });
}

export async function joinChannel(port: Port, id: string): Promise<Conversation> {
  return here(port, await port.call("conversations.join", { conversation_id: id }));
}

export async function createChannel(
  port: Port,
  command: CreateConversation,
): Promise<Conversation> {
  return here(port, await port.create("conversations.create", command));
}

/** Say who may do what in a conversation; what is not named stays. */
export function changeConversation(port: Port, command: UpdateConversation): Promise<Conversation> {
  return during(port, () => port.call("conversations.update", command));
}

export function archiveChannel(port: Port, id: string, archived: boolean): Promise<Conversation> {
  const op = archived ? "conversations.archive" : "conversations.unarchive";
  return during(port, () => port.call(op, { conversation_id: id }));
}

function during(port: Port, ask: () => Promise<Conversation>): Promise<Conversation> {
  return port.during(ask, (state, info) => withConversations(state, [info]));
}

function here(port: Port, info: Conversation): Conversation {
  port.update((state) => withConversations(state, [info]));
  return info;
}
