// Printed from the wire models by .ci/wire_types.py. Do not edit.

export type ConversationKind = "direct" | "group" | "channel";
export type MemberRole = "owner" | "moderator" | "member";
export type MessageState = "active" | "removed" | "erased";

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Message {
  id: string;
  conversation_id: string;
  position: number | null;
  author: string;
  on_behalf_of: string | null;
  client_id: string | null;
  text: string | null;
  version: number;
  state: MessageState;
  reply_to: string | null;
  mentions: string[];
  created_at: string;
  edited_at: string | null;
  removed_at: string | null;
  removed_by: string | null;
  removed_reason: string | null;
}

export interface MessageVersion {
  message_id: string;
  version: number;
  text: string | null;
  author: string;
  at: string;
}

export interface Conversation {
  id: string;
  kind: ConversationKind;
  title: string;
  version: number;
  subject: string | null;
  counterpart: string | null;
  created_at: string;
  role: MemberRole;
  member_count: number;
  muted: boolean;
  unread: number;
  mentions: number;
  read_position: number;
  history_from: number;
  last_position: number;
  last_message: Message | null;
}

export interface Member {
  person_id: string;
  name: string;
  role: MemberRole;
  read_position: number;
}

export interface ReadMark {
  conversation_id: string;
  person_id: string;
  read_position: number;
}

export interface Person {
  id: string;
  name: string;
  status: "active" | "deactivated";
  roles: string[];
  attributes: Record<string, string>;
}

export interface Limits {
  text_code_points: number;
  members_a_call: number;
}

export interface Me {
  tenant: string;
  person: Person;
  scopes: string[];
  epoch: string;
  position: number;
  limits: Limits;
}

export interface Palette {
  accent: string | null;
  on_accent: string | null;
  surface: string | null;
  text: string | null;
}

export interface Branding {
  product_name: string;
  logo: string | null;
  light: Palette;
  dark: Palette;
  fonts: string[];
  radius: number;
  density: "comfortable" | "compact";
  texts: Record<string, Record<string, string>>;
  email_footer: string;
}

export interface BrandingView {
  version: number;
  branding: Branding;
  light: Record<string, string>;
  dark: Record<string, string>;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  note: string;
  vkey: string;
  at: string;
}

export interface Proof {
  position: number;
  entry: string;
  proof: string;
  content: string | null;
  salt: string | null;
}

export interface CreateConversation {
  kind: ConversationKind;
  members?: string[];
  title?: string;
  subject?: string | null;
}

export interface Actor {
  id: string;
  on_behalf_of: string | null;
}

export interface TenantCreated {
  type: "tenant.created";
}
export interface TenantSuspended {
  type: "tenant.suspended";
}
export interface TenantResumed {
  type: "tenant.resumed";
}
export interface TenantBranded {
  type: "tenant.branded";
  version: number;
}
export interface PersonAdded {
  type: "person.added";
  person: Person;
}
export interface PersonUpdated {
  type: "person.updated";
  person: Person;
}
export interface PersonDeactivated {
  type: "person.deactivated";
  person_id: string;
}
export interface PersonReactivated {
  type: "person.reactivated";
  person_id: string;
}
export interface ConversationCreated {
  type: "conversation.created";
  conversation_id: string;
  kind: ConversationKind;
  title: string;
  subject: string | null;
  members: string[];
  owner: string | null;
}
export interface ConversationUpdated {
  type: "conversation.updated";
  conversation_id: string;
  title: string;
  version: number;
}
export interface ConversationMuted {
  type: "conversation.muted";
  conversation_id: string;
  muted: boolean;
}
export interface ConversationRead {
  type: "conversation.read";
  conversation_id: string;
  person_id: string;
  read_position: number;
}
export interface MembersAdded {
  type: "members.added";
  conversation_id: string;
  members: string[];
  role: MemberRole;
  history: "all" | "from_now";
}
export interface MemberRemoved {
  type: "member.removed";
  conversation_id: string;
  person_id: string;
}
export interface MemberChanged {
  type: "member.changed";
  conversation_id: string;
  person_id: string;
  role: MemberRole;
}
export interface MessageCreated {
  type: "message.created";
  message: Message;
}
export interface MessageEdited {
  type: "message.edited";
  message: Message;
}
export interface MessageRemoved {
  type: "message.removed";
  message: Message;
}

export type Event =
  | TenantCreated
  | TenantSuspended
  | TenantResumed
  | TenantBranded
  | PersonAdded
  | PersonUpdated
  | PersonDeactivated
  | PersonReactivated
  | ConversationCreated
  | ConversationUpdated
  | ConversationMuted
  | ConversationRead
  | MembersAdded
  | MemberRemoved
  | MemberChanged
  | MessageCreated
  | MessageEdited
  | MessageRemoved;

export interface Envelope {
  position: number;
  at: string;
  actor: Actor;
  event: Event;
}

export interface Ready {
  type: "ready";
  epoch: string;
  position: number;
  person: string;
  heartbeat: number;
}
export interface Result {
  type: "result";
  id: string;
  result: unknown;
}
export interface ErrorFrame {
  type: "error";
  id: string | null;
  problem: Record<string, unknown>;
}
export interface Events {
  type: "events";
  after: number;
  upto: number;
  events: Envelope[];
}
export interface TypingNotice {
  type: "typing";
  conversation_id: string;
  person: string;
}
export interface PresenceNotice {
  type: "presence";
  person: string;
  state: "active" | "away" | "offline";
}
export interface DeliveredNotice {
  type: "delivered";
  conversation_id: string;
  person: string;
  position: number;
}
export interface Resync {
  type: "resync";
  epoch: string;
  position: number;
}
export interface GoingAway {
  type: "going_away";
  after_ms: number;
}
export interface Pong {
  type: "pong";
  upto: number;
}

export type ServerFrame =
  | Ready
  | Result
  | ErrorFrame
  | Events
  | TypingNotice
  | PresenceNotice
  | DeliveredNotice
  | Resync
  | GoingAway
  | Pong;
