// Printed from the wire models by .ci/wire_types.py. Do not edit.

export type Act = "open" | "dispose" | "notify" | "escalate" | "reveal_identity" | "remove" | "restore" | "freeze" | "export";
export type AppealState = "open" | "upheld" | "rejected";
export type ArchiveState = "requested" | "running" | "done" | "stopped" | "cancelled";
export type CaseAct = "open" | "assign" | "note" | "escalate" | "widen" | "reveal" | "decide" | "approve" | "decide_appeal";
export type CaseAction = "none" | "release" | "reject" | "remove" | "restore" | "freeze";
export type CaseMessageState = "active" | "removed" | "erased" | "held" | "blocked" | "released" | "rejected" | "withdrawn";
export type CaseSource = "lexicon" | "detector" | "flood" | "classifier" | "unjudged" | "report" | "sample" | "freeze";
export type CaseState = "queued" | "opened" | "escalated" | "decided" | "appealed" | "closed";
export type ConversationKind = "direct" | "group" | "channel" | "announcement" | "external";
export type CopyStopped = "storage" | "key_unavailable" | "failed";
export type DataRequestKind = "erasure" | "access" | "restriction" | "correction";
export type DataRequestState = "received" | "identified" | "weighed" | "approved" | "done" | "lifting" | "lifted" | "refused" | "withdrawn";
export type DateOrder = "dmy" | "mdy" | "ymd";
export type Disposition = "no_issue" | "false_positive" | "coach" | "violation" | "escalate" | "legal";
export type Done = "mask" | "hold" | "block";
export type Entity = "card" | "ssn" | "iban" | "npi" | "phone" | "email" | "record_number";
export type ExportFormat = "jsonl" | "csv" | "eml" | "actiance" | "global-relay" | "rsmf" | "edrm" | "concordance" | "pdf" | "html";
export type FoundAction = "flag" | "mask" | "hold" | "block";
export type FoundBy = "lexicon" | "detector" | "flood" | "classifier" | "unjudged";
export type GrantKind = "investigation" | "legal_process" | "data_subject_request" | "continuity" | "break_glass";
export type GrantState = "requested" | "open" | "expired" | "denied" | "closed";
export type HandoverOutcome = "handed_over" | "introduced" | "left" | "kept";
export type HandoverReason = "subject" | "only_owner" | "only_employee" | "direct" | "others_serve" | "not_in_space" | "refused" | "full" | "nothing_written" | "other_gone" | "with_successor" | "introduced_before" | "rooms_kept" | "served_outside" | "not_in_inbox";
export type HandoverState = "running" | "done" | "stopped";
export type HandoverUnfit = "same" | "unknown" | "deactivated" | "guest" | "cannot_write" | "oneself" | "leaver_is_guest";
export type History = "all" | "from_now";
export type HoldState = "requested" | "open" | "releasing" | "refused" | "released";
export type ImportFileKeptBecause = "hold" | "minimum" | "case" | "running" | "duty";
export type ImportFileState = "stays" | "kept" | "goes" | "erased";
export type ImportFormat = "whatsapp" | "signal" | "slack" | "teams" | "telegram" | "mattermost" | "csv" | "jsonl";
export type ImportRequestState = "asked" | "agreed" | "declined" | "withdrawn" | "done";
export type ImportState = "receiving" | "kept" | "running" | "done" | "cancelled";
export type Joining = "everybody" | "free" | "invited";
export type KeptBecause = "minimum" | "hold" | "case" | "duty";
export type Level = "all" | "mentions" | "none";
export type LexiconPurpose = "supervision" | "advice";
export type LexiconStartName = "market-abuse" | "inclusive-en" | "inclusive-de" | "inclusive-es" | "inclusive-fr" | "off-channel-en" | "off-channel-de";
export type LexiconState = "draft" | "in_force" | "superseded" | "withdrawn" | "retired";
export type LookKind = "read" | "search" | "export";
export type LookReason = "investigation" | "legal_process" | "data_subject_request" | "continuity" | "break_glass" | "lexicon" | "detector" | "flood" | "classifier" | "unjudged" | "random_sample" | "user_report";
export type Medium = "native" | "sms" | "import";
export type MemberRole = "owner" | "moderator" | "member";
export type MessageState = "active" | "removed" | "erased" | "held" | "blocked" | "rejected" | "withdrawn";
export type NoticeKind = "held" | "block" | "mask" | "release" | "reject" | "remove" | "restore" | "freeze" | "unfreeze" | "reviewed" | "report_decided" | "appeal_decided" | "reveal_identity" | "break_glass" | "export" | "import_request" | "second";
export type Oddity = "out_of_hours" | "rarely_finds" | "in_haste" | "opens_and_leaves" | "reveals_often" | "widens_often" | "the_same_conversation";
export type Placeholder = "rule" | "policy_version" | "at" | "product" | "appeal_until";
export type PolicyEffect = "wider" | "narrower" | "other";
export type PolicyStartName = "general" | "broker_dealer" | "healthcare" | "works_council";
export type PolicyState = "draft" | "proposed" | "waiting" | "in_force" | "superseded" | "withdrawn";
export type Posting = "everybody" | "moderators";
export type Priority = "normal" | "important" | "urgent";
export type Profile = "broker_dealer" | "healthcare" | "gdpr_employer";
export type Progress = "unreached" | "reached" | "read" | "outdated" | "acknowledged";
export type ReachReason = "no_space" | "no_announcement" | "unreached" | "unacknowledged" | "policy";
export type Reason = "unreachable" | "timeout" | "certificate" | "not_allowed" | "not_found" | "full" | "differs" | "refused" | "answers_error" | "no_key" | "unknown";
export type ReasonCode = "harassment" | "threat" | "discrimination" | "confidential" | "fraud" | "spam" | "other";
export type RefusedBecause = "type_lies" | "type_not_allowed" | "digest_differs" | "image_broken" | "image_too_large" | "malware";
export type RemindedState = "missing" | "unread";
export type ReportState = "open" | "decided";
export type RequestKind = "widen" | "reveal" | "decide" | "appeal";
export type RequestState = "waiting" | "approved" | "denied" | "lapsed";
export type RetentionAskState = "open" | "proposed" | "approved" | "done" | "kept" | "lapsed";
export type Revealed = "people" | "reporters";
export type RosterState = "reached" | "unreached" | "read" | "unread" | "acknowledged" | "missing" | "outdated";
export type RuleRole = "member" | "moderator";
export type SampleEnd = "time" | "policy" | "clock";
export type SampleState = "committed" | "drawn";
export type SecondNeed = "grant" | "widen" | "reveal" | "decide" | "appeal" | "hold" | "release" | "policy" | "lexicon" | "export" | "data_request" | "retention_ask";
export type Severity = "low" | "medium" | "high" | "critical";
export type SmsCampaignState = "asked" | "ready" | "running" | "paused" | "stopped" | "done";
export type SmsCategory = "marketing" | "transactional" | "conversational";
export type SmsEntryKind = "consent" | "opt_out" | "resubscription" | "confirmation" | "help" | "doubt" | "cleared" | "note";
export type SmsHookState = "parked" | "applied" | "refused";
export type SmsMeans = "keyword" | "words" | "phone" | "mail" | "form" | "carrier" | "staff";
export type SmsNoticeReason = "long" | "classified" | "always";
export type SmsProvider = "twilio" | "vonage" | "telnyx" | "plivo" | "sinch" | "aws" | "local";
export type SmsReach = "all" | "sender" | "programme";
export type SmsReason = "opted_out" | "confirmed" | "confirmed_by_carrier" | "not_to_confirm" | "confirm_late" | "frozen" | "absent" | "unregistered" | "no_consent" | "expired" | "quiet_hours" | "daily_cap" | "not_assigned" | "sender_paused" | "number_refused" | "no_page";
export type SmsRecipientState = "waiting" | "taken" | "said" | "held" | "skipped" | "stopped";
export type SmsSenderKind = "long_code" | "toll_free" | "short_code" | "name";
export type SmsState = "active" | "paused";
export type SmsTextState = "queued" | "sending" | "unconfirmed" | "sent" | "canceled" | "expired" | "failed" | "undelivered" | "delivered" | "suppressed";
export type Source = "hand" | "rule";
export type SpaceAccess = "open" | "request" | "closed";
export type SpaceKind = "team" | "broadcast";
export type SpaceRole = "owner" | "moderator" | "member" | "guest";
export type StandingState = "active" | "frozen" | "deactivated" | "unacknowledged";
export type StoppedBecause = "grant_over" | "key_unavailable" | "storage" | "changed_meanwhile" | "failed";
export type SubjectVisibility = "members" | "tenant";
export type TemplateKind = "held" | "block" | "mask" | "release" | "reject" | "remove" | "restore" | "freeze" | "unfreeze" | "reviewed" | "report_decided" | "appeal_decided" | "reveal_identity" | "break_glass" | "export" | "import_request" | "second" | "report_decided_acted" | "appeal_decided_acted";
export type TermPlace = "word" | "beginning" | "end" | "anywhere";
export type Told = "asked" | "reminded" | "lifted";
export type Tone = "neutral" | "info" | "good" | "warning" | "bad";
export type TrailArea = "policy" | "lexicon" | "template" | "grant" | "disclosure" | "impersonation" | "case" | "report" | "appeal" | "notice" | "sample" | "message" | "person" | "freeze" | "hold" | "conversation" | "tenant" | "reach" | "reviewer" | "record";
export type UploadState = "uploading" | "checking" | "ready" | "bound" | "refused" | "expired" | "cancelled" | "erased";
export type WaitsFor = "scanner" | "storage" | "repair";
export type Wide = "channel" | "here";
export type WitnessKind = "folder" | "bucket" | "mailbox" | "timestamps" | "cosigner" | "own";

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** A person's word, on the record, that they took note of one version of a message. */
export interface Acknowledgement {
  message_id: string;
  conversation_id: string;
  person_id: string;
  version: number;
  commit: string;
  at: string;
  position: number | null;
  on_behalf_of: string | null;
}

/** The lists that underline words for their author alone. */
export interface Advice {
  data: AdviceList[];
}

/** A list of words with purpose `advice` that is in force. */
export interface AdviceList {
  name: string;
  version: number;
  hash: string;
  title: string;
  language: string | null;
  terms: Advised[];
}

/** A term, and what could be written instead. It is a hint for the author; nobody else hears of it. */
export interface Advised {
  term: string;
  place: TermPlace;
  near: string | null;
  within: number;
  unless: string[];
  suggest: string[];
  note: string | null;
  source: string | null;
  category: string | null;
}

/** What can be shown of an announcement to somebody who checks: this, and its rows. */
export interface AnnouncementExport {
  id: string;
  message_id: string;
  conversation_id: string;
  version: number;
  commit: string;
  at: string;
  until: string;
  position: number | null;
  summary: AnnouncementSummary;
}

/** How far an announcement has come, counted now. */
export interface AnnouncementSummary {
  message_id: string;
  conversation_id: string;
  version: number;
  acknowledge: boolean;
  audience: number;
  reached: number;
  read: number;
  acknowledged: number;
  missing: number;
  outdated: number;
  reminded_at: string | null;
  remind_again_at: string | null;
}

/** What somebody says against what was done to their message, or to them. */
export interface Appeal {
  id: string;
  state: AppealState;
  dispute: boolean;
  message_id: string | null;
  case_id: string | null;
  notice_id: string | null;
  rule: string;
  policy_version: number;
  said: string | null;
  answer: string | null;
  made_at: string;
  due_at: string;
  overdue: boolean;
  decided_at: string | null;
}

/** An export under a grant, and how far it has come. */
export interface Archive {
  id: string;
  grant_id: string;
  state: ArchiveState;
  formats: ExportFormat[];
  requester: string;
  requested_at: string;
  approved_by: string | null;
  written: number;
  upto: number | null;
  size: number | null;
  manifest_sha256: string | null;
  reason: StoppedBecause | null;
  since: string | null;
  until: string | null;
  sealed_to: string | null;
  expires_at: string | null;
}

/** What somebody could see of a conversation at a moment, the newest messages first. */
export interface AsOf {
  conversation_id: string;
  viewer: string;
  at: string;
  position: number;
  title: string | null;
  role: MemberRole | null;
  archived: boolean;
  member_count: number;
  members: Member[];
  people: NamedThen[];
  data: MessageThen[];
  held: Message[];
  held_gone: KeptBackGone[];
  withheld: number;
  next_before: number | null;
  before_at: string | null;
  next_at: string | null;
  disclosure_id: string | null;
}

/** A file of a message. `size` is in bytes; `width` and `height` are an image's, in pixels. */
export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size: number;
  width: number | null;
  height: number | null;
  thumbnail: boolean;
  sha256: string;
  alt: string | null;
}

/** By which rule people come into an announcement conversation; null is by hand alone. */
export interface AudienceRule {
  conversation_id: string;
  rule: string | null;
  version: number;
  people: number;
}

/** How a tenant looks and speaks. Nothing in it can become CSS or HTML. */
export interface Branding {
  product_name: string;
  logo: string | null;
  logo_light: string | null;
  logo_dark: string | null;
  logo_alt: string;
  light: Palette;
  dark: Palette;
  fonts: string[];
  radius: number;
  density: "comfortable" | "compact";
  texts: Record<string, Record<string, string>>;
  help_url: string | null;
  email_footer: string;
}

/** One place where two brandings differ; a null side says that nothing is given there. */
export interface BrandingChange {
  member: string;
  before: string | null;
  after: string | null;
}

/** How a branding would look: what `branding.set` would make of it, and each pair's contrast. */
export interface BrandingPreview {
  light: Record<string, string>;
  dark: Record<string, string>;
  pairs: ColourPair[];
}

/** One version of the branding: who made it, when, and what it changed of the one before. */
export interface BrandingVersion {
  version: number;
  author: string;
  at: string;
  restored: number | null;
  current: boolean;
  changes: BrandingChange[];
  branding: Branding | null;
}

/** A tenant's branding and the CSS custom properties that widgets set from it. */
export interface BrandingView {
  version: number;
  branding: Branding;
  light: Record<string, string>;
  dark: Record<string, string>;
}

/** Something to be reviewed, without a word of it. */
export interface Case {
  id: string;
  state: CaseState;
  version: number;
  source: CaseSource;
  trigger: string;
  severity: Severity;
  due_at: string;
  overdue: boolean;
  protected: boolean;
  message: string | null;
  conversation_id: string | null;
  message_id: string | null;
  person: string | null;
  findings: number;
  reports: number;
  assignee: string | null;
  assigned_by: string | null;
  escalated_by: string | null;
  before: number;
  after: number;
  policy_version: number;
  policy_hash: string;
  opened_at: string;
  disposition: Disposition | null;
  action: CaseAction | null;
  decided_by: string | null;
  approved_by: string | null;
  decided_at: string | null;
  appeal_until: string | null;
  appeal: CaseAgainst | null;
  message_state: CaseMessageState | null;
  outcomes: CaseOutcome[];
  requests: CaseRequest[];
  may: CaseAct[];
}

/** What the author says against a case, and nobody has answered yet; its words are in the opened case. */
export interface CaseAgainst {
  id: string;
  dispute: boolean;
  made_at: string;
  due_at: string;
  overdue: boolean;
  seconded: boolean;
}

/** What the author says against it: a `dispute` before a decision, an appeal after one. */
export interface CaseAppeal {
  id: string;
  state: AppealState;
  dispute: boolean;
  said: string;
  at: string;
  due_at: string;
}

/** One thing that happened to a case, from the record. */
export interface CaseEntry {
  position: number;
  at: string;
  by: string;
  type: string;
  said: string;
  policy_hash: string | null;
}

/** What was found in a version of the message, by which list of which version. */
export interface CaseFinding {
  trigger: string;
  severity: Severity;
  action: string;
  at: string;
  lexicon: string | null;
  lexicon_version: number | null;
  rules: string[];
  said: string | null;
}

/** What happened to a case, in the order of the record; `next_cursor` is null on the last page. */
export interface CaseHistory {
  data: CaseEntry[];
  next_cursor: string | null;
}

/** A message as a case shows it: what was removed or held is there too. */
export interface CaseMessage {
  id: string;
  message_id: string | null;
  position: number | null;
  author: string;
  on_behalf_of: string | null;
  text: string | null;
  original: string | null;
  version: number;
  state: CaseMessageState;
  focus: boolean;
  spans: CaseSpan[];
  versions: CaseVersion[];
  attachments: Attachment[];
  created_at: string;
  edited_at: string | null;
  removed_at: string | null;
  removed_by: string | null;
  erased_by: number | null;
}

/** What a reviewer wrote down beside a case. */
export interface CaseNote {
  by: string;
  at: string;
  text: string;
}

/** One step of how a case ended: it was decided, its author appealed, it was decided again. */
export interface CaseOutcome {
  step: "decided" | "appealed" | "upheld" | "rejected";
  at: string;
  by: string | null;
  approved_by: string | null;
  disposition: Disposition | null;
  action: CaseAction | null;
  undone: boolean | null;
}

/** Somebody in a case: `person_id` is null where the reader does not see who it is. */
export interface CasePerson {
  name: string;
  person_id: string | null;
}

/** What somebody reported; `reporter` is null where it was not revealed. */
export interface CaseReport {
  reason_code: ReasonCode;
  said: string | null;
  at: string;
  reporter: string | null;
}

/** What a reviewer asked of a case that needs a second person; who asked never approves. */
export interface CaseRequest {
  id: string;
  kind: RequestKind;
  state: RequestState;
  hash: string;
  asked_by: string;
  asked_at: string;
  decided_by: string | null;
  decided_at: string | null;
  whom: Revealed | null;
  before: number | null;
  after: number | null;
  disposition: Disposition | null;
  action: CaseAction | null;
  upheld: boolean | null;
  reason: string | null;
  told: string | null;
}

/** A stretch of the text that a rule found: from a code point on, up to another. */
export interface CaseSpan {
  start: number;
  end: number;
  rule: string;
}

/** What a message said in one of its versions, as a case shows it, with what was found in that. */
export interface CaseVersion {
  version: number;
  at: string;
  text: string | null;
  original: string | null;
  spans: CaseSpan[];
}

/** A channel of a space as its members find it; `joined` says whether one is in it. */
export interface Channel {
  id: string;
  space_id: string;
  kind: ConversationKind;
  title: string;
  joining: Joining;
  posting: Posting;
  archived: boolean;
  member_count: number;
  joined: boolean;
}

/** The newest signed head of the tenant's record: a C2SP signed note. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  note: string;
  vkey: string;
  at: string;
}

/** The host's own classifier found something. */
export interface ClassifierTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  action?: "flag" | "hold" | "block";
  freeze_after?: number | null;
  freeze_within?: string;
  freeze_for?: string;
  kind?: "classifier";
  classifier: string;
  seconds?: number;
}

/** Two colours that meet, and how far apart they are. */
export interface ColourPair {
  scheme: "light" | "dark";
  colour: "accent" | "on_accent" | "text";
  on: "accent" | "surface";
  ratio: number;
  minimum: number;
  passes: boolean;
  nearest: string | null;
}

/** The profiles of the policy in force, line by line. `together` says how they agree. */
export interface Compliance {
  profiles: Profile[];
  policy_version: number | null;
  lines: ComplianceLine[];
  together: string[];
}

/** A rule of a profile. `duty` is what no software does; `met` is null there. */
export interface ComplianceLine {
  profile: Profile;
  rule: string;
  name: string;
  kind: "policy" | "setting" | "duty";
  met: boolean | null;
  said: string;
  refuses: string | null;
  detail: string | null;
}

/** A newcomer or a successor is brought up to speed; the team is told. */
export interface ContinuityTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  approvals?: number;
  longest?: string;
  kind?: "continuity";
}

/** A conversation as the asking person sees it. */
export interface Conversation {
  id: string;
  kind: ConversationKind;
  title: string;
  version: number;
  subject: string | null;
  counterpart: string | null;
  space_id: string | null;
  archived: boolean;
  posting: Posting;
  wide_mentions: Posting;
  allow_replies: boolean;
  allow_reactions: boolean;
  slow_seconds: number;
  slow_until: string | null;
  joining: Joining;
  created_at: string;
  role: MemberRole;
  member_count: number;
  muted: boolean;
  level: Level;
  unread: number;
  unread_threads: number;
  mentions: number;
  mentions_threads: number;
  read_position: number;
  history_from: number;
  last_position: number;
  last_reply_position: number;
  last_message: Message | null;
}

/** A tag of a conversation; `protects` where the policy in force keeps oversight out for it. */
export interface ConversationTag {
  tag: string;
  protects: boolean;
  at: string;
}

/** The tags of a conversation, by name. */
export interface ConversationTags {
  conversation_id: string;
  data: ConversationTag[];
}

/** The copy that an access is answered with, once it is written: its size and the SHA-256 of its bytes. */
export interface DataArchive {
  size: number;
  sha256: string;
  until: string;
  opened_at: string | null;
  open_until: string | null;
}

/** What somebody asks of what is kept about them, how far it has come, and until when it is answered. */
export interface DataRequest {
  id: string;
  kind: DataRequestKind;
  state: DataRequestState;
  person_id: string;
  made_by: string;
  said: string | null;
  received_at: string;
  due_at: string;
  overdue: boolean;
  extended: string | null;
  identified_by: string | null;
  identified_how: string | null;
  weighed_by: string | null;
  weighed_at: string | null;
  weighing_hash: string | null;
  goes: number | null;
  kept: KeptGroup[];
  complete: boolean | null;
  approved_by: string | null;
  answer: string | null;
  until: string | null;
  ended_at: string | null;
  erased: number;
  left: number;
  position: number | null;
  archive: DataArchive | null;
  stopped: CopyStopped | null;
}

/** One day of a tenant, as the asker's clock has it. */
export interface DayCounts {
  day: string;
  messages: number;
  people: number;
  opened: number;
  decided: number;
  hours: number | null;
}

/** That looks happened which one may not see yet, and until when at most. */
export interface DeferredLooks {
  until: string;
  looks: number;
}

/** A detector found something, such as a card number whose checksum is right. */
export interface DetectorTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  action?: FoundAction;
  freeze_after?: number | null;
  freeze_within?: string;
  freeze_for?: string;
  kind?: "detector";
  entities: Entity[];
  record_number?: string | null;
}

/** That somebody looked at messages of a conversation that one is or was in, and why. */
export interface Disclosure {
  id: string;
  at: string;
  look: LookKind;
  kind: LookReason;
  trigger: string;
  duty: string;
  conversation_id: string;
  messages: number;
  kept_back: boolean;
  policy_version: number;
  position: number | null;
}

/** The looks at one's conversations, the latest first. */
export interface Disclosures {
  data: Disclosure[];
  looks: number;
  deferred: DeferredLooks[];
  next_cursor: string | null;
}

/** What a question brought about: the periods that were drawn, and those that began. */
export interface DrawnSamples {
  drawn: string[];
  begun: string[];
}

/** Glass is broken: an hour at most, told at once, and reviewed by somebody else. */
export interface EmergencyTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  kind?: "break_glass";
  longest?: "PT1H";
  review_due?: string;
}

/** A piece of a message's text; `hit` where it is what was asked for. Show it as text. */
export interface ExcerptPiece {
  text: string;
  hit: boolean;
}

/** What people may expect of privacy. */
export interface Expectation {
  privacy?: "none" | "limited" | "confidential";
  personal_use?: "allowed" | "tolerated" | "prohibited";
  personal_devices?: "allowed" | "work_profile" | "prohibited";
}

/** A regular expression (RE2: it takes time linear in the text, whatever it says). */
export interface Expression {
  name: string;
  pattern: string;
  severity?: Severity;
  category?: string | null;
  note?: string | null;
}

/** Somebody sends more than so many messages in a minute, or the same text more often than so in ten. */
export interface FloodTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  action?: "hold" | "block";
  freeze_after?: number | null;
  freeze_within?: string;
  freeze_for?: string;
  kind?: "flood";
  messages?: number | null;
  repeats?: number | null;
  slow_after?: number | null;
  slow_seconds?: number;
  slow_for?: string;
}

/** How often a self-check found one thing; `onrecord verify` names the places. */
export interface Found {
  code: string;
  times: number;
}

/** A conversation that may be asked for, with the days (of UTC) of what a grant could open of it. */
export interface FoundPlace {
  id: string;
  kind: ConversationKind;
  title: string | null;
  space: string | null;
  member_count: number;
  subject: string | null;
  first_on: string;
  last_on: string;
}

/** What may be asked for, the latest first; with `more` there are others: name more people or words. */
export interface FoundPlaces {
  data: FoundPlace[];
  more: boolean;
}

/** That a person cannot write until `ends_at`. */
export interface Freeze {
  person_id: string;
  begins_at: string;
  ends_at: string;
  trigger: string | null;
  reason_code: string | null;
}

/** Whether one is frozen: until when and why, or null. */
export interface FreezeStanding {
  freeze: Freeze | null;
}

/** A time-boxed permission to read what one is not a party to; the only way to do so. */
export interface Grant {
  id: string;
  state: GrantState;
  trigger: string;
  kind: GrantKind;
  scope: GrantScope;
  scope_hash: string;
  places: GrantPlace[];
  requester: string;
  duty: string;
  reason: string;
  lasts: string;
  policy_version: number;
  policy_hash: string;
  document_hash: string | null;
  approvals: GrantApproval[];
  approvals_needed: number;
  requested_at: string;
  opened_at: string | null;
  expires_at: string | null;
  deferred_until: string | null;
  ended_by: string | null;
  ended_reason: string | null;
  review_due: string | null;
  reviewed_by: string | null;
  review: string | null;
}

/** Somebody's approval of exactly this scope. */
export interface GrantApproval {
  person_id: string;
  at: string;
}

/** A conversation by its outside: its kind, and how many people are in it now. */
export interface GrantPlace {
  id: string;
  kind: ConversationKind;
  title: string | null;
  space: string | null;
  member_count: number;
}

/** What a grant opens: messages by these people, in these conversations, of these dates. */
export interface GrantScope {
  people?: string[];
  conversations?: string[];
  since?: string | null;
  until?: string | null;
}

/** A conversation that holds something of a grant's scope: which one, and how much; no words. */
export interface GrantedConversation {
  id: string;
  kind: ConversationKind;
  messages: number;
  last_at: string;
}

/** The conversations of a grant, those with the latest message of its scope first; 200 at most. */
export interface GrantedConversations {
  data: GrantedConversation[];
  withheld: number;
}

/** One page of what was found of a grant's scope, the newest first; looking for it is on the record. */
export interface GrantedHits {
  data: SearchHit[];
  searched: number;
  conversations: number;
  searched_to: string | null;
  next_before: number | null;
}

/** A message as a grant shows it: what was removed is there too, as the record keeps it. */
export interface GrantedMessage {
  id: string;
  conversation_id: string;
  position: number;
  author: string;
  on_behalf_of: string | null;
  text: string | null;
  version: number;
  state: "active" | "removed";
  thread_id: string | null;
  versions: GrantedVersion[];
  attachments: Attachment[];
  created_at: string;
  said_at: string | null;
  edited_at: string | null;
  edited_later: boolean;
  removed_at: string | null;
  removed_by: string | null;
}

/** A page of what a grant opens, the newest first; reading it is on the record. */
export interface GrantedPage {
  title: string | null;
  members: string[];
  data: GrantedMessage[];
  withheld: number;
  next_before: number | null;
  disclosure_id: string;
}

/** What a message said before it was edited. */
export interface GrantedVersion {
  version: number;
  at: string;
  text: string | null;
}

/** One hand-over, and how far it has come. `stopped_by` says why a stopped one ended. */
export interface Handover {
  id: string;
  state: HandoverState;
  person_id: string;
  successor_id: string;
  started_by: string;
  reason_code: string;
  started_at: string;
  ended_at: string | null;
  stopped_by: "came_back" | "successor" | null;
  handed_over: number;
  introduced: number;
  left: number;
  kept: number;
}

/** What becomes of one conversation, or of the place in a space, where `conversation_id` is null. */
export interface HandoverItem {
  conversation_id: string | null;
  space_id: string | null;
  kind: ConversationKind | null;
  subject: string | null;
  role: string;
  outcome: HandoverOutcome;
  why: HandoverReason;
}

/** What would go to whom, and why the rest stays: all of it counted, and a page of it. */
export interface HandoverPreview {
  person_id: string;
  successor_id: string;
  handed_over: number;
  introduced: number;
  left: number;
  kept: number;
  data: HandoverItem[];
  next_cursor: string | null;
}

/** A legal hold: a matter, what is kept for it and why, who knows of it, and who decided what. */
export interface Hold {
  id: string;
  state: HoldState;
  name: string;
  reason: string;
  notice: string | null;
  silent: boolean;
  scope: HoldScope;
  scope_hash: string;
  revision: number;
  widened_reason: string | null;
  requester: string;
  requested_at: string;
  opened_at: string | null;
  approved_by: string | null;
  release_asked_by: string | null;
  release_reason: string | null;
  refusal_reason: string | null;
  ended_by: string | null;
  ended_at: string | null;
  custodians: HoldCustodian[];
}

/** Somebody who is told of a hold, and whether they said that they know. */
export interface HoldCustodian {
  person_id: string;
  revision: number;
  told_at: string;
  due_at: string;
  acknowledged_at: string | null;
  reminders: number;
  reminded_at: string | null;
  lifted_at: string | null;
  overdue: boolean;
  left: boolean;
}

/** That one is asked to keep something, for which matter, and until when to say that one knows. */
export interface HoldNotice {
  hold_id: string;
  name: string;
  notice: string | null;
  revision: number;
  since: string | null;
  until: string | null;
  told_at: string;
  due_at: string;
  acknowledged_at: string | null;
  reminders: number;
  lifted_at: string | null;
  overdue: boolean;
}

/** What one is asked to keep, the latest first; what is over is there, too. */
export interface HoldNotices {
  data: HoldNotice[];
}

/** How much a scope covers now, and no word of it. Files are counted with what they hang on. */
export interface HoldPreview {
  conversations: number;
  messages: number;
  removed: number;
  kept_back: number;
  files: number;
  people: number;
  at_most: boolean;
}

/** What a hold covers, what is and what comes: all that every part of it lets through. */
export interface HoldScope {
  persons?: string[];
  conversations?: string[];
  spaces?: string[];
  since?: string | null;
  until?: string | null;
  words?: string[];
}

/** That the host's own code acted in one's name: read as one, or wrote. */
export interface Impersonation {
  service: string;
  at: string;
  position: number | null;
}

/** A file of another program, and how far it has come under the record. */
export interface Import {
  id: string;
  format: ImportFormat;
  name: string;
  state: ImportState;
  parts: number;
  size: number;
  sha256: string | null;
  tz: string | null;
  order: DateOrder | null;
  done: number;
  said: number;
  held: number;
  unparsed: number;
  request_id: string | null;
  created_by: string;
  created_at: string;
  file_erased_by: number | null;
}

/** Something in a file that was not understood: bytes `start` to `end`, the line, and why. */
export interface ImportFault {
  member: string;
  start: number;
  end: number;
  line: number;
  why: string;
}

/** Why the file of an import stays for now. */
export interface ImportFileKept {
  because: ImportFileKeptBecause;
  rule: string | null;
  basis: string | null;
  until: string | null;
  hold_id: string | null;
}

/** A piece of the kept file of an import: `data` is base64, `parts` how many there are. */
export interface ImportPart {
  import_id: string;
  number: number;
  parts: number;
  data: string;
}

/** Somebody who speaks in a file: what it calls them, how often they speak, and who they are here. */
export interface ImportPerson {
  author: string;
  name: string | null;
  said: number;
  person_id: string | null;
}

/** A conversation in a file; its name is empty where the file has only one. */
export interface ImportPlace {
  name: string;
  said: number;
}

/** What a file holds, counted: no words. */
export interface ImportPreview {
  import_id: string;
  sha256: string;
  said: number;
  notices: number;
  files: number;
  unsure: number;
  unparsed: number;
  first_at: string | null;
  last_at: string | null;
  people: ImportPerson[];
  places: ImportPlace[];
  faults: ImportFault[];
  complete: boolean;
}

/** That a file came: its name, its size and SHA-256, and how many messages it became so far. */
export interface ImportReceipt {
  import_id: string;
  name: string;
  size: number;
  sha256: string | null;
  state: ImportState;
  said: number;
  begun_at: string;
}

/** What of a file was not understood, in its order. Nothing of it is dropped. */
export interface ImportReport {
  import_id: string;
  data: ImportFault[];
  next_cursor: string | null;
  file_erased_by: number | null;
}

/** What somebody is asked to bring under the record, why and by whom, and what they answered. */
export interface ImportRequest {
  id: string;
  person_id: string;
  format: ImportFormat;
  state: ImportRequestState;
  reason: string | null;
  answer: string | null;
  policy_version: number;
  since: string | null;
  until: string | null;
  requested_by: string;
  requested_at: string;
  due_at: string;
  answered_at: string | null;
  ended_at: string | null;
  receipts: ImportReceipt[];
}

/** What becomes of the kept file of an import. */
export interface ImportRetention {
  import_id: string;
  state: ImportFileState;
  kept: ImportFileKept[];
  goes_at: string | null;
  file_erased_by: number | null;
}

/** An investigation of its own, with a case. */
export interface InvestigationTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  approvals?: number;
  longest?: string;
  kind?: "investigation";
}

/** What hands the record to an archive as it happens: all before `delivered` was taken or set aside. */
export interface JournalHealth {
  name: string;
  format: string | null;
  state: "current" | "late" | "failing" | "never" | "unbelieved" | "retired";
  delivered: number;
  delivered_at: string | null;
  behind_entries: number;
  behind_seconds: number;
  late_since: string | null;
  failing_since: string | null;
  tries: number;
  next_try_at: string | null;
  reason: Reason | null;
  set_aside: number;
}

/** The rule that a message met: the `trigger` of the policy, and what became of the message. */
export interface Judged {
  trigger: string;
  kind: FoundBy;
  action: Done;
  said: string;
  at: string;
}

/** A rule of the policy in force that keeps a message, and until when. */
export interface KeepingRule {
  rule: string;
  basis: string;
  until: string;
}

/** Something that was kept back, and the position of the event that erased its words. */
export interface KeptBackGone {
  message_id: string;
  version: number;
  gone_by: number;
}

/** Messages that stay for one reason. */
export interface KeptGroup {
  because: KeptBecause;
  count: number;
  rule: string | null;
  basis: string | null;
  until: string | null;
  hold_id: string | null;
}

/** A court, an authority, or a claim asks; the document's hash is on the record. */
export interface LegalTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  approvals?: number;
  longest?: string;
  kind?: "legal_process";
}

/** A list of words: its newest version, and the one in force, null where none is. */
export interface Lexicon {
  name: string;
  newest: LexiconVersion;
  in_force: LexiconVersion | null;
}

/** One place where two versions differ; a null side says that it is not there. */
export interface LexiconChange {
  part: string;
  name: string | null;
  before: unknown;
  after: unknown;
}

/** A list of words of a tenant. */
export interface LexiconDocument {
  name: string;
  title: string;
  purpose?: LexiconPurpose;
  language?: string | null;
  lookalikes?: boolean;
  terms?: Term[];
  expressions?: Expression[];
}

/** A place in a text that counts, from `start` to `end`, in code points. */
export interface LexiconHit {
  kind: "term" | "expression" | "detector";
  rule: string;
  start: number;
  end: number;
  severity: Severity | null;
  category: string | null;
  suggest: string[];
  note: string | null;
}

/** A term or an expression, and in how many messages it would have been found, to five. */
export interface LexiconRuleTrial {
  kind: "term" | "expression";
  rule: string;
  messages: number;
}

/** A list of words to start from. */
export interface LexiconStart {
  name: LexiconStartName;
  document: LexiconDocument;
}

/** The lists of words to start from. */
export interface LexiconStarts {
  data: LexiconStart[];
}

/** What a version would have flagged of what was written lately: counts, and no words. */
export interface LexiconTrial {
  name: string;
  version: number;
  hash: string;
  since: string;
  looked_at: number;
  complete: boolean;
  flagged: number;
  rules: LexiconRuleTrial[];
}

/** What a text holds. With `too_many` it holds more places than are looked at: it would be held. */
export interface LexiconTried {
  hits: LexiconHit[];
  too_many: boolean;
}

/** A list of words matched. */
export interface LexiconTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  action?: FoundAction;
  freeze_after?: number | null;
  freeze_within?: string;
  freeze_for?: string;
  kind?: "lexicon";
  lexicon: string;
}

/** One version of a list of words, without its words. */
export interface LexiconVersion {
  name: string;
  version: number;
  state: LexiconState;
  purpose: LexiconPurpose;
  language: string | null;
  author: string;
  hash: string;
  terms: number;
  expressions: number;
  approved_by: string | null;
  approved_at: string | null;
  created_at: string;
}

/** One version with its document, and what it changes of the one approved before it, or of another. */
export interface LexiconVersionDetail {
  name: string;
  version: number;
  state: LexiconState;
  purpose: LexiconPurpose;
  language: string | null;
  author: string;
  hash: string;
  terms: number;
  expressions: number;
  approved_by: string | null;
  approved_at: string | null;
  created_at: string;
  document: LexiconDocument;
  base: number | null;
  changes: LexiconChange[];
  changed: number;
  withdrawn_reason: string | null;
}

/** The tenant's limits that a client should know before it sends. */
export interface Limits {
  text_code_points: number;
  members_a_call: number;
}

/** A freeze as it is listed: of a person, or of the author in a case that the reader may see. */
export interface ListedFreeze {
  person_id: string | null;
  case_id: string | null;
  begins_at: string;
  ends_at: string;
  trigger: string | null;
  reason_code: string | null;
}

/** A picture as it is kept: written anew, still, at most 640 pixels a side. */
export interface Logo {
  id: string;
  media_type: "image/png" | "image/jpeg" | "image/webp";
  size: number;
  width: number;
  height: number;
  sha256: string;
}

/** Who the server takes the caller for, and where the stream stands. */
export interface Me {
  tenant: string;
  person: Person;
  scopes: string[];
  epoch: string;
  position: number;
  limits: Limits;
}

/** A member of a conversation; `read_position` is how far they say they have read. */
export interface Member {
  person_id: string;
  name: string;
  role: MemberRole;
  read_position: number;
}

/** A message by one author, in its newest version. */
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
  roles: string[];
  wide: Wide | null;
  thread_id: string | null;
  thread_author: string | null;
  in_channel: boolean;
  priority: Priority;
  acknowledge: boolean;
  attachments: Attachment[];
  reactions: ReactionTotal[];
  thread: ThreadSummary | null;
  pinned: boolean;
  saved: boolean;
  acknowledged: boolean;
  created_at: string;
  edited_at: string | null;
  removed_at: string | null;
  removed_by: string | null;
  removed_reason: string | null;
  judged: Judged | null;
}

/** How long the newest version of a message is kept at least. */
export interface MessageRetention {
  message_id: string;
  version: number;
  policy_version: number | null;
  kept_until: string | null;
  reasons: KeepingRule[];
  goes_at: string | null;
}

/** A message as it was at that moment. */
export interface MessageThen {
  message: Message;
  gone_by: number | null;
}

/** One version of a message; `text` is null where it was erased. */
export interface MessageVersion {
  message_id: string;
  version: number;
  text: string | null;
  attachments: Attachment[];
  author: string;
  at: string;
}

/** Somebody as they were called at that moment. */
export interface NamedThen {
  person_id: string;
  name: string;
}

/** That something was done to one's message or to oneself, and by which rule; never by whom. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  at: string;
  read_at: string | null;
  rule: string;
  policy_version: number;
  message_id: string | null;
  conversation_id: string | null;
  acted: boolean | null;
  told: string | null;
  text: string | null;
  appeal_until: string | null;
  past: boolean;
  case_id: string | null;
  needs: SecondNeed | null;
  about: string | null;
  position: number | null;
}

/** Who is told what, and when. */
export interface NoticeRule {
  to: "author" | "subject" | "privacy_officer" | "team";
  of: ("look" | "block" | "hold" | "mask" | "remove" | "freeze" | "review" | "break_glass" | "reveal_identity" | "export")[];
  longest_delay?: string | null;
  delay_approvals?: number;
}

/** The tenant's own words for one kind of notice in one language. */
export interface NoticeTemplate {
  kind: TemplateKind;
  locale: string;
  text: string;
  version: number;
  hash: string;
  author: string;
  at: string;
}

/** What may stand in braces in the words for a kind of notice, and what must. */
export interface NoticeTemplateKind {
  kind: TemplateKind;
  placeholders: Placeholder[];
  required: Placeholder[];
}

/** The tenant's own words for notices, and what each kind may and must say. */
export interface NoticeTemplates {
  data: NoticeTemplate[];
  kinds: NoticeTemplateKind[];
}

/** One's notices, the latest first; `unread` is how many of all of them were not read. */
export interface Notices {
  data: Notice[];
  unread: number;
  next_cursor: string | null;
}

/** A case with its words; opening it is on the record, and for those to see whose messages it shows. */
export interface OpenedCase {
  case: Case;
  title: string | null;
  space_id: string | null;
  space: string | null;
  messages: CaseMessage[];
  people: CasePerson[];
  findings: CaseFinding[];
  reports: CaseReport[];
  appeals: CaseAppeal[];
  notes: CaseNote[];
  rationale: string | null;
  disclosure_id: string | null;
}

/** The last 30 days, the oldest first. `complete` says that all messages of the time were counted. */
export interface OversightDays {
  data: DayCounts[];
  complete: boolean;
}

/** The colours of one theme. What is left out is derived from the accent. */
export interface Palette {
  accent: string | null;
  on_accent: string | null;
  surface: string | null;
  text: string | null;
}

/** Somebody in the tenant, as others may see them; attributes are the host's words. */
export interface Person {
  id: string;
  name: string;
  status: "active" | "deactivated";
  roles: string[];
  attributes: Record<string, string>;
}

/** How it is with a person: what the host says of them, and what keeps them from writing. */
export interface PersonStanding {
  person: Person;
  freeze: Freeze | null;
  acknowledged: number | null;
  acknowledged_at: string | null;
  must_acknowledge: boolean;
  tokens_after: string | null;
}

/** A pinned message, and who pinned it when. */
export interface Pin {
  message: Message;
  pinned_by: string;
  pinned_at: string;
}

/** Whether a message is pinned now. */
export interface PinMark {
  conversation_id: string;
  message_id: string;
  pinned: boolean;
}

/** A person's word, on the record, that they have read one version. */
export interface PolicyAcknowledgement {
  version: number;
  hash: string;
  locale: string;
  at: string;
  position: number | null;
  on_behalf_of: string | null;
}

/** Somebody's approval of exactly this document. */
export interface PolicyApproval {
  person_id: string;
  at: string;
}

/** One place where two policies differ; a null side says that it is not there. */
export interface PolicyChange {
  pointer: string;
  before: unknown;
  after: unknown;
  effect: PolicyEffect;
}

/** What a document would be: its faults, its hash, what it changes of the newest approved one. */
export interface PolicyCheck {
  faults: PolicyFault[];
  waits_for: PolicyFault[];
  hash: string;
  material: boolean;
  changes: PolicyChange[];
  reading: PolicyReading | null;
}

/** A tenant's messaging privacy policy. */
export interface PolicyDocument {
  jurisdictions?: string[];
  profiles?: Profile[];
  scope?: Scope;
  expectation?: Expectation;
  triggers?: (LexiconTrigger | DetectorTrigger | FloodTrigger | ClassifierTrigger | SampleTrigger | ReportTrigger | InvestigationTrigger | LegalTrigger | SubjectTrigger | ContinuityTrigger | EmergencyTrigger)[];
  reviewers?: Reviewer[];
  process?: Process;
  notices?: NoticeRule[];
  transparency?: Transparency;
  retention?: Retention[];
  sms?: Sms;
  texts: Record<string, PolicyText>;
}

/** What keeps a document from being a policy, and where. */
export interface PolicyFault {
  pointer: string;
  detail: string;
}

/** A policy as people read it, in one language. */
export interface PolicyReading {
  locale: string;
  title: string;
  summary: string;
  more: string;
  sections: PolicySection[];
}

/** A heading and its sentences, made from the document. */
export interface PolicySection {
  title: string;
  lines: string[];
}

/** A policy as a text and as what the text says. */
export interface PolicySource {
  text: string;
  value: Record<string, unknown>;
  document: PolicyDocument | null;
  hash: string | null;
  faults: PolicySourceFault[];
}

/** What keeps a text from being a policy: the place in the document, and the line of it. */
export interface PolicySourceFault {
  pointer: string;
  line: number;
  detail: string;
}

/** A policy to start from. */
export interface PolicyStart {
  name: PolicyStartName;
  document: PolicyDocument;
}

/** The policies to start from, the plainest first. */
export interface PolicyStarts {
  data: PolicyStart[];
}

/** What people read in one language, beside what is generated from the document. */
export interface PolicyText {
  title: string;
  summary: string;
  more?: string;
}

/** What a version would have found of what was written lately. */
export interface PolicyTrial {
  version: number;
  hash: string;
  base: number;
  since: string;
  looked_at: number;
  complete: boolean;
  found: number;
  found_now: number;
  stopped: number;
  stopped_now: number;
  triggers: TriggerTrial[];
  days: TrialDay[];
}

/** One version of the policy, without its document. */
export interface PolicyVersion {
  version: number;
  state: PolicyState;
  author: string;
  hash: string;
  title: string;
  base: number | null;
  material: boolean | null;
  needs: number | null;
  effective_from: string | null;
  approvals: PolicyApproval[];
  approvals_needed: number;
  created_at: string;
}

/** One version with its document, and what it changes of the newest approved one before it. */
export interface PolicyVersionDetail {
  version: number;
  state: PolicyState;
  author: string;
  hash: string;
  title: string;
  base: number | null;
  material: boolean | null;
  needs: number | null;
  effective_from: string | null;
  approvals: PolicyApproval[];
  approvals_needed: number;
  created_at: string;
  document: PolicyDocument;
  changes: PolicyChange[];
  withdrawn_reason: string | null;
  source: string | null;
}

/** The policy in force, as one person reads it. */
export interface PolicyView {
  version: number | null;
  hash: string | null;
  effective_from: string | null;
  reading: PolicyReading | null;
  must_acknowledge: boolean;
  acknowledged: PolicyAcknowledgement | null;
  added: string[];
  removed: string[];
  coming: number | null;
  coming_from: string | null;
}

/** People by rule, over what the host says of them: `department == "sales"`. */
export interface Population {
  name: string;
  rule: string;
}

/** What the asking person prefers; `version` is 0 until they first say so. */
export interface Preferences {
  keywords: string[];
  language: string | null;
  text_size: number;
  version: number;
}

/** How a review goes. */
export interface Process {
  context?: number;
  dispositions?: Disposition[];
  rationale_required?: Disposition[];
  appeal?: string;
}

/** A `.tlog-proof` for one entry, the entry itself, and what opens its commitment. */
export interface Proof {
  position: number;
  entry: string;
  proof: string;
  content: string | null;
  salt: string | null;
}

/** How far one announcement has come among those whom the report is about; none of its words. */
export interface ReachAnnouncement {
  message_id: string;
  conversation_id: string;
  at: string;
  acknowledge: boolean;
  audience: number;
  reached: number;
  read: number;
  acknowledged: number;
}

/** One person on the list, and every reason why. */
export interface ReachPerson {
  person_id: string;
  name: string;
  guest: boolean;
  reasons: ReachReason[];
  announcements: number;
  reached: number;
  missing: string[];
}

/** Who may be left out, counted now, and a page of them by name. */
export interface ReachReport {
  since: string;
  until: string;
  complete: boolean;
  totals: ReachTotals;
  announcements: ReachAnnouncement[];
  data: ReachPerson[];
  next_cursor: string | null;
}

/** How many people there are, and how many for each reason; `listed` for any of them. */
export interface ReachTotals {
  people: number;
  guests: number;
  listed: number;
  no_space: number;
  no_announcement: number;
  unreached: number;
  unacknowledged: number;
  policy: number;
}

/** The announcements among those named that count as reached now. */
export interface Reached {
  message_ids: string[];
}

/** One emoji of one person; `at` is null where there was none to take back. */
export interface Reaction {
  conversation_id: string;
  message_id: string;
  emoji: string;
  person_id: string;
  name: string;
  at: string | null;
}

/** How many people reacted so, and whether the asking person is one of them. */
export interface ReactionTotal {
  emoji: string;
  count: number;
  mine: boolean;
}

/** How far one person has read one conversation. */
export interface ReadMark {
  conversation_id: string;
  person_id: string;
  read_position: number;
}

/** One going through the whole record while it is in use, and what it found. */
export interface RecordCheck {
  id: string;
  state: "running" | "passed" | "failed" | "stopped";
  by_schedule: boolean;
  asked_by: string | null;
  begun_at: string;
  ended_at: string | null;
  entries: number;
  versions: number;
  erased: number;
  checkpoint: number;
  findings: number;
  found: Found[];
  position: number | null;
}

/** How it stands with the record, as of `at`. */
export interface RecordHealth {
  state: "sound" | "failed" | "stopped" | "overdue" | "never";
  at: string;
  entries: number;
  every_seconds: number;
  due_at: string | null;
  last: RecordCheck | null;
  running: RecordCheck | null;
  unbelieved: number;
  signing: SigningHealth;
  witnesses: WitnessHealth[];
  journals: JournalHealth[];
}

/** A public key that signs the record, or did, as the record names it. */
export interface RecordKey {
  id: string;
  active: boolean;
  since: string;
  position: number | null;
  vouched: boolean;
}

/** A reminder: for how many people it was when it went out, and when the next one may. */
export interface Reminder {
  message_id: string;
  conversation_id: string;
  version: number;
  to: RemindedState;
  people: number;
  at: string;
  again_at: string | null;
}

/** A subject without a card. */
export interface RemovedSubject {
  subject: string;
}

/** A report of one's own: who else reported the same is told to nobody. */
export interface Report {
  id: string;
  message_id: string | null;
  conversation_id: string | null;
  person_id: string | null;
  reason_code: ReasonCode;
  said: string | null;
  state: ReportState;
  acted: boolean | null;
  made_at: string;
  decided_at: string | null;
  position: number | null;
}

/** Somebody reported a message or a person. */
export interface ReportTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  kind?: "user_report";
  hide_after?: number | null;
}

/** How long what is said is kept at least or at most, and what asks for it. */
export interface Retention {
  id: string;
  minimum?: string | null;
  maximum?: string | null;
  disposition?: "erase" | "ask";
  basis: string;
  spaces?: string[];
  conversations?: string[];
}

/** The messages of one space and one year whose maximum is over, by one rule that asks. */
export interface RetentionAsk {
  id: string;
  state: RetentionAskState;
  rule: string;
  policy_version: number;
  maximum: string;
  basis: string | null;
  space_id: string | null;
  messages: number;
  held: number;
  first_at: string;
  last_at: string;
  upto: number;
  counted_at: string;
  hash: string;
  answered_by: string | null;
  answered_at: string | null;
  reason: string | null;
  until: string | null;
  approved_by: string | null;
  refused_by: string | null;
  refusal: string | null;
  erased: number;
  still_held: number;
  kept: number;
  ended_at: string | null;
  position: number | null;
  checkpoint: number | null;
}

/** One going through everything whose time may be over, and when it has ended its certificate. */
export interface RetentionRun {
  id: string;
  policy_version: number;
  state: "running" | "done";
  rules: RuleRun[];
  first_position: number | null;
  last_position: number | null;
  begun_at: string;
  ended_at: string | null;
  position: number | null;
  checkpoint: number | null;
}

/** What a version would let go if it were in force now. Nothing is changed by it. */
export interface RetentionTrial {
  version: number;
  hash: string;
  at: string;
  messages: number;
  erase: number;
  ask: number;
  held: number;
  kept: number;
  complete: boolean;
  rules: RuleTrial[];
}

/** What the people of one duty may do, and for which triggers; all of them where none is named. */
export interface Reviewer {
  duty: string;
  may: Act[];
  two_person?: Act[];
  triggers?: string[];
  sees_identity?: boolean;
}

/** What one reviewer did in a time: numbers, and nothing of what they saw. */
export interface ReviewerWatch {
  person_id: string;
  duties: string[];
  opened: number;
  decided: number;
  found: number;
  found_percent: number | null;
  dispositions: Record<string, number>;
  triggers: Record<string, number>;
  reveals: number;
  widenings: number;
  grants: Record<string, number>;
  looks: number;
  acts: number;
  out_of_hours: number;
  median_seconds: number | null;
  odd: Oddity[];
}

/** Everybody who opened, decided or looked at something in a time, by id. */
export interface ReviewersWatch {
  since: string;
  until: string;
  data: ReviewerWatch[];
}

/** One person of an announcement's audience, and how far they have come. */
export interface RosterEntry {
  person_id: string;
  name: string;
  progress: Progress;
  member: boolean;
  reached_at: string | null;
  read: boolean;
  acknowledgement: Acknowledgement | null;
}

/** What a rule would do now: `count` people match, `people` are the first of them by name. */
export interface RulePreview {
  count: number;
  confirm: boolean;
  joining: number;
  leaving: number;
  people: Person[];
}

/** What a run made of the messages whose time by one rule is over. */
export interface RuleRun {
  rule: string;
  erased: number;
  ask: number;
  held: number;
  kept: number;
}

/** What follows from the maximum of one rule, now: each message is counted at one rule. */
export interface RuleTrial {
  rule: string;
  maximum: string;
  disposition: "erase" | "ask";
  goes: number;
  held: number;
  kept: number;
}

/** A period of one trigger in which every message has the same chance to be looked at. */
export interface Sample {
  id: string;
  state: SampleState;
  trigger: string;
  severity: Severity;
  hundredths: number;
  population: string | null;
  policy_version: number;
  policy_hash: string;
  commitment: string;
  seed: string | null;
  began_at: string;
  ends_at: string;
  position: number;
  unsampled: number;
  drawn_at: string | null;
  drawn_position: number | null;
  ended_by: SampleEnd | null;
  eligible: number | null;
  drawn: number | null;
  due_at: string | null;
  decided: number | null;
  reckoned_at: string | null;
}

/** A part of the messages that a sample was drawn from, and those of them that were drawn. */
export interface SampleMessages {
  eligible: string[];
  drawn: string[];
  next_cursor: string | null;
}

/** A message was drawn by chance, by a seed that was committed to before. */
export interface SampleTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  kind?: "random_sample";
  percent: number;
  period?: string;
  population?: string | null;
}

/** A message that one has saved. */
export interface Saved {
  message: Message;
  saved_at: string;
}

/** Whether one has saved a message. */
export interface SavedMark {
  conversation_id: string;
  message_id: string;
  saved: boolean;
}

/** Whom and what the policy covers. Tagged conversations are opened for legal process alone. */
export interface Scope {
  populations?: Population[];
  excluded?: string[];
  channels?: Medium[];
  protected_tags?: string[];
}

/** A message that was found, and the part of its text to show. */
export interface SearchHit {
  message_id: string;
  conversation_id: string;
  position: number;
  author: string;
  created_at: string;
  edited: boolean;
  thread_id: string | null;
  in_channel: boolean;
  excerpt: ExcerptPiece[];
  attachments: Attachment[];
}

/** One page of what was found. */
export interface SearchPage {
  data: SearchHit[];
  next_cursor: string | null;
  exhausted: boolean;
  searched_to: string | null;
  behind: boolean;
}

/** Since when a person's tokens count: those from before are refused. Null: all that are valid do. */
export interface SessionsEnded {
  person_id: string;
  tokens_after: string | null;
}

/** How far the record is signed. */
export interface SigningHealth {
  state: "off" | "never" | "signed" | "late" | "stopped";
  every_seconds: number;
  size: number;
  at: string | null;
  waiting: number;
  waiting_since: string | null;
  reason: Reason | null;
  keys: RecordKey[];
}

/** Texts to people outside. */
export interface Sms {
  words?: SmsWords[];
  optout_scope?: SmsReach;
  conversational_consent?: boolean;
  hours?: SmsHours[];
  notices?: SmsNoticeRules;
}

/** An account at a provider. Its secrets are never shown: `secrets` names those that are kept. */
export interface SmsAccount {
  id: string;
  provider: SmsProvider;
  name: string;
  settings: Record<string, string>;
  secrets: string[];
  in_code: boolean;
  state: SmsState;
  hook: string;
  version: number;
  created_at: string;
}

/** How an account does. `left` and `lost` count texts that were begun in the last 24 hours. */
export interface SmsAccountHealth {
  account_id: string;
  waiting: number;
  unconfirmed: number;
  left: number;
  lost: number;
  parked: number;
  begun_at: string | null;
  heard_at: string | null;
}

/** A campaign. `pace` is texts a minute; `counts` says how many recipients are in which state. */
export interface SmsCampaign {
  id: string;
  sender_id: string;
  name: string;
  template: string;
  owner: string;
  approved_by: string | null;
  state: SmsCampaignState;
  pace: number;
  counts: Record<string, number>;
  version: number;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
}

/** What a campaign would do now. `held_back` counts recipients by what holds their text back. */
export interface SmsCampaignPreview {
  campaign_id: string;
  recipients: number;
  goes: number;
  held_back: Record<string, number>;
  segments: number;
  longest: number;
  sample: string;
}

/** A line of the ledger, which nobody changes. `words` is what was said, or what was agreed to. */
export interface SmsConsent {
  id: string;
  number: string;
  seq: number;
  kind: SmsEntryKind;
  reach: SmsReach;
  sender_id: string | null;
  programme: string | null;
  categories: SmsCategory[];
  means: SmsMeans;
  words: string | null;
  words_hash: string | null;
  message_id: string | null;
  by: string;
  at: string;
  recorded_at: string;
  expires: string | null;
}

/** Somebody outside. `person_id` is who they are in conversations; they cannot log in. */
export interface SmsContact {
  id: string;
  number: string;
  name: string;
  client_ref: string | null;
  tz: string | null;
  us_state: string | null;
  locale: string | null;
  generation: number;
  active: boolean;
  person_id: string;
  created_at: string;
  ended_at: string | null;
}

/** How all accounts do, the newest first. */
export interface SmsHealth {
  data: SmsAccountHealth[];
}

/** A request of a provider, without what it says. One that is `parked` waits until `park_until`. */
export interface SmsHook {
  id: string;
  account_id: string;
  kind: string;
  state: SmsHookState;
  reason: string | null;
  at: string;
  park_until: string | null;
}

/** From and until which whole hour texts of one category go, by the clock of who reads them. */
export interface SmsHours {
  category: SmsCategory;
  opens?: number;
  closes?: number;
}

/** What became of a notice: why it went in place of the text, and when that was read on the page first. */
export interface SmsNotice {
  reason: SmsNoticeReason;
  read_at: string | null;
  until: string | null;
}

/** When people outside get a notice with a link in place of a text, and read it on a page; never where empty. */
export interface SmsNoticeRules {
  when?: SmsNoticeReason[];
  longest?: number;
  triggers?: string[];
  labels?: string[];
  days?: number;
}

/** Which texts of a conversation go as notices with a link. */
export interface SmsNotices {
  reason: SmsNoticeReason | null;
  longest: number | null;
  found: boolean;
}

/** What became of one recipient. `text_state` is what became of the text itself, once there is one. */
export interface SmsRecipient {
  contact_id: string;
  state: SmsRecipientState;
  reason: string | null;
  conversation_id: string | null;
  message_id: string | null;
  text_state: string | null;
  next_at: string | null;
}

/** A number that texts go from. `rate` is texts a minute, `daily_cap` texts a day (UTC). */
export interface SmsSender {
  id: string;
  account_id: string;
  number: string;
  kind: SmsSenderKind;
  name: string;
  programme: string | null;
  brand_id: string | null;
  campaign_id: string | null;
  use_case: string | null;
  category: SmsCategory;
  rate: number;
  daily_cap: number | null;
  state: SmsState;
  inbox: string[];
  version: number;
  created_at: string;
}

/** Whether a text may go now in a conversation, and what holds it back. `said` is that in words. */
export interface SmsStanding {
  conversation_id: string;
  sender: SmsSender;
  contact: SmsContact;
  assignee: string;
  cover: string | null;
  cover_until: string | null;
  disclosed_at: string | null;
  goes: boolean;
  reason: SmsReason | null;
  said: string;
  until: string | null;
  notices: SmsNotices;
}

/** A conversation with somebody outside that one is in: who they are, and who serves them. */
export interface SmsTalk {
  conversation_id: string;
  sender_id: string;
  contact_id: string;
  name: string;
  number: string;
  assignee: string;
}

/** What became of one text. `tries` counts its attempts, `segments` its parts, also of a `notice` of it. */
export interface SmsText {
  id: string;
  message_id: string;
  conversation_id: string;
  state: SmsTextState;
  reason: string | null;
  segments: number;
  tries: number;
  next_at: string | null;
  ended_at: string | null;
  notice: SmsNotice | null;
}

/** What the house itself says in texts, in one language; `{name}` stands for the name of the number. */
export interface SmsWords {
  locale: string;
  disclosure?: string;
  on_stop?: string;
  on_start?: string;
  on_help?: string;
  notice?: string;
  code?: string;
}

/** A space as the asking person sees it. */
export interface Space {
  id: string;
  kind: SpaceKind;
  access: SpaceAccess;
  title: string;
  about: string;
  rule: string | null;
  rule_role: RuleRole;
  role: SpaceRole | null;
  channel_id: string | null;
  member_count: number | null;
  archived: boolean;
  requested: boolean;
  version: number;
  created_at: string;
}

/** Somebody in a space; `channel_id` is the one channel of a guest. */
export interface SpaceMember {
  person_id: string;
  name: string;
  role: SpaceRole;
  source: Source;
  channel_id: string | null;
}

/** Somebody asks to be let in; `state` says how that stands. */
export interface SpaceRequest {
  space_id: string;
  person_id: string;
  name: string;
  state: "open" | "accepted" | "declined" | "withdrawn";
  at: string;
}

/** One thing that can be done: a link to go to, or an event that the host's page listens for. */
export interface SubjectAction {
  id: string;
  label: string;
  href: string | null;
  event: string | null;
}

/** An object of the host as its chat shows it; every text is text, never markup. */
export interface SubjectCard {
  subject: string;
  title: string;
  state: string;
  tone: Tone;
  link: string | null;
  fields: SubjectField[];
  actions: SubjectAction[];
  visible: SubjectVisibility;
  version: number;
  updated_at: string;
}

/** Those of the cards asked for that one may see; of the others there is no word. */
export interface SubjectCards {
  data: SubjectCard[];
}

/** One line of a card. */
export interface SubjectField {
  label: string;
  value: string;
}

/** A person asks for what is kept about them. */
export interface SubjectTrigger {
  id: string;
  severity?: Severity;
  due?: string;
  approvals?: number;
  longest?: string;
  kind?: "data_subject_request";
}

/** A conversation to write `in:` of; `counterpart` is the other one of a direct one. */
export interface SuggestedConversation {
  id: string;
  kind: ConversationKind;
  title: string;
  counterpart: string | null;
}

/** Somebody to write `from:` of. */
export interface SuggestedPerson {
  id: string;
  name: string;
}

/** People and conversations whose names begin so. */
export interface Suggestions {
  people: SuggestedPerson[];
  conversations: SuggestedConversation[];
}

/** Whether a tenant may work. */
export interface TenantStatus {
  tenant: string;
  status: "active" | "suspended";
}

/** A term, and when it counts. */
export interface Term {
  text: string;
  place?: TermPlace;
  near?: string | null;
  within?: number;
  unless?: string[];
  severity?: Severity;
  category?: string | null;
  suggest?: string[];
  note?: string | null;
  source?: string | null;
}

/** A thread as the asking person sees it. */
export interface Thread {
  id: string;
  conversation_id: string;
  root: Message;
  last_reply: Message | null;
}

/** Whether the asking person follows a thread, and how far they say they have read in it. */
export interface ThreadMark {
  thread_id: string;
  conversation_id: string;
  following: boolean;
  read_position: number;
}

/** What a root message says of its thread. */
export interface ThreadSummary {
  replies: number;
  last_at: string;
  last_position: number;
  people: string[];
  following: boolean;
  read_position: number;
  unread: number;
}

/** How many threads were marked as read; with `more`, ask again for the rest. */
export interface ThreadsMarked {
  threads: number;
  more: boolean;
}

/** A page of the trail, the newest first. What is older is asked for with `next_before` as `before`. */
export interface Trail {
  data: TrailEntry[];
  next_before: number | null;
}

/** One entry of the trail. */
export interface TrailEntry {
  position: number;
  at: string;
  type: string;
  actor: string | null;
  on_behalf_of: string | null;
  object: string;
  version: number | null;
  policy_hash: string | null;
  facts: Record<string, unknown>;
  leaf: string;
}

/** What people can see of the oversight over them. */
export interface Transparency {
  report?: string;
  own_looks?: "each" | "counts";
}

/** A quarter that there is a report of. */
export interface TransparencyQuarter {
  quarter: string;
  since: string;
  until: string;
  complete: boolean;
}

/** The quarters since there is a policy, the latest first; 40 at most. */
export interface TransparencyQuarters {
  data: TransparencyQuarter[];
}

/** What oversight did in a quarter, for everybody to read, as it stands now. */
export interface TransparencyReport {
  quarter: string;
  since: string;
  until: string;
  complete: boolean;
  counted_until: string;
  next_count_at: string | null;
  triggers: TriggerReport[];
  looks: string;
  requests: Record<string, string>;
  overdue: string;
  appeals: string;
  appeals_upheld: string;
  sampled: string;
  unsampled: string;
  policy_versions: number[];
}

/** One day, in UTC: how many messages were looked at, and how many found (with noise), both rounded down to five. */
export interface TrialDay {
  day: string;
  looked_at: number;
  found: number;
}

/** What one trigger of the policy brought about in a quarter. */
export interface TriggerReport {
  trigger: string;
  found: string;
  decided: string;
  false_positive_percent: number | null;
  violation_percent: number | null;
  median_hours: number | null;
}

/** What one trigger would have found, with noise, rounded down to a multiple of five. */
export interface TriggerTrial {
  trigger: string;
  kind: string;
  action: FoundAction | null;
  counted: boolean;
  messages: number | null;
  now: number | null;
  unjudged: boolean;
}

/** One's own file on its way into a message. */
export interface Upload {
  id: string;
  conversation_id: string;
  state: UploadState;
  name: string | null;
  alt: string | null;
  size: number;
  received: number;
  reason: RefusedBecause | null;
  waits_for: WaitsFor | null;
  attachment: Attachment | null;
  expires_at: string;
}

/** A place outside that keeps signed heads: its kind, and of its name what holds no secret. */
export interface WitnessHealth {
  kind: WitnessKind;
  name: string;
  state: "current" | "behind" | "failing" | "never" | "unbelieved" | "retired";
  size: number;
  kept_at: string | null;
  failing_since: string | null;
  tries: number;
  next_try_at: string | null;
  reason: Reason | null;
}

/** Say that one has read what to keep: the revision that was read. Twice is once. */
export interface AcknowledgeHold {
  hold_id: string;
  revision: number;
}

/** Take note of a message that asks for it, on the record; only of its newest version. */
export interface AcknowledgeMessage {
  message_id: string;
  version: number;
}

/** Put on the record that one has read the version in force; twice is once. */
export interface AcknowledgePolicy {
  version: number;
  hash: string;
  locale: string;
}

/** Keep a picture that a branding can name. Needs the scope `branding:write`. */
export interface AddLogo {
  name: string;
  data: string;
}

/** Add people; their history starts at the beginning or now. Owners and moderators only. */
export interface AddMembers {
  conversation_id: string;
  members: string[];
  role?: MemberRole;
  history?: History;
}

/** Pin a message for everybody in its conversation; a pinned one stays as it is. */
export interface AddPin {
  message_id: string;
}

/** React to a message with one emoji; the same again changes nothing. */
export interface AddReaction {
  message_id: string;
  emoji: string;
}

/** Save a message for oneself; nobody else learns of it. */
export interface AddSaved {
  message_id: string;
}

/** Add an account at a provider. Needs the duty `compliance_officer` or the scope `sms:manage`. */
export interface AddSmsAccount {
  provider: SmsProvider;
  name: string;
  settings?: Record<string, string>;
  secrets?: Record<string, string>;
}

/** Write a campaign; nothing is sent until a second person approved it and it is started. */
export interface AddSmsCampaign {
  sender_id: string;
  name: string;
  template: string;
  to: SmsAddresseeInput[];
  pace?: number;
}

/** Add somebody outside. For who may write from a number; answers the one who is there. */
export interface AddSmsContact {
  number: string;
  name?: string;
  client_ref?: string | null;
  tz?: string | null;
  us_state?: string | null;
  locale?: string | null;
  home?: string | null;
}

/** Add a number that texts go from. Needs the duty `compliance_officer` or `sms:manage`. */
export interface AddSmsSender {
  account_id: string;
  number: string;
  name: string;
  programme?: string | null;
  brand_id?: string | null;
  campaign_id?: string | null;
  use_case?: string | null;
  category?: SmsCategory;
  rate?: number;
  daily_cap?: number | null;
  inbox?: string[];
}

/** Add people by hand; guests to the one channel `channel_id`. Owners and moderators only. */
export interface AddSpaceMembers {
  space_id: string;
  members: string[];
  role?: SpaceRole;
  channel_id?: string | null;
}

/** Bring the next messages of a file under the record; ask again until the state is `done`. */
export interface AdvanceImport {
  import_id: string;
  limit?: number;
}

/** Say yes or no to what one is asked for, oneself. A yes can be taken back until it is finished. */
export interface AnswerImportRequest {
  request_id: string;
  agree: boolean;
  said?: string;
}

/** Say that the messages go, which a second person approves, or that they stay `until` a date. */
export interface AnswerRetentionAsk {
  ask_id: string;
  hash: string;
  answer: "erase" | "keep";
  reason: string;
  until?: string | null;
}

/** Approve an export that somebody else asked for; it begins. Never who could not approve its grant. */
export interface ApproveArchive {
  archive_id: string;
}

/** Approve exactly what another reviewer asked of a case. Needs the same right as who asked. */
export interface ApproveCaseRequest {
  case_id: string;
  request_id: string;
  hash: string;
}

/** Let a request be carried out. Nobody approves their own. */
export interface ApproveDataRequest {
  request_id: string;
  weighing_hash?: string | null;
  answer?: string | null;
}

/** Approve a request of exactly this scope; the last approval that it needs opens it. */
export interface ApproveGrant {
  grant_id: string;
  scope_hash: string;
}

/** Approve that a hold is silent: exactly this one, and never who asked for it, nor whom it names. */
export interface ApproveHold {
  hold_id: string;
  scope_hash: string;
}

/** Approve a version, which is in force from now on. Its author never approves it. */
export interface ApproveLexicon {
  name: string;
  version: number;
  hash: string;
}

/** Approve a proposed version; the last approval that it needs makes it effective. */
export interface ApprovePolicy {
  version: number;
  hash: string;
}

/** Let the messages be erased. Nobody approves their own answer, nor one in their line of management. */
export interface ApproveRetentionAsk {
  ask_id: string;
  hash: string;
}

/** Approve a campaign of somebody else's. For who writes from its number, and who looks after texts. */
export interface ApproveSmsCampaign {
  campaign_id: string;
}

/** Stop all writing; what is there can be read. Owners and moderators only. */
export interface ArchiveConversation {
  conversation_id: string;
}

/** Stop all writing in a space and its channels; what is there can be read. Owners only. */
export interface ArchiveSpace {
  space_id: string;
}

/** Ask to end a hold, with the reason. It keeps until a second person releases it. */
export interface AskRelease {
  hold_id: string;
  reason: string;
}

/** Give a case to a reviewer who may open it, or, with nobody, back to the queue. */
export interface AssignCase {
  case_id: string;
  version: number;
  person_id?: string | null;
}

/** Give a conversation to somebody else of the number's inbox; they come in and see all of it. */
export interface AssignSmsConversation {
  conversation_id: string;
  person_id: string;
}

/** Announce a file of one's own for a conversation; its bytes come in pieces after this. */
export interface BeginAttachment {
  conversation_id: string;
  name: string;
  size: number;
  sha256?: string | null;
  alt?: string | null;
}

/** How a tenant looks and speaks. Nothing in it can become CSS or HTML. */
export interface BrandingInput {
  product_name?: string;
  logo?: string | null;
  logo_light?: string | null;
  logo_dark?: string | null;
  logo_alt?: string;
  light?: PaletteInput;
  dark?: PaletteInput;
  fonts?: string[];
  radius?: number;
  density?: "comfortable" | "compact";
  texts?: Record<string, Record<string, string>>;
  help_url?: string | null;
  email_footer?: string;
}

/** Stop an export of one's own, or throw what was written away. */
export interface CancelArchive {
  archive_id: string;
}

/** Take back an upload that is in no message yet; its bytes go. */
export interface CancelAttachment {
  attachment_id: string;
}

/** Stop an import. What became messages stays, and so does the file, for as long as retention says. */
export interface CancelImport {
  import_id: string;
}

/** Change a member's role. Owners only. */
export interface ChangeMember {
  conversation_id: string;
  person_id: string;
  role: MemberRole;
}

/** Change an account; what is null stays. Needs the duty `compliance_officer` or `sms:manage`. */
export interface ChangeSmsAccount {
  account_id: string;
  settings?: Record<string, string> | null;
  secrets?: Record<string, string> | null;
  state?: SmsState | null;
}

/** Change what is known of somebody outside; what is null stays. */
export interface ChangeSmsContact {
  contact_id: string;
  name?: string | null;
  client_ref?: string | null;
  tz?: string | null;
  us_state?: string | null;
  locale?: string | null;
}

/** Change a number that texts go from; what is null stays. Needs `compliance_officer` or `sms:manage`. */
export interface ChangeSmsSender {
  sender_id: string;
  name?: string | null;
  programme?: string | null;
  brand_id?: string | null;
  campaign_id?: string | null;
  use_case?: string | null;
  category?: SmsCategory | null;
  rate?: number | null;
  daily_cap?: number | null;
  inbox?: string[] | null;
  state?: SmsState | null;
}

/** Give somebody another role; from then on they are in the space by hand. */
export interface ChangeSpaceMember {
  space_id: string;
  person_id: string;
  role: SpaceRole;
  channel_id?: string | null;
}

/** Say what a document would be, and change nothing. For who writes, approves or audits policies. */
export interface CheckPolicy {
  document: PolicyDocument;
  locale?: string;
}

/** Check the record now; one that runs already is answered. For who approves policies or audits. */
export type CheckRecord = Record<string, never>;

/** End a grant before its time: its asker, or who may approve. */
export interface CloseGrant {
  grant_id: string;
  reason: string;
}

/** Let somebody of the number's inbox write in one's place `until` then; null ends that. */
export interface CoverSmsConversation {
  conversation_id: string;
  person_id?: string | null;
  until?: string | null;
}

/** Hand over what an open grant of one's own opens, in some formats; a page to be read offline is always there. */
export interface CreateArchive {
  grant_id: string;
  formats: ExportFormat[];
  since?: string | null;
  until?: string | null;
  sealed_to?: string | null;
}

/** Start a conversation; with a `subject`, or `direct`, an existing one is answered. */
export interface CreateConversation {
  kind: ConversationKind;
  members?: string[];
  title?: string;
  subject?: string | null;
  space_id?: string | null;
  joining?: Joining | null;
  posting?: Posting | null;
}

/** Keep what a scope covers, from now on and whatever else says that it may go. */
export interface CreateHold {
  name: string;
  reason: string;
  scope: HoldScope;
  notice?: string | null;
  tell?: string[];
  silent?: boolean;
  acknowledge_within?: string;
}

/** Begin an import: say which program wrote the file, and what it is called. */
export interface CreateImport {
  format: ImportFormat;
  name: string;
  request_id?: string | null;
}

/** Ask somebody for what they said in another program; they hear why, and may say no. */
export interface CreateImportRequest {
  person_id: string;
  format: ImportFormat;
  reason: string;
  since?: string | null;
  until?: string | null;
  answer_within?: string;
}

/** Make a space; who makes it owns it, with the `owners` that are named. */
export interface CreateSpace {
  kind?: SpaceKind;
  access?: SpaceAccess;
  title: string;
  about?: string;
  owners?: string[];
  members?: string[];
  rule?: string | null;
  rule_role?: RuleRole;
  confirm?: number | null;
}

/** Shut a person out at once, sockets included. Needs the scope `people:write`. */
export interface DeactivatePerson {
  person_id: string;
}

/** Decide an appeal whose case one has opened: never who made the decision, nor who approved it. */
export interface DecideAppeal {
  appeal_id: string;
  upheld: boolean;
  rationale: string;
  told?: string | null;
}

/** Decide a case that one has opened. */
export interface DecideCase {
  case_id: string;
  version: number;
  disposition: Disposition;
  action?: CaseAction;
  rationale?: string | null;
  told?: string | null;
  lasts?: string | null;
}

/** Let somebody in who asked, or not. Owners and moderators only. */
export interface DecideRequest {
  space_id: string;
  person_id: string;
  accept: boolean;
}

/** Say what became of a text that is `unconfirmed`. For who serves it, and who looks after texts. */
export interface DecideSmsText {
  text_id: string;
  sent: boolean;
}

/** Say no to what another reviewer asked of a case, with the reason. */
export interface DenyCaseRequest {
  case_id: string;
  request_id: string;
  reason: string;
}

/** Say no to a request, with the reason; who may approve may deny. */
export interface DenyGrant {
  grant_id: string;
  reason: string;
}

/** Say in words what is to be seen in an image, before it is sent. Without words: take them back. */
export interface DescribeAttachment {
  attachment_id: string;
  alt?: string | null;
}

/** Write a new version, which is a draft. Needs the duty `policy_author` or the scope `policy:draft`. */
export interface DraftPolicy {
  document: PolicyDocument;
}

/** Draw what is due and begin what is to begin, as the running app does by itself. */
export type DrawSamples = Record<string, never>;

/** Write a new version of one's own message; the old ones stay. */
export interface EditMessage {
  message_id: string;
  text: string;
  version?: number | null;
}

/** Sign oneself out everywhere: tokens from before count no more, and live sockets close. */
export type EndMySessions = Record<string, never>;

/** Sign a person out everywhere, for a reason given as a code. */
export interface EndSessions {
  person_id: string;
  reason_code: string;
}

/** End the link of a notice before its time: it opens nothing any more. For who serves it, and who looks after texts. */
export interface EndSmsLink {
  text_id: string;
}

/** Write a consent or a revocation that came by phone, by mail or on a form into the ledger. */
export interface EnterSmsConsent {
  number: string;
  home?: string | null;
  kind: "consent" | "opt_out" | "resubscription" | "cleared" | "note";
  reach?: SmsReach;
  sender_id?: string | null;
  programme?: string | null;
  categories?: SmsCategory[];
  means: "phone" | "mail" | "form" | "staff";
  words: string;
  at?: string | null;
  expires?: string | null;
}

/** Hand a case that one has opened to somebody else, with the reason; one does not get it back. */
export interface EscalateCase {
  case_id: string;
  version: number;
  reason: string;
}

/** Ask what becomes of the kept file of an import, and by what it stays until then. */
export interface ExplainImportRetention {
  import_id: string;
}

/** Ask how long a message is kept at least, and what asks for it. Whoever may see it may. */
export interface ExplainRetention {
  message_id: string;
}

/** Make an export of everybody's standing, on the record. For who posts there, and the host. */
export interface ExportAnnouncement {
  message_id: string;
}

/** Take two months more, once, and tell the person why. */
export interface ExtendDataRequest {
  request_id: string;
  reason: string;
}

/** Find conversations to ask for under a trigger, by their outside; it is on the record. */
export interface FindPlaces {
  trigger: string;
  people?: string[];
  query?: string;
  subject?: string | null;
}

/** List spaces that one may join or ask to join, by title; `query` is the start of a word. */
export interface FindSpaces {
  query?: string;
  cursor?: string | null;
  limit?: number;
}

/** Say that all bytes are here: they are checked, scanned and made safe before anybody sees them. */
export interface FinishAttachment {
  attachment_id: string;
  sha256?: string | null;
}

/** Close the file: its SHA-256 is compared and goes on the record before anything is read. */
export interface FinishImport {
  import_id: string;
  sha256: string;
}

/** Say that one has sent all that one chose. */
export interface FinishImportRequest {
  request_id: string;
}

/** Follow a thread: what is written there from now on counts as unread. */
export interface FollowThread {
  thread_id: string;
}

/** Keep a person from writing for a while, for a reason given as a code; they read on. */
export interface FreezePerson {
  person_id: string;
  lasts: string;
  reason_code: string;
  said?: string | null;
}

/** Return the advice in force for some languages, or for all of them. Every person of the tenant may. */
export interface GetAdvice {
  locales?: string[];
}

/** Count how far an announcement has come. For who posts there, and the host. */
export interface GetAnnouncement {
  message_id: string;
}

/** Return an appeal, for its author and for who may decide about it. */
export interface GetAppeal {
  appeal_id: string;
}

/** Return an export and how far it has come. */
export interface GetArchive {
  archive_id: string;
}

/** Ask where an upload of one's own stands: how much of it is here, and whether it may be sent. */
export interface GetAttachment {
  attachment_id: string;
}

/** Ask for the rule of an announcement conversation. Owners and moderators only. */
export interface GetAudience {
  conversation_id: string;
}

/** Ask how the tenant looks. */
export type GetBranding = Record<string, never>;

/** Return a case, without a word of it. */
export interface GetCase {
  case_id: string;
}

/** Tell what happened to a case, for those who see it; no words. */
export interface GetCaseHistory {
  case_id: string;
  cursor?: string | null;
  limit?: number;
}

/** Ask for the newest checkpoint. */
export type GetCheckpoint = Record<string, never>;

/** Ask how the rules stand that the policy in force follows. */
export interface GetCompliance {
  locales?: string[];
}

/** Ask for one conversation. */
export interface GetConversation {
  conversation_id: string;
}

/** Return a request: one's own, or for who handles or audits any. */
export interface GetDataRequest {
  request_id: string;
}

/** Ask for an export that one has made oneself within the last day. */
export interface GetExport {
  export_id: string;
}

/** Ask whether one is frozen oneself. */
export type GetFreeze = Record<string, never>;

/** Return a grant, for who asked, who may approve, and who audits. */
export interface GetGrant {
  grant_id: string;
}

/** Ask how far a hand-over has come. Needs the scope `people:write`. */
export interface GetHandover {
  handover_id: string;
}

/** Return a hold, for those who see it in the list. */
export interface GetHold {
  hold_id: string;
}

/** Return an import and how far it has come. */
export interface GetImport {
  import_id: string;
}

/** Return a request: to whom it asks, and to who asks. */
export interface GetImportRequest {
  request_id: string;
}

/** Return a version with its document: the one in force, or else the newest, or the one named. */
export interface GetLexicon {
  name: string;
  version?: number | null;
  against?: number | null;
}

/** Ask who one is. */
export type GetMe = Record<string, never>;

/** Ask for one message. */
export interface GetMessage {
  message_id: string;
}

/** Ask for one person. */
export interface GetPerson {
  person_id: string;
}

/** Read the policy in force, in the first of some languages that it has, else in English. */
export interface GetPolicy {
  locales?: string[];
  version?: number | null;
}

/** Return one version with its document. Drafts and proposals are for those with a duty. */
export interface GetPolicyVersion {
  version: number;
  form?: "json" | "yaml";
}

/** Ask for one's own preferences. */
export type GetPreferences = Record<string, never>;

/** Ask for the proof of one entry that the actor may see. */
export interface GetProof {
  position: number;
}

/** Ask how it stands with the record. For who approves policies or audits. */
export type GetRecordHealth = Record<string, never>;

/** Return a report of one's own. */
export interface GetReport {
  report_id: string;
}

/** Return one thing that a rule of retention asks. For who approves policies, and who audits. */
export interface GetRetentionAsk {
  ask_id: string;
}

/** Return a period with its commitment and, once it is drawn, its seed. */
export interface GetSample {
  sample_id: string;
}

/** Ask for a campaign, and how far it is. For who writes from its number, and who looks after texts. */
export interface GetSmsCampaign {
  campaign_id: string;
}

/** Ask for one contact that one writes with. */
export interface GetSmsContact {
  contact_id: string;
}

/** Ask how the accounts do. For who looks after texts. */
export type GetSmsHealth = Record<string, never>;

/** Ask whether a text may go now in a conversation that one is in. */
export interface GetSmsStanding {
  conversation_id: string;
}

/** Ask for one space: of one's own, or one that is in the directory. */
export interface GetSpace {
  space_id: string;
}

/** Ask for the card of one object of the host. */
export interface GetSubject {
  subject: string;
}

/** Ask for a thread: its root and what is in it. Its replies are in `messages.list`. */
export interface GetThread {
  thread_id: string;
}

/** Return what oversight did in a quarter; for everybody. */
export interface GetTransparency {
  quarter: string;
}

/** Say how it is known that the person asks themselves. Who asked while logged in is known. */
export interface IdentifyDataRequest {
  request_id: string;
  how: string;
}

/** Join a channel of one's space that is free to join. */
export interface JoinConversation {
  conversation_id: string;
}

/** Become a member of an open space. */
export interface JoinSpace {
  space_id: string;
}

/** Leave a space and its channels. Whom a rule put into a broadcast space, stays. */
export interface LeaveSpace {
  space_id: string;
}

/** End a restriction that was carried out: what it put out of sight comes back. The person is told why. */
export interface LiftDataRequest {
  request_id: string;
  reason: string;
}

/** List one's own appeals, the latest first; with `deciding`, the open ones that one may decide. */
export interface ListAppeals {
  deciding?: boolean;
  cursor?: string | null;
  limit?: number;
}

/** List one's own exports, the newest first; who approves or audits sees all. */
export interface ListArchives {
  cursor?: string | null;
  limit?: number;
}

/** List how the tenant looked, the newest first. Needs the scope `branding:write`. */
export interface ListBrandingVersions {
  cursor?: string | null;
  limit?: number;
}

/** List what is to be reviewed, the gravest first, and of those what is due first. */
export interface ListCases {
  state?: CaseState | null;
  source?: CaseSource | null;
  mine?: boolean | null;
  overdue?: boolean | null;
  appeals?: boolean;
  seconds?: boolean;
  cursor?: string | null;
  limit?: number;
}

/** List the channels of a space that one is in or may join, by title; guests see their one. */
export interface ListChannels {
  space_id: string;
  query?: string;
  cursor?: string | null;
  limit?: number;
}

/** List the actor's conversations, the latest activity first; `subject` asks for one. */
export interface ListConversations {
  subject?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List one's own requests, the latest first; with `everybody` those of all, for who handles or audits. */
export interface ListDataRequests {
  everybody?: boolean;
  state?: DataRequestState | null;
  cursor?: string | null;
  limit?: number;
}

/** List the looks at one's own conversations. */
export interface ListDisclosures {
  cursor?: string | null;
  limit?: number;
}

/** List the rows of one's own export by name, former members who acknowledged included. */
export interface ListExportRows {
  export_id: string;
  cursor?: string | null;
  limit?: number;
}

/** List who is frozen now, whose freeze ends last first; for who may freeze, and who audits. */
export interface ListFreezes {
  cursor?: string | null;
  limit?: number;
}

/** List the conversations that hold something of an open grant's scope; on the record. */
export interface ListGranted {
  grant_id: string;
}

/** List grants, the latest first: one's own and those one may decide about; all for who approves or audits. */
export interface ListGrants {
  state?: GrantState | null;
  cursor?: string | null;
  limit?: number;
}

/** List hand-overs, the latest first; `person_id` asks for those of one person. Needs `people:write`. */
export interface ListHandovers {
  person_id?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List one's own messages of a conversation that were held, blocked or rejected, the latest first. */
export interface ListHeld {
  conversation_id: string;
  cursor?: string | null;
  limit?: number;
}

/** List what one is asked to keep oneself. */
export type ListHoldNotices = Record<string, never>;

/** List holds, the latest first. Needs a duty that holds, audits, or answers for privacy. */
export interface ListHolds {
  state?: HoldState | null;
  cursor?: string | null;
  limit?: number;
}

/** List when the host's own code acted in one's name, the latest first. */
export interface ListImpersonations {
  cursor?: string | null;
  limit?: number;
}

/** List what people were asked for, the newest first: `mine` alone, or all that one's duty shows. */
export interface ListImportRequests {
  mine?: boolean;
  cursor?: string | null;
  limit?: number;
}

/** List imports, the newest first. */
export interface ListImports {
  cursor?: string | null;
  limit?: number;
}

/** Return the lists of words to start from. For who writes, approves or audits policies. */
export type ListLexiconStarts = Record<string, never>;

/** List the versions of a list of words, the newest first. For who writes, approves or audits policies. */
export interface ListLexiconVersions {
  name: string;
  cursor?: string | null;
  limit?: number;
}

/** List the lists of words by name. For who writes, approves or audits policies. */
export interface ListLexicons {
  cursor?: string | null;
  limit?: number;
}

/** List the members of a conversation by id. */
export interface ListMembers {
  conversation_id: string;
  cursor?: string | null;
  limit?: number;
}

/** Page through history, the newest first; with `after`, upwards from there. */
export interface ListMessages {
  conversation_id: string;
  thread_id?: string | null;
  before?: number | null;
  after?: number | null;
  around?: number | null;
  cursor?: string | null;
  limit?: number;
}

/** List one's own notices, the latest first. */
export interface ListNotices {
  unread?: boolean;
  locales?: string[];
  cursor?: string | null;
  limit?: number;
}

/** List the messages that wait for one's own acknowledgement, the newest first. */
export interface ListPending {
  cursor?: string | null;
  limit?: number;
}

/** Find people of the tenant by the start of a word of their name or by id. */
export interface ListPeople {
  query?: string;
  ids?: string[];
  cursor?: string | null;
  limit?: number;
}

/** List the pinned messages of a conversation, the latest pin first; removed ones are not shown. */
export interface ListPins {
  conversation_id: string;
  cursor?: string | null;
  limit?: number;
}

/** List the versions, the newest first. Drafts and proposals are seen by those with a duty. */
export interface ListPolicies {
  cursor?: string | null;
  limit?: number;
}

/** Return the policies to start from. For who writes, approves or audits policies. */
export type ListPolicyStarts = Record<string, never>;

/** List who reacted to a message, the first one first; with `emoji`, who reacted so. */
export interface ListReactions {
  message_id: string;
  emoji?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List self-checks, the latest first. For who approves policies or audits. */
export interface ListRecordChecks {
  cursor?: string | null;
  limit?: number;
}

/** List one's own reports, the latest first. */
export interface ListReports {
  cursor?: string | null;
  limit?: number;
}

/** List who asks to be let in, the oldest first. Owners and moderators only. */
export interface ListRequests {
  space_id: string;
  cursor?: string | null;
  limit?: number;
}

/** List what rules of retention ask, the latest first. For who approves policies, and who audits. */
export interface ListRetentionAsks {
  state?: RetentionAskState | null;
  cursor?: string | null;
  limit?: number;
}

/** List what was destroyed by the policy, run by run, the latest first. For who approves or audits. */
export interface ListRetentionRuns {
  cursor?: string | null;
  limit?: number;
}

/** List the people of an announcement by name. For who posts there, and the host. */
export interface ListRoster {
  message_id: string;
  state?: RosterState | null;
  cursor?: string | null;
  limit?: number;
}

/** List the ids that a sample was drawn from, to draw it again. Needs a duty that audits or approves. */
export interface ListSampleMessages {
  sample_id: string;
  cursor?: string | null;
}

/** List the periods of random samples, the latest first. */
export interface ListSamples {
  state?: SampleState | null;
  cursor?: string | null;
  limit?: number;
}

/** List one's saved messages of all conversations, the latest saved first. */
export interface ListSaved {
  cursor?: string | null;
  limit?: number;
}

/** List the accounts at providers, the newest first. For who looks after texts. */
export interface ListSmsAccounts {
  cursor?: string | null;
  limit?: number;
}

/** List the campaigns that one sees, the newest first. */
export interface ListSmsCampaigns {
  cursor?: string | null;
  limit?: number;
}

/** List the ledger, the newest first: of one number for who writes to it, all for who looks after texts. */
export interface ListSmsConsents {
  number?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List those outside whom one writes with, the newest first; all for who looks after texts. */
export interface ListSmsContacts {
  number?: string | null;
  client_ref?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List the conversations with people outside that one is in, the newest first. */
export interface ListSmsConversations {
  cursor?: string | null;
  limit?: number;
}

/** List what providers called us with, the newest first. For who looks after texts. */
export interface ListSmsHooks {
  state?: SmsHookState;
  cursor?: string | null;
  limit?: number;
}

/** List the recipients of a campaign and what became of each, in the order of their places. */
export interface ListSmsRecipients {
  campaign_id: string;
  state?: SmsRecipientState | null;
  cursor?: string | null;
  limit?: number;
}

/** List the numbers that texts go from: those one may write from, all for who looks after them. */
export interface ListSmsSenders {
  cursor?: string | null;
  limit?: number;
}

/** List what became of the texts in a conversation that one is in, the newest first. */
export interface ListSmsTexts {
  conversation_id: string;
  cursor?: string | null;
  limit?: number;
}

/** List who is in a space, by name; `query` is the start of a word of the name. Not guests. */
export interface ListSpaceMembers {
  space_id: string;
  query?: string;
  role?: SpaceRole | null;
  cursor?: string | null;
  limit?: number;
}

/** List the spaces one is in, by title. */
export interface ListSpaces {
  cursor?: string | null;
  limit?: number;
}

/** List how it is with people, by name; for who may freeze by the policy in force, and who audits. */
export interface ListStandings {
  query?: string;
  ids?: string[];
  state?: StandingState | null;
  cursor?: string | null;
  limit?: number;
}

/** Ask for the cards of many objects at once; those one may not see are left out. */
export interface ListSubjects {
  ids: string[];
}

/** List the tags of a conversation, for its members and for who may tag it. */
export interface ListTags {
  conversation_id: string;
}

/** List the tenant's own words for notices. For who writes, approves or audits policies. */
export type ListTemplates = Record<string, never>;

/** List one's marks in all threads, those that one chose not to follow too. */
export interface ListThreadMarks {
  conversation_id?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List the threads that one follows, the latest activity first; `unread` only those. */
export interface ListThreads {
  unread?: boolean;
  conversation_id?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** List the quarters that there is a report of; for everybody. */
export type ListTransparency = Record<string, never>;

/** List the versions of a message, the oldest first, 200 at a time. */
export interface ListVersions {
  message_id: string;
  cursor?: string | null;
  limit?: number;
}

/** Say what is wrong with a decision about one's message or oneself, or with what a rule found. */
export interface MakeAppeal {
  message_id?: string | null;
  notice_id?: string | null;
  said: string;
}

/** Ask for something that concerns what is kept about oneself; it is answered within a month. */
export interface MakeDataRequest {
  kind: DataRequestKind;
  said?: string | null;
  person_id?: string | null;
}

/** Report a message that one sees, or a person: one of the two is named. */
export interface MakeReport {
  message_id?: string | null;
  person_id?: string | null;
  reason_code: ReasonCode;
  said?: string | null;
}

/** Say that announcements have arrived at one of one's devices. */
export interface MarkReached {
  message_ids: string[];
}

/** Say how far one has read; a mark never goes back. */
export interface MarkRead {
  conversation_id: string;
  position: number;
}

/** Start, pause or stop a campaign. What was stopped stays so. */
export interface MoveSmsCampaign {
  campaign_id: string;
  to: "running" | "paused" | "stopped";
}

/** Mute or unmute a conversation for oneself. */
export interface MuteConversation {
  conversation_id: string;
  muted: boolean;
}

/** Write something down beside a case that one has; it is for reviewers alone. */
export interface NoteCase {
  case_id: string;
  text: string;
}

/** Look at a case: the message with what was found, and some around it. Opening is no review. */
export interface OpenCase {
  case_id: string;
}

/** Open the copy of one's own data: from now on there is an hour to fetch it, and no second time. */
export interface OpenDataArchive {
  request_id: string;
}

/** Start to write to somebody outside from a number; what is sent there leaves as a text. */
export interface OpenSmsConversation {
  sender_id: string;
  contact_id?: string | null;
  number?: string | null;
  home?: string | null;
}

/** The colours of one theme. What is left out is derived from the accent. */
export interface PaletteInput {
  accent?: string | null;
  on_accent?: string | null;
  surface?: string | null;
  text?: string | null;
}

/** Ask how a branding would look, without setting it. Needs the scope `branding:write`. */
export interface PreviewBranding {
  branding: BrandingInput;
}

/** Say what would go to a successor, and what would stay, and change nothing. Needs `people:write`. */
export interface PreviewHandover {
  person_id: string;
  successor_id: string;
  cursor?: string | null;
  limit?: number;
}

/** Count what a scope covers now. That it was counted is on the record. */
export interface PreviewHold {
  scope: HoldScope;
}

/** Look through a kept file and count what it holds; nothing becomes a message. */
export interface PreviewImport {
  import_id: string;
  tz?: string | null;
  order?: DateOrder | null;
  names?: string[];
  columns?: Record<string, string>;
  people?: Record<string, string>;
}

/** Ask whom a rule matches now, before a space is made or for one that one owns. */
export interface PreviewRule {
  rule: string;
  space_id?: string | null;
}

/** Ask how many texts of a campaign would go now, and what holds the others back. */
export interface PreviewSmsCampaign {
  campaign_id: string;
}

/** Ask for the approval of a draft, which stays as it is from now on. */
export interface ProposePolicy {
  version: number;
  effective_from?: string | null;
}

/** Send the next piece of the file, from `number` 1 on; each is on the record, byte for byte. */
export interface PutImportPart {
  import_id: string;
  number: number;
  data: string;
}

/** Write a new version of a list of words, which is a draft until somebody else approves it. */
export interface PutLexicon {
  name: string;
  document: LexiconDocument;
}

/** Describe an object of the host: the whole card, as it is from now on. */
export interface PutSubject {
  subject: string;
  title: string;
  state?: string;
  tone?: Tone;
  link?: string | null;
  fields?: SubjectFieldInput[];
  actions?: SubjectActionInput[];
  visible?: SubjectVisibility;
}

/** Set the words for one kind of notice in one language; an empty `text` takes them back. */
export interface PutTemplate {
  kind: TemplateKind;
  locale: string;
  text: string;
}

/** Let a deactivated person in again. Needs the scope `people:write`. */
export interface ReactivatePerson {
  person_id: string;
}

/** Say that one has read all followed threads, or those of one conversation. */
export interface ReadAllThreads {
  conversation_id?: string | null;
}

/** Read messages of an open grant's scope in one conversation, the newest first; on the record. */
export interface ReadGranted {
  grant_id: string;
  conversation_id: string;
  before?: number | null;
  limit?: number;
}

/** Say that one has read a notice. `locales` are as in `notices.list`. */
export interface ReadNotice {
  notice_id: string;
  locales?: string[];
}

/** Read a policy that is written as YAML or JSON, and change nothing. */
export interface ReadPolicySource {
  text: string;
}

/** Say who may be left out. Needs a duty that reads it, or the scope `announcements:manage`. */
export interface ReadReach {
  days?: number;
  reason?: ReachReason | null;
  space_id?: string | null;
  attribute?: string | null;
  value?: string | null;
  cursor?: string | null;
  limit?: number;
}

/** Say how far one has read a thread; a mark never goes back. */
export interface ReadThread {
  thread_id: string;
  position: number;
}

/** Say that a number has another owner now: a new contact, who sees nothing of the old one. */
export interface RecycleSmsContact {
  contact_id: string;
  name?: string;
}

/** Say no, and tell the person why and until when. Nobody refuses their own. */
export interface RefuseDataRequest {
  request_id: string;
  reason: string;
  until?: string | null;
}

/** Say no, with the reason: to a silent hold that waits, which ends, or to its release, so that it stays. */
export interface RefuseHold {
  hold_id: string;
  reason: string;
}

/** End a hold whose release somebody else asked for: exactly this scope. Nothing is deleted by it. */
export interface ReleaseHold {
  hold_id: string;
  scope_hash: string;
}

/** Remind those who have not acknowledged, or not read. For who posts there, and the host. */
export interface RemindAudience {
  message_id: string;
  to?: RemindedState;
}

/** Remove a person, or leave. Owners remove anybody, moderators plain members; all may leave. */
export interface RemoveMember {
  conversation_id: string;
  person_id: string;
}

/** Take a message out of sight; the record keeps its content. Authors and moderators. */
export interface RemoveMessage {
  message_id: string;
  reason?: string | null;
}

/** Unpin a message; whoever may pin may unpin. */
export interface RemovePin {
  message_id: string;
}

/** Take one's own reaction back; one that is not there changes nothing. */
export interface RemoveReaction {
  message_id: string;
  emoji: string;
}

/** Take a message off one's own saved ones. */
export interface RemoveSaved {
  message_id: string;
}

/** Remove somebody from a space and its channels; no rule brings them back as they are. */
export interface RemoveSpaceMember {
  space_id: string;
  person_id: string;
}

/** Take a card away; the subject stays what it is. Needs the scope `subjects:bind`. */
export interface RemoveSubject {
  subject: string;
}

/** Take an answer back: refuse that messages go, or let it be asked again before a date. Says why. */
export interface ReopenRetentionAsk {
  ask_id: string;
  reason: string;
}

/** List what of a file was not understood, with where it stands: it is there, byte for byte, until it is erased. */
export interface ReportImport {
  import_id: string;
  cursor?: string | null;
  limit?: number;
}

/** Ask to look, for a reason that the policy in force names. */
export interface RequestGrant {
  trigger: string;
  scope: GrantScope;
  reason: string;
  lasts: string;
  document_hash?: string | null;
  defer_until?: string | null;
}

/** Ask who the people of a case are. Where the policy asks for two people, somebody else approves it. */
export interface RequestReveal {
  case_id: string;
  whom?: Revealed;
  reason: string;
}

/** Ask the moderators of a space to be let in. */
export interface RequestToJoin {
  space_id: string;
}

/** Take back an older version: it becomes the newest. Needs the scope `branding:write`. */
export interface RestoreBranding {
  version: number;
}

/** Begin an export of one's own anew that stopped for want of storage, of a key, by a failure, or by changes. */
export interface ResumeArchive {
  archive_id: string;
}

/** Let a suspended tenant work again. Needs the scope `tenant:manage`. */
export type ResumeTenant = Record<string, never>;

/** Write down what an emergency was, after it: never who broke the glass, nor who could not approve it. */
export interface ReviewGrant {
  grant_id: string;
  finding: string;
}

/** Replace the document of a draft. Needs the duty `policy_author` or the scope `policy:draft`. */
export interface RevisePolicy {
  version: number;
  document: PolicyDocument;
  hash: string;
}

/** Search the messages that an open grant opens; those that were removed, too. */
export interface SearchGranted {
  grant_id: string;
  query: string;
  conversation_id?: string | null;
  utc_offset?: number;
  before?: number | null;
  limit?: number;
}

/** Search the messages that one may see at this moment. */
export interface SearchMessages {
  query: string;
  conversation_id?: string | null;
  sort?: "newest" | "relevance";
  utc_offset?: number;
  cursor?: string | null;
  limit?: number;
}

/** Search what oversight did. For auditors alone, who open nothing; that it was searched is on the record. */
export interface SearchTrail {
  area?: TrailArea | null;
  type?: string | null;
  actor?: string | null;
  object?: string | null;
  since?: string | null;
  until?: string | null;
  before?: number | null;
  limit?: number;
}

/** Add a message to a conversation. Without a `client_id` a retry may double it. */
export interface SendMessage {
  conversation_id: string;
  attachments?: string[];
  text: string;
  client_id?: string | null;
  reply_to?: string | null;
  thread_id?: string | null;
  also_in_channel?: boolean;
  confirm_mentions?: number | null;
  priority?: Priority;
  acknowledge?: boolean;
}

/** Say by rule who reads an announcement conversation that is in no space, or with null by none. */
export interface SetAudience {
  conversation_id: string;
  rule?: string | null;
  confirm?: number | null;
}

/** Replace the tenant's branding. Needs the scope `branding:write`. */
export interface SetBranding {
  branding: BrandingInput;
}

/** Say what of a conversation one wants to hear of. */
export interface SetLevel {
  conversation_id: string;
  level: Level;
}

/** Say what one prefers; what is not named stays as it is. */
export interface SetPreferences {
  keywords?: string[] | null;
  language?: string | "" | null;
  text_size?: number | null;
}

/** Say by rule who is in a space, or with null that no rule says it. Owners only. */
export interface SetRule {
  space_id: string;
  rule?: string | null;
  role?: RuleRole;
  confirm?: number | null;
}

/** Show what one could see oneself of a conversation at a moment, as far as one may see it now. */
export interface ShowAsOf {
  conversation_id: string;
  at: string;
  thread_id?: string | null;
  before?: number | null;
  limit?: number;
}

/** Show what somebody could see at a moment of what an open grant opens; on the record. */
export interface ShowGrantedAsOf {
  grant_id: string;
  conversation_id: string;
  viewer: string;
  at: string;
  thread_id?: string | null;
  before?: number | null;
  limit?: number;
}

/** Somebody who gets it: a contact, or all contacts with the host's own id. `fields` fill the template. */
export interface SmsAddresseeInput {
  contact_id?: string | null;
  client_ref?: string | null;
  fields?: Record<string, string>;
}

/** Shut a person out at once, and hand what they served over to a successor. Needs `people:write`. */
export interface StartHandover {
  person_id: string;
  successor_id: string;
  reason_code: string;
}

/** Let a kept file become messages, a batch with every `imports.advance`. */
export interface StartImport {
  import_id: string;
  tz?: string | null;
  order?: DateOrder | null;
  names?: string[];
  columns?: Record<string, string>;
  people?: Record<string, string>;
}

/** One thing that can be done: a link to go to, or an event that the host's page listens for. */
export interface SubjectActionInput {
  id: string;
  label: string;
  href?: string | null;
  event?: string | null;
}

/** One line of a card. */
export interface SubjectFieldInput {
  label: string;
  value: string;
}

/** Find people and conversations by the start of a word of their name, to search with them. */
export interface SuggestSearch {
  query: string;
  limit?: number;
}

/** Stop all reading and writing in the tenant. Needs the scope `tenant:manage`. */
export interface SuspendTenant {
  reason?: string;
}

/** Tag a conversation, such as `privileged`; one that the policy protects keeps oversight out. */
export interface TagConversation {
  conversation_id: string;
  tag: string;
  reason: string;
}

/** Take a piece of the kept file back, as it came. That somebody did goes on the record. */
export interface TakeImportPart {
  import_id: string;
  number: number;
}

/** Count what a version would have flagged of the last 30 whole days, in UTC. Nobody sees a word, nor whose it is. */
export interface TrialLexicon {
  name: string;
  version: number;
}

/** Count what a version would have found of the last 30 whole days, in UTC, against the policy in force. */
export interface TrialPolicy {
  version: number;
}

/** Say what a list of words and detectors find in a text, and keep nothing of it. */
export interface TryLexicon {
  text: string;
  document?: LexiconDocument | null;
  name?: string | null;
  version?: number | null;
  entities?: Entity[];
  record_number?: string | null;
}

/** Count what a version would let go now: for who approves policies, and it is on the record. */
export interface TryRetention {
  version: number;
}

/** Let people write again. Owners and moderators only. */
export interface UnarchiveConversation {
  conversation_id: string;
}

/** Let people write again, in the channels that were archived with the space. Owners only. */
export interface UnarchiveSpace {
  space_id: string;
}

/** Follow a thread no longer, until one writes in it or is named there. */
export interface UnfollowThread {
  thread_id: string;
}

/** Let a frozen person write again. */
export interface UnfreezePerson {
  person_id: string;
}

/** Take a tag from a conversation: what was written until now stays protected. */
export interface UntagConversation {
  conversation_id: string;
  tag: string;
  reason: string;
}

/** Change the title, or who may do what; what is null stays. Owners and moderators only. */
export interface UpdateConversation {
  conversation_id: string;
  title?: string | null;
  posting?: Posting | null;
  wide_mentions?: Posting | null;
  joining?: Joining | null;
  allow_replies?: boolean | null;
  allow_reactions?: boolean | null;
  slow_seconds?: number | null;
}

/** Change title and about as an owner or moderator, and who may come in as an owner. */
export interface UpdateSpace {
  space_id: string;
  title?: string | null;
  about?: string | null;
  access?: SpaceAccess | null;
}

/** Create a person or replace what the host says of them. Needs the scope `people:write`. */
export interface UpsertPerson {
  person_id: string;
  name: string;
  roles?: string[];
  attributes?: Record<string, string>;
}

/** Say how much was written, found and decided on each of the last 30 days. */
export interface WatchDays {
  utc_offset?: number;
}

/** Say in numbers what each reviewer did. Needs the duty `auditor`; nothing of any message is in it. */
export interface WatchReviewers {
  since?: string | null;
  until?: string | null;
  utc_offset?: number;
}

/** Ask of each message whether it may go, and by what it stays. It changes nothing, and may be repeated. */
export interface WeighDataRequest {
  request_id: string;
}

/** Ask to see more around the message, 50 each way at most; two people where the policy says so. */
export interface WidenCase {
  case_id: string;
  before: number;
  after: number;
  reason: string;
}

/** Let an open hold cover more; it covers what it covered. To narrow it, open another, then release it. */
export interface WidenHold {
  hold_id: string;
  revision: number;
  scope: HoldScope;
  reason: string;
  notice?: string | null;
  tell?: string[];
  acknowledge_within?: string;
}

/** Take one's own request back. What went is gone; nothing more goes. */
export interface WithdrawDataRequest {
  request_id: string;
}

/** Take back a message of one's own that is held: nobody is shown it any more. */
export interface WithdrawHeld {
  message_id: string;
}

/** Ask no longer. Needs the duty `compliance_officer`. */
export interface WithdrawImportRequest {
  request_id: string;
}

/** Take a version back. Its author may until it is approved, and whoever approves at any time. */
export interface WithdrawLexicon {
  name: string;
  version: number;
  reason?: string;
}

/** Take a version back that is not in force yet: a draft, a proposal, or one that waits for its date. */
export interface WithdrawPolicy {
  version: number;
  reason?: string;
}

/** Take back that one asked to be let in. */
export interface WithdrawRequest {
  space_id: string;
}

/** Write a policy, or what may become one, as YAML, and change nothing. */
export interface WritePolicySource {
  document: Record<string, unknown>;
}

/** Somebody exported who acknowledged what. Audience: that person. */
export interface AnnouncementExported {
  type: "announcement.exported";
  export_id: string;
  conversation_id: string;
  message_id: string;
  version: number;
}

/** An appeal was decided. Audience: who appealed. */
export interface AppealDecided {
  type: "appeal.decided";
  appeal_id: string;
  state: AppealState;
}

/** Somebody appealed. Audience: who appealed. */
export interface AppealMade {
  type: "appeal.made";
  appeal_id: string;
}

/** Somebody began to upload a file. Audience: the person who did. */
export interface AttachmentBegun {
  type: "attachment.begun";
  attachment_id: string;
  conversation_id: string;
  size: number;
}

/** A file has another description in words. Audience: the person who uploads it. */
export interface AttachmentDescribed {
  type: "attachment.described";
  attachment_id: string;
  conversation_id: string;
}

/** A file that was in no message is gone: cancelled, or expired. Audience: who uploaded it. */
export interface AttachmentEnded {
  type: "attachment.ended";
  attachment_id: string;
  conversation_id: string;
  how: "cancelled" | "expired";
}

/** All bytes of a file are here, and are checked. Audience: the person who uploads it. */
export interface AttachmentFinished {
  type: "attachment.finished";
  attachment_id: string;
  conversation_id: string;
}

/** The check of a file has to wait, and is tried again. Audience: the person who uploads it. */
export interface AttachmentHeld {
  type: "attachment.held";
  attachment_id: string;
  conversation_id: string;
  waits_for: WaitsFor;
}

/** A file was checked and may be sent. Audience: the person who uploaded it. */
export interface AttachmentReady {
  type: "attachment.ready";
  attachment_id: string;
  conversation_id: string;
}

/** A file was checked and is not kept. Audience: the person who uploaded it. */
export interface AttachmentRefused {
  type: "attachment.refused";
  attachment_id: string;
  conversation_id: string;
  reason: RefusedBecause;
}

/** Another rule says who comes into an announcement conversation. Audience: who set it. */
export interface AudienceRuled {
  type: "audience.ruled";
  conversation_id: string;
  rule: string | null;
  version: number;
}

/** The author of what a case decided asks another reviewer. Audience: nobody. */
export interface CaseAppealed {
  type: "case.appealed";
  case_id: string;
}

/** A second person approved what was asked of a case. Audience: nobody. */
export interface CaseApproved {
  type: "case.approved";
  case_id: string;
  request_id: string;
}

/** A reviewer asked something of a case that may need a second person. Audience: nobody. */
export interface CaseAsked {
  type: "case.asked";
  case_id: string;
  request_id: string;
}

/** A case was given to a reviewer, or back to the queue. Audience: nobody. */
export interface CaseAssigned {
  type: "case.assigned";
  case_id: string;
}

/** An appeal was decided, and its case is closed with that. Audience: nobody. */
export interface CaseClosed {
  type: "case.closed";
  case_id: string;
}

/** A case was decided. Audience: nobody. */
export interface CaseDecided {
  type: "case.decided";
  case_id: string;
}

/** A second person said no to what was asked of a case. Audience: nobody. */
export interface CaseDenied {
  type: "case.denied";
  case_id: string;
  request_id: string;
}

/** A reviewer handed a case to somebody else. Audience: nobody. */
export interface CaseEscalated {
  type: "case.escalated";
  case_id: string;
}

/** So many people reported a message that it is out of sight until its case is decided. Audience: nobody. */
export interface CaseHidden {
  type: "case.hidden";
  case_id: string;
}

/** A reviewer wrote something down beside a case. Audience: nobody. */
export interface CaseNoted {
  type: "case.noted";
  case_id: string;
}

/** A reviewer looked at a case. Audience: nobody. */
export interface CaseOpened {
  type: "case.opened";
  case_id: string;
}

/** Something is to be reviewed. Audience: nobody. */
export interface CaseQueued {
  type: "case.queued";
  case_id: string;
}

/** A reviewer sees who the people of a case are from now on. Audience: nobody. */
export interface CaseRevealed {
  type: "case.revealed";
  case_id: string;
}

/** A case shows more messages from now on. Audience: nobody. */
export interface CaseWidened {
  type: "case.widened";
  case_id: string;
}

/** Nobody writes here any more. Audience: the members. */
export interface ConversationArchived {
  type: "conversation.archived";
  conversation_id: string;
}

/** A conversation was started. Audience: its members. */
export interface ConversationCreated {
  type: "conversation.created";
  conversation_id: string;
  kind: ConversationKind;
  title: string;
  subject: string | null;
  members: string[];
  owner: string | null;
  space_id: string | null;
  joining: Joining;
  posting: Posting;
}

/** `person_id` has left, and `successor_id` is who to turn to. Audience: the members. */
export interface ConversationHandedOver {
  type: "conversation.handed_over";
  conversation_id: string;
  person_id: string;
  successor_id: string;
}

/** A person wants to hear more or less of a conversation. Audience: that person. */
export interface ConversationLevel {
  type: "conversation.level";
  conversation_id: string;
  level: Level;
}

/** A person muted or unmuted a conversation for themselves. Audience: that person. */
export interface ConversationMuted {
  type: "conversation.muted";
  conversation_id: string;
  muted: boolean;
}

/** A person has read up to a position. Audience: the members; of announcements, that person. */
export interface ConversationRead {
  type: "conversation.read";
  conversation_id: string;
  person_id: string;
  read_position: number;
}

/** A conversation has another tag. Audience: nobody; its members see it when they look. */
export interface ConversationTagged {
  type: "conversation.tagged";
  conversation_id: string;
  tag: string;
}

/** People may write here again. Audience: the members. */
export interface ConversationUnarchived {
  type: "conversation.unarchived";
  conversation_id: string;
}

/** A tag was taken from a conversation. Audience: nobody; its members see it when they look. */
export interface ConversationUntagged {
  type: "conversation.untagged";
  conversation_id: string;
  tag: string;
}

/** The title changed, or who may do what; null is unchanged. Audience: the members. */
export interface ConversationUpdated {
  type: "conversation.updated";
  conversation_id: string;
  title: string;
  version: number;
  posting: Posting | null;
  wide_mentions: Posting | null;
  joining: Joining | null;
  allow_replies: boolean | null;
  allow_reactions: boolean | null;
  slow_seconds: number | null;
  slow_until: string | null;
}

/** Who carries a request out has come further, or looked again. Audience: nobody. */
export interface DataRequestAdvanced {
  type: "data_request.advanced";
  request_id: string;
}

/** Somebody asked for something that concerns what is kept about them. Audience: they. */
export interface DataRequestMade {
  type: "data_request.made";
  request_id: string;
  kind: DataRequestKind;
}

/** A request came further, or takes longer. Audience: whom it is about. */
export interface DataRequestMoved {
  type: "data_request.moved";
  request_id: string;
  state: DataRequestState;
}

/** It was asked of each message whether it may go. Audience: nobody. */
export interface DataRequestWeighed {
  type: "data_request.weighed";
  request_id: string;
}

/** Somebody looked at messages of a conversation, under a grant or in a case. */
export interface DisclosureMade {
  type: "disclosure.made";
  disclosure_id: string;
  conversation_id: string;
}

/** Somebody asked for an export under a grant. Audience: that person. */
export interface ExportBegun {
  type: "export.begun";
  archive_id: string;
  grant_id: string;
}

/** An export came further: it was approved, is done, stopped, or was cancelled. Audience: who asked for it. */
export interface ExportMoved {
  type: "export.moved";
  archive_id: string;
  state: ArchiveState;
}

/** Somebody froze a person, or let them write again. Audience: nobody. */
export interface FreezeDecided {
  type: "freeze.decided";
  person_id: string;
  frozen: boolean;
}

/** Somebody approved a request. Audience: who asked. */
export interface GrantApproved {
  type: "grant.approved";
  grant_id: string;
}

/** A grant was ended before its time. Audience: who asked. */
export interface GrantClosed {
  type: "grant.closed";
  grant_id: string;
}

/** A request was denied. Audience: who asked. */
export interface GrantDenied {
  type: "grant.denied";
  grant_id: string;
}

/** Somebody asked which conversations a grant opens. Audience: nobody. */
export interface GrantListed {
  type: "grant.listed";
  grant_id: string;
}

/** A grant is open from now on, until it expires. Audience: who asked. */
export interface GrantOpened {
  type: "grant.opened";
  grant_id: string;
  expires_at: string;
}

/** Somebody asked to look. Audience: nobody. */
export interface GrantRequested {
  type: "grant.requested";
  grant_id: string;
}

/** Somebody else wrote down what an emergency was. Audience: nobody. */
export interface GrantReviewed {
  type: "grant.reviewed";
  grant_id: string;
}

/** Somebody searched what a grant opens. Audience: nobody. */
export interface GrantSearched {
  type: "grant.searched";
  grant_id: string;
}

/** Somebody looked for what to ask for. Audience: nobody. */
export interface GrantSought {
  type: "grant.sought";
}

/** A hand-over has come further. Audience: nobody. */
export interface HandoverAdvanced {
  type: "handover.advanced";
  handover_id: string;
}

/** A hand-over is done, or was stopped. Audience: nobody. */
export interface HandoverEnded {
  type: "handover.ended";
  handover_id: string;
  state: HandoverState;
}

/** A person was shut out, and what they served begins to go to a successor. Audience: nobody. */
export interface HandoverStarted {
  type: "handover.started";
  handover_id: string;
  person_id: string;
  successor_id: string;
}

/** The words of a message that was kept back and never delivered were destroyed for good, and its files. */
export interface HeldErased {
  type: "held.erased";
  message_id: string;
  conversation_id: string;
  version: number;
}

/** Somebody said that they know of a hold. Audience: they. */
export interface HoldAcknowledged {
  type: "hold.acknowledged";
  hold_id: string;
  revision: number;
}

/** A second person approved that a hold is silent. Audience: who asked for it. */
export interface HoldApproved {
  type: "hold.approved";
  hold_id: string;
}

/** Somebody holds something; a silent one waits for its approval. Audience: nobody. */
export interface HoldPlaced {
  type: "hold.placed";
  hold_id: string;
  silent: boolean;
}

/** Somebody counted what a scope covers. Audience: nobody. */
export interface HoldPreviewed {
  type: "hold.previewed";
}

/** A silent hold, or a release, was refused or taken back. Audience: who asked for the hold. */
export interface HoldRefused {
  type: "hold.refused";
  hold_id: string;
  state: HoldState;
}

/** Somebody asked to end a hold. Audience: who asked for the hold. */
export interface HoldReleaseAsked {
  type: "hold.release_asked";
  hold_id: string;
}

/** A second person ended a hold; nothing is deleted by it. Audience: who asked for the hold. */
export interface HoldReleased {
  type: "hold.released";
  hold_id: string;
}

/** Somebody is asked to keep something, reminded of it, or told that it is over. Audience: they. */
export interface HoldTold {
  type: "hold.told";
  hold_id: string;
  what: Told;
}

/** A hold covers more. Audience: who asked for the hold. */
export interface HoldWidened {
  type: "hold.widened";
  hold_id: string;
  revision: number;
}

/** The host's own code acted in somebody's name. Audience: nobody; they see it when they look. */
export interface ImpersonationUsed {
  type: "impersonation.used";
  service: string;
}

/** An import began. Audience: nobody. */
export interface ImportBegun {
  type: "import.begun";
  import_id: string;
  format: ImportFormat;
}

/** The kept file of an import was erased, or some more of it. Audience: nobody. */
export interface ImportErased {
  type: "import.erased";
  import_id: string;
}

/** An import came further: its state, and how much of the file was dealt with. Audience: nobody. */
export interface ImportMoved {
  type: "import.moved";
  import_id: string;
  state: ImportState;
  done: number;
  said: number;
  held: number;
  unparsed: number;
}

/** A piece of a file was put on the record, as it came. Audience: nobody. */
export interface ImportReceived {
  type: "import.received";
  import_id: string;
  number: number;
  size: number;
}

/** Somebody said yes or no to what they were asked for. Audience: who asked. */
export interface ImportRequestAnswered {
  type: "import_request.answered";
  request_id: string;
  state: ImportRequestState;
}

/** Somebody is asked for what they said elsewhere. Audience: they. */
export interface ImportRequestAsked {
  type: "import_request.asked";
  request_id: string;
  state: ImportRequestState;
}

/** A request is over. Audience: the other one of who asked and whom it asked. */
export interface ImportRequestEnded {
  type: "import_request.ended";
  request_id: string;
  state: ImportRequestState;
}

/** A piece of the kept file of an import was taken back. Audience: nobody. */
export interface ImportTaken {
  type: "import.taken";
  import_id: string;
  number: number;
}

/** A version is in force from now on. Audience: everybody for advice, else nobody. */
export interface LexiconApproved {
  type: "lexicon.approved";
  name: string;
  version: number;
  hash: string;
}

/** A version of a list of words was written. Audience: nobody. */
export interface LexiconDrafted {
  type: "lexicon.drafted";
  name: string;
  version: number;
  hash: string;
}

/** Somebody counted what a version would have flagged. Audience: nobody. */
export interface LexiconTriedOut {
  type: "lexicon.tried";
  name: string;
  version: number;
  hash: string;
}

/** A version was taken back. Audience: everybody for advice that was in force, else nobody. */
export interface LexiconWithdrawn {
  type: "lexicon.withdrawn";
  name: string;
  version: number;
}

/** A member has another role. Audience: the members. */
export interface MemberChanged {
  type: "member.changed";
  conversation_id: string;
  person_id: string;
  role: MemberRole;
}

/** A person left or was removed. Audience: the remaining members, and that person. */
export interface MemberRemoved {
  type: "member.removed";
  conversation_id: string;
  person_id: string;
}

/** People joined. Audience: the members, the new ones included. */
export interface MembersAdded {
  type: "members.added";
  conversation_id: string;
  members: string[];
  role: MemberRole;
  history: History;
}

/** A person acknowledged a version of a message. Audience: that person, and the author. */
export interface MessageAcknowledged {
  type: "message.acknowledged";
  conversation_id: string;
  message_id: string;
  version: number;
  person_id: string;
  commit: string;
}

/** A message, or a new version of one, is not delivered. Audience: its author. */
export interface MessageBlocked {
  type: "message.blocked";
  message: Message;
}

/** A message was sent. Audience: the conversation. */
export interface MessageCreated {
  type: "message.created";
  message: Message;
}

/** A message has a new version. Audience: the conversation. */
export interface MessageEdited {
  type: "message.edited";
  message: Message;
}

/** The words of a message, its files and its reactions were destroyed for good. */
export interface MessageErased {
  type: "message.erased";
  message: Message;
}

/** A rule found something in a message. Audience: nobody. */
export interface MessageFlagged {
  type: "message.flagged";
  hit_id: string;
  message_id: string;
  conversation_id: string;
  trigger: string;
  action: FoundAction;
}

/** A message, or a new version of one, waits until it is released. Audience: its author. */
export interface MessageHeld {
  type: "message.held";
  message: Message;
}

/** A message was pinned. Audience: the members who may see the message. */
export interface MessagePinned {
  type: "message.pinned";
  conversation_id: string;
  message_id: string;
  person_id: string;
}

/** A message that was kept back is never delivered. Audience: its author. */
export interface MessageRejected {
  type: "message.rejected";
  message_id: string;
  conversation_id: string;
  version: number;
}

/** A message that was kept back is delivered: its creation or edit follows. Audience: nobody. */
export interface MessageReleased {
  type: "message.released";
  message_id: string;
  conversation_id: string;
}

/** Those who have not acknowledged, or not read, are reminded. Audience: the conversation. */
export interface MessageReminded {
  type: "message.reminded";
  conversation_id: string;
  message_id: string;
  version: number;
  to: RemindedState;
}

/** A message was taken out of sight. Audience: the conversation. */
export interface MessageRemoved {
  type: "message.removed";
  message: Message;
}

/** A message that oversight took out of sight is back. Audience: the conversation. */
export interface MessageRestored {
  type: "message.restored";
  message: Message;
}

/** A person saved a message. Audience: that person. */
export interface MessageSaved {
  type: "message.saved";
  conversation_id: string;
  message_id: string;
}

/** A message was unpinned. Audience: the members who may see the message. */
export interface MessageUnpinned {
  type: "message.unpinned";
  conversation_id: string;
  message_id: string;
  person_id: string;
}

/** A person no longer keeps a message. Audience: that person. */
export interface MessageUnsaved {
  type: "message.unsaved";
  conversation_id: string;
  message_id: string;
}

/** An author took back a message that was held. Audience: its author. */
export interface MessageWithdrawn {
  type: "message.withdrawn";
  message_id: string;
  conversation_id: string;
  version: number;
}

/** Oversight tells `person_id` what was done, or what waits for them. Audience: that person. */
export interface NoticeMade {
  type: "notice.made";
  notice_id: string;
  kind: NoticeKind;
  person_id: string;
  needs: SecondNeed | null;
}

/** Somebody read a notice. Audience: that person. */
export interface NoticeRead {
  type: "notice.read";
  notice_id: string;
}

/** A person appeared for the first time. Audience: nobody. */
export interface PersonAdded {
  type: "person.added";
  person: Person;
}

/** A person was shut out. Audience: that person, whose sockets then close. */
export interface PersonDeactivated {
  type: "person.deactivated";
  person_id: string;
}

/** A person cannot write until `ends_at`. Audience: the person. */
export interface PersonFrozen {
  type: "person.frozen";
  freeze: Freeze;
}

/** A person was let in again. Audience: nobody. */
export interface PersonReactivated {
  type: "person.reactivated";
  person_id: string;
}

/** A person was signed out everywhere, by themselves where there is no `reason_code`. */
export interface PersonSignedOut {
  type: "person.signed_out";
  person_id: string;
  reason_code: string | null;
}

/** A person may write again. Audience: the person. */
export interface PersonUnfrozen {
  type: "person.unfrozen";
  person_id: string;
}

/** The host changed what it says of a person. Audience: nobody. */
export interface PersonUpdated {
  type: "person.updated";
  person: Person;
}

/** A person acknowledged a version. Audience: that person. */
export interface PolicyAcknowledged {
  type: "policy.acknowledged";
  version: number;
  hash: string;
  person_id: string;
}

/** Somebody approved a version. Audience: nobody. */
export interface PolicyApproved {
  type: "policy.approved";
  version: number;
  hash: string;
}

/** A version has all its approvals and is in force from its date. Audience: everybody. */
export interface PolicyDecided {
  type: "policy.decided";
  version: number;
  hash: string;
  needs: number;
  effective_from: string;
}

/** A version was written or rewritten. Audience: nobody. */
export interface PolicyDrafted {
  type: "policy.drafted";
  version: number;
  hash: string;
}

/** A version waits for approval. Audience: nobody. */
export interface PolicyProposed {
  type: "policy.proposed";
  version: number;
  hash: string;
}

/** Somebody counted what a version would have found. Audience: nobody. */
export interface PolicyTried {
  type: "policy.tried";
  version: number;
  hash: string;
}

/** A version was taken back before it was in force. Audience: everybody. */
export interface PolicyWithdrawn {
  type: "policy.withdrawn";
  version: number;
}

/** A person prefers something else now. Audience: that person. */
export interface PreferencesChanged {
  type: "preferences.changed";
  keywords: string[];
  language: string | null;
  text_size: number;
  version: number;
}

/** Somebody read who may be left out. Audience: nobody. */
export interface ReachRead {
  type: "reach.read";
  days: number;
}

/** A person reacted to a message. Audience: the members who may see the message. */
export interface ReactionAdded {
  type: "reaction.added";
  conversation_id: string;
  message_id: string;
  emoji: string | null;
  person_id: string;
}

/** A person took a reaction back. Audience: the members who may see the message. */
export interface ReactionRemoved {
  type: "reaction.removed";
  conversation_id: string;
  message_id: string;
  emoji: string | null;
  person_id: string;
}

/** A self-check found that the record does not hold, or it came to no end: then `findings` is 0. */
export interface RecordAlarmed {
  type: "record.alarmed";
  check_id: string;
  findings: number;
}

/** A self-check began. Audience: nobody. */
export interface RecordCheckBegun {
  type: "record.check_begun";
  check_id: string;
}

/** A self-check is over; its entry holds the result. Audience: nobody. */
export interface RecordCheckEnded {
  type: "record.check_ended";
  check_id: string;
}

/** An auditor searched the trail. Audience: nobody. */
export interface RecordSearched {
  type: "record.searched";
}

/** Somebody reported a message or a person. Audience: who reported. */
export interface ReportMade {
  type: "report.made";
  report_id: string;
}

/** A run destroyed what it found, or found it kept. Audience: nobody. */
export interface RetentionAdvanced {
  type: "retention.advanced";
  run_id: string;
}

/** Who erases what was approved has come further. Audience: nobody. */
export interface RetentionAskAdvanced {
  type: "retention_ask.advanced";
  ask_id: string;
}

/** What a rule of retention asks was counted, for the first time or anew. Audience: nobody. */
export interface RetentionAskCounted {
  type: "retention_ask.counted";
  ask_id: string;
}

/** What a rule of retention asks was answered, approved, taken back, carried out, or is over. Audience: nobody. */
export interface RetentionAskMoved {
  type: "retention_ask.moved";
  ask_id: string;
  state: RetentionAskState;
}

/** A run began. Audience: nobody. */
export interface RetentionBegun {
  type: "retention.begun";
  run_id: string;
}

/** A run is over; its entry is the certificate. Audience: nobody. */
export interface RetentionEnded {
  type: "retention.ended";
  run_id: string;
}

/** Somebody counted what a version would let go. Audience: nobody. */
export interface RetentionTried {
  type: "retention.tried";
  version: number;
  hash: string;
}

/** Something of what a reviewer did is out of the ordinary. Audience: one who audits. */
export interface ReviewerNoticed {
  type: "reviewer.noticed";
  person_id: string;
  odd: Oddity;
  quarter: string;
}

/** A period begins, and its seed is fixed. Audience: nobody. */
export interface SampleCommitted {
  type: "sample.committed";
  sample_id: string;
  commitment: string;
}

/** A period is over: its seed is shown, and so many of so many messages were drawn. Audience: nobody. */
export interface SampleDrawn {
  type: "sample.drawn";
  sample_id: string;
  seed: string;
  eligible: number;
  drawn: number;
}

/** A part of the messages that a sample was drawn from is on the record. Audience: nobody. */
export interface SampleListed {
  type: "sample.listed";
  sample_id: string;
  part: number;
}

/** What was drawn was to be decided by now: how much of it was. Audience: nobody. */
export interface SampleReckoned {
  type: "sample.reckoned";
  sample_id: string;
  drawn: number;
  decided: number;
}

/** An account at a provider was added or changed. Audience: nobody. */
export interface SmsAccountSet {
  type: "sms.account_set";
  account_id: string;
}

/** Somebody serves a conversation, and somebody may stand in for them. Audience: the members. */
export interface SmsAssigned {
  type: "sms.assigned";
  conversation_id: string;
  assignee: string;
  cover: string | null;
  cover_until: string | null;
}

/** A text is about to be given to a provider. Audience: nobody. */
export interface SmsAttemptBegun {
  type: "sms.attempt_begun";
  conversation_id: string;
  message_id: string;
  number: number;
}

/** A campaign was written, approved, started, paused, stopped, or is done. Audience: its owner. */
export interface SmsCampaignMoved {
  type: "sms.campaign_moved";
  campaign_id: string;
  state: SmsCampaignState;
  owner: string;
}

/** The ledger of consents has a new line. Audience: nobody. */
export interface SmsConsentEntered {
  type: "sms.consent_entered";
  consent_id: string;
  kind: SmsEntryKind;
}

/** Somebody outside was added, or changed, or has their number no more. Audience: nobody. */
export interface SmsContactSet {
  type: "sms.contact_set";
  contact_id: string;
}

/** Somebody outside was told that what they write is kept. Audience: the members. */
export interface SmsDisclosed {
  type: "sms.disclosed";
  conversation_id: string;
}

/** A request of a provider was kept as it came. Audience: nobody. */
export interface SmsHookKept {
  type: "sms.hook_kept";
  hook_id: string;
  kind: string;
}

/** What a request of a provider told was applied, or refused. Audience: nobody. */
export interface SmsHookSettled {
  type: "sms.hook_settled";
  hook_id: string;
  state: "applied" | "refused";
}

/** More is known of what became of a text. Audience: the members. */
export interface SmsMoved {
  type: "sms.moved";
  conversation_id: string;
  message_id: string;
  state: SmsTextState;
  reason: string | null;
}

/** Who has the link of a notice asked for a code, it was sent, or one was entered. Audience: nobody. */
export interface SmsNoticeCode {
  type: "sms.notice_code";
  conversation_id: string;
  message_id: string;
  step: "asked" | "sent" | "wrong" | "opened";
}

/** The link of a notice was made, or ended before its time. Audience: the members. */
export interface SmsNoticeLinked {
  type: "sms.notice_linked";
  conversation_id: string;
  message_id: string;
  until: string | null;
}

/** A text that went as a notice was read on the page for the first time. Audience: the members. */
export interface SmsNoticeRead {
  type: "sms.notice_read";
  conversation_id: string;
  message_id: string;
}

/** A text goes as a notice with a link: `reason` says why. Audience: nobody. */
export interface SmsNoticed {
  type: "sms.noticed";
  conversation_id: string;
  message_id: string;
  reason: SmsNoticeReason;
}

/** A conversation is of a sender and a contact from now on. Audience: the members. */
export interface SmsPaired {
  type: "sms.paired";
  conversation_id: string;
  sender_id: string;
  contact_id: string;
  assignee: string;
}

/** More is known of a recipient of a campaign. Audience: its owner. */
export interface SmsRecipientMoved {
  type: "sms.recipient_moved";
  campaign_id: string;
  contact_id: string;
  state: SmsRecipientState;
  reason: string | null;
}

/** A provider said of a text what was known already, or what contradicts it. Audience: nobody. */
export interface SmsReported {
  type: "sms.reported";
  conversation_id: string;
  message_id: string;
  state: SmsTextState;
}

/** A number that texts go from was added or changed. Audience: nobody. */
export interface SmsSenderSet {
  type: "sms.sender_set";
  sender_id: string;
}

/** What was agreed to with somebody outside is another now: ask whether a text may go. Audience: the members. */
export interface SmsStandingMoved {
  type: "sms.standing_moved";
  conversation_id: string;
  kind: SmsEntryKind;
}

/** A text was held back, and did not leave: `reason` says why. */
export interface SmsSuppressed {
  type: "sms.suppressed";
  conversation_id: string;
  message_id: string | null;
  reason: string;
}

/** A space is archived. Audience: all who are in it, guests included. */
export interface SpaceArchived {
  type: "space.archived";
  space_id: string;
}

/** A space was made. Audience: its owners, who are its first members. */
export interface SpaceCreated {
  type: "space.created";
  space_id: string;
  kind: SpaceKind;
  access: SpaceAccess;
  title: string;
  about: string;
  owners: string[];
}

/** Somebody was let in or not. Audience: owners and moderators, and who asked. */
export interface SpaceDecided {
  type: "space.decided";
  space_id: string;
  person_id: string;
  accepted: boolean;
}

/** Somebody has another role in a space. Audience: its members, and that person. */
export interface SpaceMemberChanged {
  type: "space.member_changed";
  space_id: string;
  person_id: string;
  role: SpaceRole;
  source: Source;
  channel_id: string | null;
}

/** A person is no longer in a space. Audience: the remaining members, and that person. */
export interface SpaceMemberRemoved {
  type: "space.member_removed";
  space_id: string;
  person_id: string;
}

/** People came into a space, at most 500 an event. Audience: its members, and a guest who came. */
export interface SpaceMembersAdded {
  type: "space.members_added";
  space_id: string;
  members: string[];
  role: SpaceRole;
  source: Source;
  channel_id: string | null;
}

/** Somebody asks to be let in. Audience: owners and moderators, and who asks. */
export interface SpaceRequested {
  type: "space.requested";
  space_id: string;
  person_id: string;
}

/** Another rule says who is in a space, or none. Audience: its owners and moderators. */
export interface SpaceRuled {
  type: "space.ruled";
  space_id: string;
  rule: string | null;
  rule_role: RuleRole;
}

/** A space is used again. Audience: all who are in it, guests included. */
export interface SpaceUnarchived {
  type: "space.unarchived";
  space_id: string;
}

/** Title, about or access changed. Audience: all who are in the space, guests included. */
export interface SpaceUpdated {
  type: "space.updated";
  space_id: string;
  title: string;
  about: string;
  access: SpaceAccess;
  version: number;
}

/** Somebody no longer asks to be let in. Audience: owners and moderators, and who asked. */
export interface SpaceWithdrawn {
  type: "space.withdrawn";
  space_id: string;
  person_id: string;
}

/** The host described an object anew. Audience: who may see the card. */
export interface SubjectDescribed {
  type: "subject.described";
  subject: string;
  card: SubjectCard | null;
}

/** A card was taken away, or is no longer for everybody. Audience: who could see it. */
export interface SubjectRemoved {
  type: "subject.removed";
  subject: string;
}

/** The words for a kind of notice were changed in one language. Audience: nobody. */
export interface TemplateSet {
  type: "template.set";
  kind: TemplateKind;
  locale: string;
  version: number;
  hash: string;
}

/** The branding changed; widgets fetch it again. Audience: everybody in the tenant. */
export interface TenantBranded {
  type: "tenant.branded";
  version: number;
}

/** The tenant was set up: the first entry of its record. Audience: nobody. */
export interface TenantCreated {
  type: "tenant.created";
}

/** A picture was kept that a branding can name. Audience: nobody. */
export interface TenantLogoAdded {
  type: "tenant.logo_added";
}

/** The tenant works again. Audience: nobody. */
export interface TenantResumed {
  type: "tenant.resumed";
}

/** The tenant was suspended; sockets close. Audience: nobody. */
export interface TenantSuspended {
  type: "tenant.suspended";
}

/** A person follows a thread by choice, from a position on. Audience: that person. */
export interface ThreadFollowed {
  type: "thread.followed";
  thread_id: string;
  conversation_id: string;
  read_position: number;
}

/** A person has read a thread up to a position. Audience: that person. */
export interface ThreadRead {
  type: "thread.read";
  thread_id: string;
  conversation_id: string;
  read_position: number;
}

/** A person follows a thread no longer. Audience: that person. */
export interface ThreadUnfollowed {
  type: "thread.unfollowed";
  thread_id: string;
  conversation_id: string;
}

/** A person has read several threads up to a position. Audience: that person. */
export interface ThreadsRead {
  type: "threads.read";
  conversations: string[];
  threads: string[];
  read_position: number;
}

export type Event =
  | TenantCreated
  | TenantSuspended
  | TenantResumed
  | TenantBranded
  | TenantLogoAdded
  | PolicyDrafted
  | PolicyProposed
  | PolicyApproved
  | PolicyDecided
  | PolicyWithdrawn
  | PolicyTried
  | RetentionTried
  | RecordCheckBegun
  | RecordCheckEnded
  | RecordAlarmed
  | RetentionBegun
  | RetentionAdvanced
  | RetentionEnded
  | HandoverStarted
  | HandoverAdvanced
  | HandoverEnded
  | ConversationHandedOver
  | RetentionAskCounted
  | RetentionAskMoved
  | RetentionAskAdvanced
  | RecordSearched
  | PolicyAcknowledged
  | LexiconDrafted
  | LexiconApproved
  | LexiconWithdrawn
  | LexiconTriedOut
  | GrantRequested
  | GrantApproved
  | GrantOpened
  | GrantListed
  | GrantSearched
  | GrantSought
  | GrantDenied
  | GrantClosed
  | GrantReviewed
  | DisclosureMade
  | CaseQueued
  | CaseOpened
  | CaseAssigned
  | CaseNoted
  | CaseEscalated
  | CaseAsked
  | CaseApproved
  | CaseDenied
  | CaseWidened
  | CaseRevealed
  | CaseHidden
  | CaseAppealed
  | CaseClosed
  | CaseDecided
  | ReportMade
  | AppealMade
  | AppealDecided
  | TemplateSet
  | NoticeMade
  | NoticeRead
  | ImpersonationUsed
  | SampleCommitted
  | SampleListed
  | SampleDrawn
  | SampleReckoned
  | ReviewerNoticed
  | PersonAdded
  | PersonUpdated
  | PersonDeactivated
  | PersonReactivated
  | PersonSignedOut
  | PersonFrozen
  | PersonUnfrozen
  | FreezeDecided
  | SpaceCreated
  | SpaceUpdated
  | SpaceRuled
  | SpaceArchived
  | SpaceUnarchived
  | SpaceMembersAdded
  | SpaceMemberRemoved
  | SpaceMemberChanged
  | SpaceRequested
  | SpaceWithdrawn
  | SpaceDecided
  | ConversationCreated
  | ConversationUpdated
  | ConversationArchived
  | ConversationUnarchived
  | ConversationTagged
  | ConversationUntagged
  | ConversationMuted
  | ConversationLevel
  | ConversationRead
  | MembersAdded
  | MemberRemoved
  | MemberChanged
  | MessageCreated
  | MessageEdited
  | MessageRemoved
  | MessageRestored
  | MessageErased
  | MessageFlagged
  | MessageHeld
  | MessageBlocked
  | MessageReleased
  | MessageRejected
  | MessageWithdrawn
  | HeldErased
  | MessageAcknowledged
  | MessageReminded
  | AnnouncementExported
  | AudienceRuled
  | ReachRead
  | DataRequestMade
  | DataRequestWeighed
  | DataRequestAdvanced
  | DataRequestMoved
  | HoldPlaced
  | HoldApproved
  | HoldRefused
  | HoldWidened
  | HoldReleaseAsked
  | HoldReleased
  | HoldPreviewed
  | HoldTold
  | HoldAcknowledged
  | ExportBegun
  | ExportMoved
  | ImportRequestAsked
  | ImportRequestAnswered
  | ImportRequestEnded
  | ImportBegun
  | ImportReceived
  | ImportMoved
  | ImportTaken
  | ImportErased
  | ReactionAdded
  | ReactionRemoved
  | MessagePinned
  | MessageUnpinned
  | MessageSaved
  | MessageUnsaved
  | SmsAccountSet
  | SmsSenderSet
  | SmsContactSet
  | SmsPaired
  | SmsAssigned
  | SmsDisclosed
  | SmsConsentEntered
  | SmsStandingMoved
  | SmsSuppressed
  | SmsAttemptBegun
  | SmsMoved
  | SmsReported
  | SmsHookKept
  | SmsHookSettled
  | SmsNoticed
  | SmsNoticeLinked
  | SmsNoticeCode
  | SmsNoticeRead
  | SmsCampaignMoved
  | SmsRecipientMoved
  | SubjectDescribed
  | SubjectRemoved
  | ThreadFollowed
  | ThreadUnfollowed
  | ThreadRead
  | ThreadsRead
  | PreferencesChanged
  | AttachmentBegun
  | AttachmentDescribed
  | AttachmentFinished
  | AttachmentHeld
  | AttachmentReady
  | AttachmentRefused
  | AttachmentEnded;

/** Who did it; `on_behalf_of` names the service that acted as that person. */
export interface Actor {
  id: string;
  on_behalf_of: string | null;
}

/** An event at its place in the tenant's stream. */
export interface Envelope {
  position: number;
  at: string;
  actor: Actor;
  event: Event;
}

/** A device of `person` has received up to `position` of a conversation. */
export interface DeliveredNotice {
  type: "delivered";
  conversation_id: string;
  person: string;
  position: number;
}

/** The refusal of a call, or with a null `id` of a frame: an RFC 9457 problem. */
export interface ErrorFrame {
  type: "error";
  id: string | null;
  problem: Record<string, unknown>;
}

/** Everything the person may see with `after` < position ≤ `upto`, in order. */
export interface Events {
  type: "events";
  after: number;
  upto: number;
  events: Envelope[];
}

/** The worker is shutting down: reconnect after `after_ms` milliseconds. */
export interface GoingAway {
  type: "going_away";
  after_ms: number;
}

/** Alive; everything up to `upto` has been sent. */
export interface Pong {
  type: "pong";
  upto: number;
}

/** Somebody one shares a conversation with is there, away or gone. */
export interface PresenceNotice {
  type: "presence";
  person: string;
  state: "active" | "away" | "offline";
}

/** The socket stands; `position` is the cursor that the events continue from. */
export interface Ready {
  type: "ready";
  epoch: string;
  position: number;
  person: string;
  heartbeat: number;
}

/** The answer to a call: the endpoint's result, committed where it writes. */
export interface Result {
  type: "result";
  id: string;
  result: unknown;
}

/** The gap cannot be closed: fetch state afresh, then continue from `position`. */
export interface Resync {
  type: "resync";
  epoch: string;
  position: number;
}

/** Somebody is typing in a conversation one is in. */
export interface TypingNotice {
  type: "typing";
  conversation_id: string;
  person: string;
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

/** Call an endpoint by name; the answer carries the same `id`. */
export interface Call {
  type: "call";
  id: string;
  op: string;
  args?: Record<string, unknown>;
}

/** Say that events up to a position have reached this device; never stored. */
export interface DeliveredFrame {
  type: "delivered";
  conversation_id: string;
  position: number;
}

/** The first frame, within five seconds. Without `after`: from now. */
export interface Hello {
  type: "hello";
  token?: string | null;
  after?: number | null;
  epoch?: string | null;
}

/** Ask for a `pong`; do so every 20 seconds. */
export interface Ping {
  type: "ping";
}

/** Say whether one is at the screen; never stored. */
export interface PresenceFrame {
  type: "presence";
  state: "active" | "away";
}

/** Say that one is typing; lasts six seconds, never stored. */
export interface TypingFrame {
  type: "typing";
  conversation_id: string;
}

export type ClientFrame =
  | Hello
  | Call
  | TypingFrame
  | PresenceFrame
  | DeliveredFrame
  | Ping;

/** Everything that can be asked, by its name on the socket. */
export interface Operations {
  "announcements.acknowledge": {
    args: AcknowledgeMessage;
    result: Acknowledgement;
    method: "PUT";
    path: "/announcements/{message_id}/acknowledgement";
    writes: true;
  };
  "announcements.export": {
    args: ExportAnnouncement;
    result: AnnouncementExport;
    method: "POST";
    path: "/announcements/{message_id}/exports";
    writes: true;
  };
  "announcements.summary": {
    args: GetAnnouncement;
    result: AnnouncementSummary;
    method: "GET";
    path: "/announcements/{message_id}";
    writes: false;
  };
  "announcements.audience": {
    args: GetAudience;
    result: AudienceRule;
    method: "GET";
    path: "/conversations/{conversation_id}/audience";
    writes: false;
  };
  "announcements.exported": {
    args: GetExport;
    result: AnnouncementExport;
    method: "GET";
    path: "/announcements/exports/{export_id}";
    writes: false;
  };
  "announcements.export_rows": {
    args: ListExportRows;
    result: Page<RosterEntry>;
    method: "GET";
    path: "/announcements/exports/{export_id}/rows";
    writes: false;
  };
  "announcements.pending": {
    args: ListPending;
    result: Page<Message>;
    method: "GET";
    path: "/announcements/pending";
    writes: false;
  };
  "announcements.roster": {
    args: ListRoster;
    result: Page<RosterEntry>;
    method: "GET";
    path: "/announcements/{message_id}/roster";
    writes: false;
  };
  "announcements.reached": {
    args: MarkReached;
    result: Reached;
    method: "PUT";
    path: "/announcements/reached";
    writes: true;
  };
  "announcements.remind": {
    args: RemindAudience;
    result: Reminder;
    method: "POST";
    path: "/announcements/{message_id}/reminders";
    writes: true;
  };
  "announcements.set_audience": {
    args: SetAudience;
    result: AudienceRule;
    method: "PUT";
    path: "/conversations/{conversation_id}/audience";
    writes: true;
  };
  "appeals.decide": {
    args: DecideAppeal;
    result: Appeal;
    method: "POST";
    path: "/appeals/{appeal_id}/decision";
    writes: true;
  };
  "appeals.get": {
    args: GetAppeal;
    result: Appeal;
    method: "GET";
    path: "/appeals/{appeal_id}";
    writes: false;
  };
  "appeals.list": {
    args: ListAppeals;
    result: Page<Appeal>;
    method: "GET";
    path: "/appeals";
    writes: false;
  };
  "notices.list": {
    args: ListNotices;
    result: Notices;
    method: "GET";
    path: "/notices";
    writes: false;
  };
  "appeals.make": {
    args: MakeAppeal;
    result: Appeal;
    method: "POST";
    path: "/appeals";
    writes: true;
  };
  "notices.read": {
    args: ReadNotice;
    result: Notice;
    method: "POST";
    path: "/notices/{notice_id}/reading";
    writes: true;
  };
  "attachments.begin": {
    args: BeginAttachment;
    result: Upload;
    method: "POST";
    path: "/attachments";
    writes: true;
  };
  "attachments.cancel": {
    args: CancelAttachment;
    result: Upload;
    method: "DELETE";
    path: "/attachments/{attachment_id}";
    writes: true;
  };
  "attachments.describe": {
    args: DescribeAttachment;
    result: Upload;
    method: "PATCH";
    path: "/attachments/{attachment_id}";
    writes: true;
  };
  "attachments.finish": {
    args: FinishAttachment;
    result: Upload;
    method: "POST";
    path: "/attachments/{attachment_id}/finish";
    writes: true;
  };
  "attachments.get": {
    args: GetAttachment;
    result: Upload;
    method: "GET";
    path: "/attachments/{attachment_id}";
    writes: false;
  };
  "cases.approve": {
    args: ApproveCaseRequest;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/approval";
    writes: true;
  };
  "cases.assign": {
    args: AssignCase;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/assignment";
    writes: true;
  };
  "cases.decide": {
    args: DecideCase;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/decision";
    writes: true;
  };
  "cases.deny": {
    args: DenyCaseRequest;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/denial";
    writes: true;
  };
  "cases.escalate": {
    args: EscalateCase;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/escalation";
    writes: true;
  };
  "cases.get": {
    args: GetCase;
    result: Case;
    method: "GET";
    path: "/cases/{case_id}";
    writes: false;
  };
  "cases.history": {
    args: GetCaseHistory;
    result: CaseHistory;
    method: "GET";
    path: "/cases/{case_id}/history";
    writes: false;
  };
  "reports.get": {
    args: GetReport;
    result: Report;
    method: "GET";
    path: "/reports/{report_id}";
    writes: false;
  };
  "cases.list": {
    args: ListCases;
    result: Page<Case>;
    method: "GET";
    path: "/cases";
    writes: false;
  };
  "reports.list": {
    args: ListReports;
    result: Page<Report>;
    method: "GET";
    path: "/reports";
    writes: false;
  };
  "reports.make": {
    args: MakeReport;
    result: Report;
    method: "POST";
    path: "/reports";
    writes: true;
  };
  "cases.note": {
    args: NoteCase;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/notes";
    writes: true;
  };
  "cases.open": {
    args: OpenCase;
    result: OpenedCase;
    method: "POST";
    path: "/cases/{case_id}/opening";
    writes: true;
  };
  "cases.request_reveal": {
    args: RequestReveal;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/reveal";
    writes: true;
  };
  "cases.widen": {
    args: WidenCase;
    result: Case;
    method: "POST";
    path: "/cases/{case_id}/widening";
    writes: true;
  };
  "compliance.get": {
    args: GetCompliance;
    result: Compliance;
    method: "GET";
    path: "/compliance";
    writes: false;
  };
  "conversations.add_members": {
    args: AddMembers;
    result: Conversation;
    method: "POST";
    path: "/conversations/{conversation_id}/members";
    writes: true;
  };
  "conversations.archive": {
    args: ArchiveConversation;
    result: Conversation;
    method: "POST";
    path: "/conversations/{conversation_id}/archive";
    writes: true;
  };
  "conversations.change_member": {
    args: ChangeMember;
    result: Member;
    method: "PATCH";
    path: "/conversations/{conversation_id}/members/{person_id}";
    writes: true;
  };
  "conversations.create": {
    args: CreateConversation;
    result: Conversation;
    method: "POST";
    path: "/conversations";
    writes: true;
  };
  "conversations.get": {
    args: GetConversation;
    result: Conversation;
    method: "GET";
    path: "/conversations/{conversation_id}";
    writes: false;
  };
  "conversations.join": {
    args: JoinConversation;
    result: Conversation;
    method: "POST";
    path: "/conversations/{conversation_id}/join";
    writes: true;
  };
  "conversations.list": {
    args: ListConversations;
    result: Page<Conversation>;
    method: "GET";
    path: "/conversations";
    writes: false;
  };
  "conversations.members": {
    args: ListMembers;
    result: Page<Member>;
    method: "GET";
    path: "/conversations/{conversation_id}/members";
    writes: false;
  };
  "conversations.tags": {
    args: ListTags;
    result: ConversationTags;
    method: "GET";
    path: "/conversations/{conversation_id}/tags";
    writes: false;
  };
  "conversations.read": {
    args: MarkRead;
    result: ReadMark;
    method: "PUT";
    path: "/conversations/{conversation_id}/read";
    writes: true;
  };
  "conversations.mute": {
    args: MuteConversation;
    result: Conversation;
    method: "PUT";
    path: "/conversations/{conversation_id}/mute";
    writes: true;
  };
  "conversations.remove_member": {
    args: RemoveMember;
    result: Member;
    method: "DELETE";
    path: "/conversations/{conversation_id}/members/{person_id}";
    writes: true;
  };
  "conversations.level": {
    args: SetLevel;
    result: Conversation;
    method: "PUT";
    path: "/conversations/{conversation_id}/level";
    writes: true;
  };
  "conversations.tag": {
    args: TagConversation;
    result: ConversationTags;
    method: "POST";
    path: "/conversations/{conversation_id}/tags";
    writes: true;
  };
  "conversations.unarchive": {
    args: UnarchiveConversation;
    result: Conversation;
    method: "POST";
    path: "/conversations/{conversation_id}/unarchive";
    writes: true;
  };
  "conversations.untag": {
    args: UntagConversation;
    result: ConversationTags;
    method: "POST";
    path: "/conversations/{conversation_id}/tags/removal";
    writes: true;
  };
  "conversations.update": {
    args: UpdateConversation;
    result: Conversation;
    method: "PATCH";
    path: "/conversations/{conversation_id}";
    writes: true;
  };
  "data_requests.approve": {
    args: ApproveDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/approval";
    writes: true;
  };
  "data_requests.extend": {
    args: ExtendDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/extension";
    writes: true;
  };
  "data_requests.get": {
    args: GetDataRequest;
    result: DataRequest;
    method: "GET";
    path: "/data-requests/{request_id}";
    writes: false;
  };
  "data_requests.identify": {
    args: IdentifyDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/identification";
    writes: true;
  };
  "data_requests.lift": {
    args: LiftDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/lifting";
    writes: true;
  };
  "data_requests.list": {
    args: ListDataRequests;
    result: Page<DataRequest>;
    method: "GET";
    path: "/data-requests";
    writes: false;
  };
  "data_requests.make": {
    args: MakeDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests";
    writes: true;
  };
  "data_requests.open_archive": {
    args: OpenDataArchive;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/archive";
    writes: true;
  };
  "data_requests.refuse": {
    args: RefuseDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/refusal";
    writes: true;
  };
  "data_requests.weigh": {
    args: WeighDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/weighing";
    writes: true;
  };
  "data_requests.withdraw": {
    args: WithdrawDataRequest;
    result: DataRequest;
    method: "POST";
    path: "/data-requests/{request_id}/withdrawal";
    writes: true;
  };
  "exports.approve": {
    args: ApproveArchive;
    result: Archive;
    method: "POST";
    path: "/exports/{archive_id}/approve";
    writes: true;
  };
  "exports.cancel": {
    args: CancelArchive;
    result: Archive;
    method: "POST";
    path: "/exports/{archive_id}/cancel";
    writes: true;
  };
  "exports.create": {
    args: CreateArchive;
    result: Archive;
    method: "POST";
    path: "/exports";
    writes: true;
  };
  "exports.get": {
    args: GetArchive;
    result: Archive;
    method: "GET";
    path: "/exports/{archive_id}";
    writes: false;
  };
  "exports.list": {
    args: ListArchives;
    result: Page<Archive>;
    method: "GET";
    path: "/exports";
    writes: false;
  };
  "exports.resume": {
    args: ResumeArchive;
    result: Archive;
    method: "POST";
    path: "/exports/{archive_id}/resume";
    writes: true;
  };
  "people.freeze": {
    args: FreezePerson;
    result: FreezeStanding;
    method: "POST";
    path: "/people/{person_id}/freeze";
    writes: true;
  };
  "me.freeze": {
    args: GetFreeze;
    result: FreezeStanding;
    method: "GET";
    path: "/me/freeze";
    writes: false;
  };
  "people.frozen": {
    args: ListFreezes;
    result: Page<ListedFreeze>;
    method: "GET";
    path: "/freezes";
    writes: false;
  };
  "people.unfreeze": {
    args: UnfreezePerson;
    result: FreezeStanding;
    method: "POST";
    path: "/people/{person_id}/unfreeze";
    writes: true;
  };
  "grants.approve": {
    args: ApproveGrant;
    result: Grant;
    method: "POST";
    path: "/grants/{grant_id}/approvals";
    writes: true;
  };
  "grants.close": {
    args: CloseGrant;
    result: Grant;
    method: "POST";
    path: "/grants/{grant_id}/closing";
    writes: true;
  };
  "grants.deny": {
    args: DenyGrant;
    result: Grant;
    method: "POST";
    path: "/grants/{grant_id}/denial";
    writes: true;
  };
  "grants.find": {
    args: FindPlaces;
    result: FoundPlaces;
    method: "POST";
    path: "/grants/places";
    writes: true;
  };
  "grants.get": {
    args: GetGrant;
    result: Grant;
    method: "GET";
    path: "/grants/{grant_id}";
    writes: false;
  };
  "disclosures.list": {
    args: ListDisclosures;
    result: Disclosures;
    method: "GET";
    path: "/disclosures";
    writes: false;
  };
  "grants.conversations": {
    args: ListGranted;
    result: GrantedConversations;
    method: "POST";
    path: "/grants/{grant_id}/conversations";
    writes: true;
  };
  "grants.list": {
    args: ListGrants;
    result: Page<Grant>;
    method: "GET";
    path: "/grants";
    writes: false;
  };
  "grants.messages": {
    args: ReadGranted;
    result: GrantedPage;
    method: "POST";
    path: "/grants/{grant_id}/messages";
    writes: true;
  };
  "grants.request": {
    args: RequestGrant;
    result: Grant;
    method: "POST";
    path: "/grants";
    writes: true;
  };
  "grants.review": {
    args: ReviewGrant;
    result: Grant;
    method: "POST";
    path: "/grants/{grant_id}/review";
    writes: true;
  };
  "grants.search": {
    args: SearchGranted;
    result: GrantedHits;
    method: "POST";
    path: "/grants/{grant_id}/search";
    writes: true;
  };
  "handovers.get": {
    args: GetHandover;
    result: Handover;
    method: "GET";
    path: "/handovers/{handover_id}";
    writes: false;
  };
  "handovers.list": {
    args: ListHandovers;
    result: Page<Handover>;
    method: "GET";
    path: "/handovers";
    writes: false;
  };
  "handovers.preview": {
    args: PreviewHandover;
    result: HandoverPreview;
    method: "POST";
    path: "/people/{person_id}/handover/preview";
    writes: false;
  };
  "handovers.start": {
    args: StartHandover;
    result: Handover;
    method: "POST";
    path: "/people/{person_id}/handover";
    writes: true;
  };
  "conversations.as_of": {
    args: ShowAsOf;
    result: AsOf;
    method: "GET";
    path: "/conversations/{conversation_id}/as_of";
    writes: false;
  };
  "grants.as_of": {
    args: ShowGrantedAsOf;
    result: AsOf;
    method: "POST";
    path: "/grants/{grant_id}/as_of";
    writes: true;
  };
  "holds.acknowledge": {
    args: AcknowledgeHold;
    result: HoldNotice;
    method: "POST";
    path: "/hold-notices/{hold_id}/acknowledgement";
    writes: true;
  };
  "holds.approve": {
    args: ApproveHold;
    result: Hold;
    method: "POST";
    path: "/holds/{hold_id}/approval";
    writes: true;
  };
  "holds.ask_release": {
    args: AskRelease;
    result: Hold;
    method: "POST";
    path: "/holds/{hold_id}/release-request";
    writes: true;
  };
  "holds.create": {
    args: CreateHold;
    result: Hold;
    method: "POST";
    path: "/holds";
    writes: true;
  };
  "holds.get": {
    args: GetHold;
    result: Hold;
    method: "GET";
    path: "/holds/{hold_id}";
    writes: false;
  };
  "holds.notices": {
    args: ListHoldNotices;
    result: HoldNotices;
    method: "GET";
    path: "/hold-notices";
    writes: false;
  };
  "holds.list": {
    args: ListHolds;
    result: Page<Hold>;
    method: "GET";
    path: "/holds";
    writes: false;
  };
  "holds.preview": {
    args: PreviewHold;
    result: HoldPreview;
    method: "POST";
    path: "/holds/preview";
    writes: true;
  };
  "holds.refuse": {
    args: RefuseHold;
    result: Hold;
    method: "POST";
    path: "/holds/{hold_id}/refusal";
    writes: true;
  };
  "holds.release": {
    args: ReleaseHold;
    result: Hold;
    method: "POST";
    path: "/holds/{hold_id}/release";
    writes: true;
  };
  "holds.widen": {
    args: WidenHold;
    result: Hold;
    method: "POST";
    path: "/holds/{hold_id}/widening";
    writes: true;
  };
  "impersonations.list": {
    args: ListImpersonations;
    result: Page<Impersonation>;
    method: "GET";
    path: "/impersonations";
    writes: false;
  };
  "import_requests.answer": {
    args: AnswerImportRequest;
    result: ImportRequest;
    method: "POST";
    path: "/import-requests/{request_id}/answer";
    writes: true;
  };
  "import_requests.create": {
    args: CreateImportRequest;
    result: ImportRequest;
    method: "POST";
    path: "/import-requests";
    writes: true;
  };
  "import_requests.finish": {
    args: FinishImportRequest;
    result: ImportRequest;
    method: "POST";
    path: "/import-requests/{request_id}/finish";
    writes: true;
  };
  "import_requests.get": {
    args: GetImportRequest;
    result: ImportRequest;
    method: "GET";
    path: "/import-requests/{request_id}";
    writes: false;
  };
  "import_requests.list": {
    args: ListImportRequests;
    result: Page<ImportRequest>;
    method: "GET";
    path: "/import-requests";
    writes: false;
  };
  "import_requests.withdraw": {
    args: WithdrawImportRequest;
    result: ImportRequest;
    method: "POST";
    path: "/import-requests/{request_id}/withdrawal";
    writes: true;
  };
  "imports.advance": {
    args: AdvanceImport;
    result: Import;
    method: "POST";
    path: "/imports/{import_id}/advance";
    writes: true;
  };
  "imports.cancel": {
    args: CancelImport;
    result: Import;
    method: "POST";
    path: "/imports/{import_id}/cancel";
    writes: true;
  };
  "imports.create": {
    args: CreateImport;
    result: Import;
    method: "POST";
    path: "/imports";
    writes: true;
  };
  "imports.retention": {
    args: ExplainImportRetention;
    result: ImportRetention;
    method: "GET";
    path: "/imports/{import_id}/retention";
    writes: false;
  };
  "imports.finish": {
    args: FinishImport;
    result: Import;
    method: "POST";
    path: "/imports/{import_id}/finish";
    writes: true;
  };
  "imports.get": {
    args: GetImport;
    result: Import;
    method: "GET";
    path: "/imports/{import_id}";
    writes: false;
  };
  "imports.list": {
    args: ListImports;
    result: Page<Import>;
    method: "GET";
    path: "/imports";
    writes: false;
  };
  "imports.preview": {
    args: PreviewImport;
    result: ImportPreview;
    method: "POST";
    path: "/imports/{import_id}/preview";
    writes: false;
  };
  "imports.put": {
    args: PutImportPart;
    result: Import;
    method: "PUT";
    path: "/imports/{import_id}/parts/{number}";
    writes: true;
  };
  "imports.report": {
    args: ReportImport;
    result: ImportReport;
    method: "GET";
    path: "/imports/{import_id}/report";
    writes: false;
  };
  "imports.start": {
    args: StartImport;
    result: Import;
    method: "POST";
    path: "/imports/{import_id}/start";
    writes: true;
  };
  "imports.take": {
    args: TakeImportPart;
    result: ImportPart;
    method: "POST";
    path: "/imports/{import_id}/parts/{number}/take";
    writes: true;
  };
  "lexicons.approve": {
    args: ApproveLexicon;
    result: LexiconVersion;
    method: "POST";
    path: "/lexicons/{name}/versions/{version}/approval";
    writes: true;
  };
  "advice.get": {
    args: GetAdvice;
    result: Advice;
    method: "GET";
    path: "/advice";
    writes: false;
  };
  "lexicons.get": {
    args: GetLexicon;
    result: LexiconVersionDetail;
    method: "GET";
    path: "/lexicons/{name}";
    writes: false;
  };
  "lexicons.starts": {
    args: ListLexiconStarts;
    result: LexiconStarts;
    method: "GET";
    path: "/lexicon/starts";
    writes: false;
  };
  "lexicons.versions": {
    args: ListLexiconVersions;
    result: Page<LexiconVersion>;
    method: "GET";
    path: "/lexicons/{name}/versions";
    writes: false;
  };
  "lexicons.list": {
    args: ListLexicons;
    result: Page<Lexicon>;
    method: "GET";
    path: "/lexicons";
    writes: false;
  };
  "lexicons.put": {
    args: PutLexicon;
    result: LexiconVersionDetail;
    method: "PUT";
    path: "/lexicons/{name}";
    writes: true;
  };
  "lexicons.trial": {
    args: TrialLexicon;
    result: LexiconTrial;
    method: "POST";
    path: "/lexicons/{name}/versions/{version}/trial";
    writes: true;
  };
  "lexicons.try": {
    args: TryLexicon;
    result: LexiconTried;
    method: "POST";
    path: "/lexicon/try";
    writes: false;
  };
  "lexicons.withdraw": {
    args: WithdrawLexicon;
    result: LexiconVersion;
    method: "POST";
    path: "/lexicons/{name}/versions/{version}/withdrawal";
    writes: true;
  };
  "pins.add": {
    args: AddPin;
    result: PinMark;
    method: "PUT";
    path: "/messages/{message_id}/pin";
    writes: true;
  };
  "reactions.add": {
    args: AddReaction;
    result: Reaction;
    method: "PUT";
    path: "/messages/{message_id}/reactions";
    writes: true;
  };
  "saved.add": {
    args: AddSaved;
    result: SavedMark;
    method: "PUT";
    path: "/saved/{message_id}";
    writes: true;
  };
  "pins.list": {
    args: ListPins;
    result: Page<Pin>;
    method: "GET";
    path: "/conversations/{conversation_id}/pins";
    writes: false;
  };
  "reactions.list": {
    args: ListReactions;
    result: Page<Reaction>;
    method: "GET";
    path: "/messages/{message_id}/reactions";
    writes: false;
  };
  "saved.list": {
    args: ListSaved;
    result: Page<Saved>;
    method: "GET";
    path: "/saved";
    writes: false;
  };
  "pins.remove": {
    args: RemovePin;
    result: PinMark;
    method: "DELETE";
    path: "/messages/{message_id}/pin";
    writes: true;
  };
  "reactions.remove": {
    args: RemoveReaction;
    result: Reaction;
    method: "DELETE";
    path: "/messages/{message_id}/reactions";
    writes: true;
  };
  "saved.remove": {
    args: RemoveSaved;
    result: SavedMark;
    method: "DELETE";
    path: "/saved/{message_id}";
    writes: true;
  };
  "messages.edit": {
    args: EditMessage;
    result: Message;
    method: "PATCH";
    path: "/messages/{message_id}";
    writes: true;
  };
  "messages.retention": {
    args: ExplainRetention;
    result: MessageRetention;
    method: "GET";
    path: "/messages/{message_id}/retention";
    writes: false;
  };
  "messages.get": {
    args: GetMessage;
    result: Message;
    method: "GET";
    path: "/messages/{message_id}";
    writes: false;
  };
  "held.list": {
    args: ListHeld;
    result: Page<Message>;
    method: "GET";
    path: "/conversations/{conversation_id}/held";
    writes: false;
  };
  "messages.list": {
    args: ListMessages;
    result: Page<Message>;
    method: "GET";
    path: "/conversations/{conversation_id}/messages";
    writes: false;
  };
  "messages.versions": {
    args: ListVersions;
    result: Page<MessageVersion>;
    method: "GET";
    path: "/messages/{message_id}/versions";
    writes: false;
  };
  "messages.remove": {
    args: RemoveMessage;
    result: Message;
    method: "DELETE";
    path: "/messages/{message_id}";
    writes: true;
  };
  "messages.send": {
    args: SendMessage;
    result: Message;
    method: "POST";
    path: "/conversations/{conversation_id}/messages";
    writes: true;
  };
  "held.withdraw": {
    args: WithdrawHeld;
    result: Message;
    method: "POST";
    path: "/messages/{message_id}/withdrawal";
    writes: true;
  };
  "templates.list": {
    args: ListTemplates;
    result: NoticeTemplates;
    method: "GET";
    path: "/notice-templates";
    writes: false;
  };
  "templates.put": {
    args: PutTemplate;
    result: NoticeTemplate;
    method: "PUT";
    path: "/notice-templates/{kind}/{locale}";
    writes: true;
  };
  "people.deactivate": {
    args: DeactivatePerson;
    result: Person;
    method: "POST";
    path: "/people/{person_id}/deactivate";
    writes: true;
  };
  "me.end_sessions": {
    args: EndMySessions;
    result: SessionsEnded;
    method: "POST";
    path: "/me/sign-out";
    writes: true;
  };
  "people.end_sessions": {
    args: EndSessions;
    result: SessionsEnded;
    method: "POST";
    path: "/people/{person_id}/sign-out";
    writes: true;
  };
  "people.get": {
    args: GetPerson;
    result: Person;
    method: "GET";
    path: "/people/{person_id}";
    writes: false;
  };
  "people.list": {
    args: ListPeople;
    result: Page<Person>;
    method: "GET";
    path: "/people";
    writes: false;
  };
  "me.get": {
    args: GetMe;
    result: Me;
    method: "GET";
    path: "/me";
    writes: false;
  };
  "people.reactivate": {
    args: ReactivatePerson;
    result: Person;
    method: "POST";
    path: "/people/{person_id}/reactivate";
    writes: true;
  };
  "people.upsert": {
    args: UpsertPerson;
    result: Person;
    method: "PUT";
    path: "/people/{person_id}";
    writes: true;
  };
  "policy.acknowledge": {
    args: AcknowledgePolicy;
    result: PolicyView;
    method: "PUT";
    path: "/policy/acknowledgement";
    writes: true;
  };
  "policies.approve": {
    args: ApprovePolicy;
    result: PolicyVersion;
    method: "POST";
    path: "/policies/{version}/approvals";
    writes: true;
  };
  "policies.check": {
    args: CheckPolicy;
    result: PolicyCheck;
    method: "POST";
    path: "/policy/check";
    writes: false;
  };
  "policies.draft": {
    args: DraftPolicy;
    result: PolicyVersionDetail;
    method: "POST";
    path: "/policies";
    writes: true;
  };
  "policy.get": {
    args: GetPolicy;
    result: PolicyView;
    method: "GET";
    path: "/policy";
    writes: false;
  };
  "policies.get": {
    args: GetPolicyVersion;
    result: PolicyVersionDetail;
    method: "GET";
    path: "/policies/{version}";
    writes: false;
  };
  "policies.list": {
    args: ListPolicies;
    result: Page<PolicyVersion>;
    method: "GET";
    path: "/policies";
    writes: false;
  };
  "policies.starts": {
    args: ListPolicyStarts;
    result: PolicyStarts;
    method: "GET";
    path: "/policy/starts";
    writes: false;
  };
  "policies.propose": {
    args: ProposePolicy;
    result: PolicyVersion;
    method: "POST";
    path: "/policies/{version}/proposal";
    writes: true;
  };
  "policies.read": {
    args: ReadPolicySource;
    result: PolicySource;
    method: "POST";
    path: "/policy/source";
    writes: false;
  };
  "policies.revise": {
    args: RevisePolicy;
    result: PolicyVersionDetail;
    method: "PUT";
    path: "/policies/{version}";
    writes: true;
  };
  "policies.trial": {
    args: TrialPolicy;
    result: PolicyTrial;
    method: "POST";
    path: "/policies/{version}/trial";
    writes: true;
  };
  "policies.withdraw": {
    args: WithdrawPolicy;
    result: PolicyVersion;
    method: "POST";
    path: "/policies/{version}/withdrawal";
    writes: true;
  };
  "policies.write": {
    args: WritePolicySource;
    result: PolicySource;
    method: "POST";
    path: "/policy/yaml";
    writes: false;
  };
  "preferences.get": {
    args: GetPreferences;
    result: Preferences;
    method: "GET";
    path: "/preferences";
    writes: false;
  };
  "preferences.set": {
    args: SetPreferences;
    result: Preferences;
    method: "PUT";
    path: "/preferences";
    writes: true;
  };
  "reach.report": {
    args: ReadReach;
    result: ReachReport;
    method: "POST";
    path: "/reach";
    writes: true;
  };
  "record.check": {
    args: CheckRecord;
    result: RecordCheck;
    method: "POST";
    path: "/record/checks";
    writes: true;
  };
  "record.checkpoint": {
    args: GetCheckpoint;
    result: Checkpoint;
    method: "GET";
    path: "/record/checkpoint";
    writes: false;
  };
  "record.proof": {
    args: GetProof;
    result: Proof;
    method: "GET";
    path: "/record/proofs/{position}";
    writes: false;
  };
  "record.health": {
    args: GetRecordHealth;
    result: RecordHealth;
    method: "GET";
    path: "/record/health";
    writes: false;
  };
  "record.checks": {
    args: ListRecordChecks;
    result: Page<RecordCheck>;
    method: "GET";
    path: "/record/checks";
    writes: false;
  };
  "record.search": {
    args: SearchTrail;
    result: Trail;
    method: "POST";
    path: "/record/search";
    writes: true;
  };
  "retention.runs": {
    args: ListRetentionRuns;
    result: Page<RetentionRun>;
    method: "GET";
    path: "/retention/runs";
    writes: false;
  };
  "retention.try": {
    args: TryRetention;
    result: RetentionTrial;
    method: "POST";
    path: "/policies/{version}/retention-trial";
    writes: true;
  };
  "retention_asks.answer": {
    args: AnswerRetentionAsk;
    result: RetentionAsk;
    method: "POST";
    path: "/retention/asks/{ask_id}/answer";
    writes: true;
  };
  "retention_asks.approve": {
    args: ApproveRetentionAsk;
    result: RetentionAsk;
    method: "POST";
    path: "/retention/asks/{ask_id}/approval";
    writes: true;
  };
  "retention_asks.get": {
    args: GetRetentionAsk;
    result: RetentionAsk;
    method: "GET";
    path: "/retention/asks/{ask_id}";
    writes: false;
  };
  "retention_asks.list": {
    args: ListRetentionAsks;
    result: Page<RetentionAsk>;
    method: "GET";
    path: "/retention/asks";
    writes: false;
  };
  "retention_asks.reopen": {
    args: ReopenRetentionAsk;
    result: RetentionAsk;
    method: "POST";
    path: "/retention/asks/{ask_id}/reopening";
    writes: true;
  };
  "samples.draw": {
    args: DrawSamples;
    result: DrawnSamples;
    method: "POST";
    path: "/samples/drawing";
    writes: true;
  };
  "samples.get": {
    args: GetSample;
    result: Sample;
    method: "GET";
    path: "/samples/{sample_id}";
    writes: false;
  };
  "samples.messages": {
    args: ListSampleMessages;
    result: SampleMessages;
    method: "GET";
    path: "/samples/{sample_id}/messages";
    writes: false;
  };
  "samples.list": {
    args: ListSamples;
    result: Page<Sample>;
    method: "GET";
    path: "/samples";
    writes: false;
  };
  "search.messages": {
    args: SearchMessages;
    result: SearchPage;
    method: "POST";
    path: "/search";
    writes: false;
  };
  "search.suggest": {
    args: SuggestSearch;
    result: Suggestions;
    method: "POST";
    path: "/search/suggest";
    writes: false;
  };
  "sms.add_account": {
    args: AddSmsAccount;
    result: SmsAccount;
    method: "POST";
    path: "/sms/accounts";
    writes: true;
  };
  "sms.add_contact": {
    args: AddSmsContact;
    result: SmsContact;
    method: "POST";
    path: "/sms/contacts";
    writes: true;
  };
  "sms.add_sender": {
    args: AddSmsSender;
    result: SmsSender;
    method: "POST";
    path: "/sms/senders";
    writes: true;
  };
  "sms.assign": {
    args: AssignSmsConversation;
    result: SmsStanding;
    method: "PUT";
    path: "/sms/conversations/{conversation_id}/assignee";
    writes: true;
  };
  "sms.change_account": {
    args: ChangeSmsAccount;
    result: SmsAccount;
    method: "PATCH";
    path: "/sms/accounts/{account_id}";
    writes: true;
  };
  "sms.change_contact": {
    args: ChangeSmsContact;
    result: SmsContact;
    method: "PATCH";
    path: "/sms/contacts/{contact_id}";
    writes: true;
  };
  "sms.change_sender": {
    args: ChangeSmsSender;
    result: SmsSender;
    method: "PATCH";
    path: "/sms/senders/{sender_id}";
    writes: true;
  };
  "sms.cover": {
    args: CoverSmsConversation;
    result: SmsStanding;
    method: "PUT";
    path: "/sms/conversations/{conversation_id}/cover";
    writes: true;
  };
  "sms.decide": {
    args: DecideSmsText;
    result: SmsText;
    method: "PUT";
    path: "/sms/texts/{text_id}/decision";
    writes: true;
  };
  "sms.end_link": {
    args: EndSmsLink;
    result: SmsText;
    method: "DELETE";
    path: "/sms/texts/{text_id}/link";
    writes: true;
  };
  "sms.enter_consent": {
    args: EnterSmsConsent;
    result: SmsConsent;
    method: "POST";
    path: "/sms/consents";
    writes: true;
  };
  "sms.contact": {
    args: GetSmsContact;
    result: SmsContact;
    method: "GET";
    path: "/sms/contacts/{contact_id}";
    writes: false;
  };
  "sms.health": {
    args: GetSmsHealth;
    result: SmsHealth;
    method: "GET";
    path: "/sms/health";
    writes: false;
  };
  "sms.standing": {
    args: GetSmsStanding;
    result: SmsStanding;
    method: "GET";
    path: "/sms/conversations/{conversation_id}";
    writes: false;
  };
  "sms.accounts": {
    args: ListSmsAccounts;
    result: Page<SmsAccount>;
    method: "GET";
    path: "/sms/accounts";
    writes: false;
  };
  "sms.consents": {
    args: ListSmsConsents;
    result: Page<SmsConsent>;
    method: "GET";
    path: "/sms/consents";
    writes: false;
  };
  "sms.contacts": {
    args: ListSmsContacts;
    result: Page<SmsContact>;
    method: "GET";
    path: "/sms/contacts";
    writes: false;
  };
  "sms.conversations": {
    args: ListSmsConversations;
    result: Page<SmsTalk>;
    method: "GET";
    path: "/sms/conversations";
    writes: false;
  };
  "sms.hooks": {
    args: ListSmsHooks;
    result: Page<SmsHook>;
    method: "GET";
    path: "/sms/hooks";
    writes: false;
  };
  "sms.senders": {
    args: ListSmsSenders;
    result: Page<SmsSender>;
    method: "GET";
    path: "/sms/senders";
    writes: false;
  };
  "sms.texts": {
    args: ListSmsTexts;
    result: Page<SmsText>;
    method: "GET";
    path: "/sms/conversations/{conversation_id}/texts";
    writes: false;
  };
  "sms.open": {
    args: OpenSmsConversation;
    result: Conversation;
    method: "POST";
    path: "/sms/conversations";
    writes: true;
  };
  "sms.recycle_contact": {
    args: RecycleSmsContact;
    result: SmsContact;
    method: "POST";
    path: "/sms/contacts/{contact_id}/recycling";
    writes: true;
  };
  "sms_campaigns.add": {
    args: AddSmsCampaign;
    result: SmsCampaign;
    method: "POST";
    path: "/sms/campaigns";
    writes: true;
  };
  "sms_campaigns.approve": {
    args: ApproveSmsCampaign;
    result: SmsCampaign;
    method: "POST";
    path: "/sms/campaigns/{campaign_id}/approval";
    writes: true;
  };
  "sms_campaigns.get": {
    args: GetSmsCampaign;
    result: SmsCampaign;
    method: "GET";
    path: "/sms/campaigns/{campaign_id}";
    writes: false;
  };
  "sms_campaigns.list": {
    args: ListSmsCampaigns;
    result: Page<SmsCampaign>;
    method: "GET";
    path: "/sms/campaigns";
    writes: false;
  };
  "sms_campaigns.recipients": {
    args: ListSmsRecipients;
    result: Page<SmsRecipient>;
    method: "GET";
    path: "/sms/campaigns/{campaign_id}/recipients";
    writes: false;
  };
  "sms_campaigns.move": {
    args: MoveSmsCampaign;
    result: SmsCampaign;
    method: "PUT";
    path: "/sms/campaigns/{campaign_id}/state";
    writes: true;
  };
  "sms_campaigns.preview": {
    args: PreviewSmsCampaign;
    result: SmsCampaignPreview;
    method: "GET";
    path: "/sms/campaigns/{campaign_id}/preview";
    writes: false;
  };
  "spaces.add_members": {
    args: AddSpaceMembers;
    result: Space;
    method: "POST";
    path: "/spaces/{space_id}/members";
    writes: true;
  };
  "spaces.archive": {
    args: ArchiveSpace;
    result: Space;
    method: "POST";
    path: "/spaces/{space_id}/archive";
    writes: true;
  };
  "spaces.change_member": {
    args: ChangeSpaceMember;
    result: SpaceMember;
    method: "PATCH";
    path: "/spaces/{space_id}/members/{person_id}";
    writes: true;
  };
  "spaces.create": {
    args: CreateSpace;
    result: Space;
    method: "POST";
    path: "/spaces";
    writes: true;
  };
  "spaces.decide": {
    args: DecideRequest;
    result: SpaceRequest;
    method: "PUT";
    path: "/spaces/{space_id}/requests/{person_id}";
    writes: true;
  };
  "spaces.directory": {
    args: FindSpaces;
    result: Page<Space>;
    method: "GET";
    path: "/directory/spaces";
    writes: false;
  };
  "spaces.get": {
    args: GetSpace;
    result: Space;
    method: "GET";
    path: "/spaces/{space_id}";
    writes: false;
  };
  "spaces.join": {
    args: JoinSpace;
    result: Space;
    method: "POST";
    path: "/spaces/{space_id}/join";
    writes: true;
  };
  "spaces.leave": {
    args: LeaveSpace;
    result: SpaceMember;
    method: "DELETE";
    path: "/spaces/{space_id}/leave";
    writes: true;
  };
  "spaces.channels": {
    args: ListChannels;
    result: Page<Channel>;
    method: "GET";
    path: "/spaces/{space_id}/channels";
    writes: false;
  };
  "spaces.requests": {
    args: ListRequests;
    result: Page<SpaceRequest>;
    method: "GET";
    path: "/spaces/{space_id}/requests";
    writes: false;
  };
  "spaces.members": {
    args: ListSpaceMembers;
    result: Page<SpaceMember>;
    method: "GET";
    path: "/spaces/{space_id}/members";
    writes: false;
  };
  "spaces.list": {
    args: ListSpaces;
    result: Page<Space>;
    method: "GET";
    path: "/spaces";
    writes: false;
  };
  "spaces.preview_rule": {
    args: PreviewRule;
    result: RulePreview;
    method: "GET";
    path: "/directory/rule";
    writes: false;
  };
  "spaces.remove_member": {
    args: RemoveSpaceMember;
    result: SpaceMember;
    method: "DELETE";
    path: "/spaces/{space_id}/members/{person_id}";
    writes: true;
  };
  "spaces.request": {
    args: RequestToJoin;
    result: SpaceRequest;
    method: "PUT";
    path: "/spaces/{space_id}/request";
    writes: true;
  };
  "spaces.set_rule": {
    args: SetRule;
    result: Space;
    method: "PUT";
    path: "/spaces/{space_id}/rule";
    writes: true;
  };
  "spaces.unarchive": {
    args: UnarchiveSpace;
    result: Space;
    method: "POST";
    path: "/spaces/{space_id}/unarchive";
    writes: true;
  };
  "spaces.update": {
    args: UpdateSpace;
    result: Space;
    method: "PATCH";
    path: "/spaces/{space_id}";
    writes: true;
  };
  "spaces.withdraw": {
    args: WithdrawRequest;
    result: SpaceRequest;
    method: "DELETE";
    path: "/spaces/{space_id}/request";
    writes: true;
  };
  "people.standings": {
    args: ListStandings;
    result: Page<PersonStanding>;
    method: "GET";
    path: "/standings";
    writes: false;
  };
  "subjects.get": {
    args: GetSubject;
    result: SubjectCard;
    method: "GET";
    path: "/subjects";
    writes: false;
  };
  "subjects.list": {
    args: ListSubjects;
    result: SubjectCards;
    method: "POST";
    path: "/subjects/cards";
    writes: false;
  };
  "subjects.put": {
    args: PutSubject;
    result: SubjectCard;
    method: "PUT";
    path: "/subjects";
    writes: true;
  };
  "subjects.remove": {
    args: RemoveSubject;
    result: RemovedSubject;
    method: "DELETE";
    path: "/subjects";
    writes: true;
  };
  "branding.add_logo": {
    args: AddLogo;
    result: Logo;
    method: "POST";
    path: "/branding/logos";
    writes: true;
  };
  "branding.get": {
    args: GetBranding;
    result: BrandingView;
    method: "GET";
    path: "/branding";
    writes: false;
  };
  "branding.versions": {
    args: ListBrandingVersions;
    result: Page<BrandingVersion>;
    method: "GET";
    path: "/branding/versions";
    writes: false;
  };
  "branding.preview": {
    args: PreviewBranding;
    result: BrandingPreview;
    method: "POST";
    path: "/branding/preview";
    writes: false;
  };
  "branding.restore": {
    args: RestoreBranding;
    result: BrandingView;
    method: "POST";
    path: "/branding/versions/{version}/restore";
    writes: true;
  };
  "tenant.resume": {
    args: ResumeTenant;
    result: TenantStatus;
    method: "POST";
    path: "/tenant/resume";
    writes: true;
  };
  "branding.set": {
    args: SetBranding;
    result: BrandingView;
    method: "PUT";
    path: "/branding";
    writes: true;
  };
  "tenant.suspend": {
    args: SuspendTenant;
    result: TenantStatus;
    method: "POST";
    path: "/tenant/suspend";
    writes: true;
  };
  "threads.follow": {
    args: FollowThread;
    result: ThreadMark;
    method: "PUT";
    path: "/threads/{thread_id}/follow";
    writes: true;
  };
  "threads.get": {
    args: GetThread;
    result: Thread;
    method: "GET";
    path: "/threads/{thread_id}";
    writes: false;
  };
  "threads.marks": {
    args: ListThreadMarks;
    result: Page<ThreadMark>;
    method: "GET";
    path: "/threads/marks";
    writes: false;
  };
  "threads.list": {
    args: ListThreads;
    result: Page<Thread>;
    method: "GET";
    path: "/threads";
    writes: false;
  };
  "threads.read_all": {
    args: ReadAllThreads;
    result: ThreadsMarked;
    method: "PUT";
    path: "/threads/read";
    writes: true;
  };
  "threads.read": {
    args: ReadThread;
    result: ThreadMark;
    method: "PUT";
    path: "/threads/{thread_id}/read";
    writes: true;
  };
  "threads.unfollow": {
    args: UnfollowThread;
    result: ThreadMark;
    method: "DELETE";
    path: "/threads/{thread_id}/follow";
    writes: true;
  };
  "transparency.get": {
    args: GetTransparency;
    result: TransparencyReport;
    method: "GET";
    path: "/transparency/{quarter}";
    writes: false;
  };
  "transparency.list": {
    args: ListTransparency;
    result: TransparencyQuarters;
    method: "GET";
    path: "/transparency";
    writes: false;
  };
  "watch.days": {
    args: WatchDays;
    result: OversightDays;
    method: "GET";
    path: "/watch/days";
    writes: false;
  };
  "watch.reviewers": {
    args: WatchReviewers;
    result: ReviewersWatch;
    method: "GET";
    path: "/watch/reviewers";
    writes: false;
  };
}

export type Operation = keyof Operations;

export type ErrorCode =
  | "archived"
  | "attachment_not_ready"
  | "choice_needed"
  | "client_id_reused"
  | "confirm_audience"
  | "confirm_mentions"
  | "conflict"
  | "consent_missing"
  | "content_damaged"
  | "contrast_too_low"
  | "daily_cap"
  | "file_refused"
  | "file_too_large"
  | "file_type_refused"
  | "forbidden"
  | "frozen"
  | "full"
  | "handover_refused"
  | "handover_running"
  | "idempotency_key_reused"
  | "internal_error"
  | "invalid"
  | "key_unavailable"
  | "last_owner"
  | "method_not_allowed"
  | "not_announced"
  | "not_assigned"
  | "not_found"
  | "not_in_space"
  | "number_refused"
  | "one_channel_only"
  | "opted_out"
  | "origin_refused"
  | "pair_taken"
  | "person_deactivated"
  | "policy_unacknowledged"
  | "query_invalid"
  | "quiet_hours"
  | "quota_exceeded"
  | "range_not_satisfiable"
  | "rate_limited"
  | "refused"
  | "retention_ask_changed"
  | "retention_ask_over"
  | "rule_unreadable"
  | "secrets_unkept"
  | "sender_paused"
  | "sender_unregistered"
  | "signed_out"
  | "slow_mode"
  | "source_erased"
  | "source_unreadable"
  | "still_kept"
  | "storage_full"
  | "storage_unavailable"
  | "subject_taken"
  | "tenant_suspended"
  | "text_sent"
  | "text_suppressed"
  | "text_too_long"
  | "token_expired"
  | "token_invalid"
  | "too_large"
  | "trial_needed"
  | "unauthenticated"
  | "unavailable"
  | "unsupported_media_type"
  | "upload_closed"
  | "version_outdated"
  | "wrong_offset";

export interface ErrorPlace {
  pointer: string;
  detail: string;
}

/** A refusal on the wire (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  errors?: ErrorPlace[];
  retry_after?: number;
  request_id?: string;
}
