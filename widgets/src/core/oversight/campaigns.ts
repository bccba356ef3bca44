/** One text with fields, to many people outside; see `core/port.ts`. */
import type {
  AddSmsCampaign,
  MoveSmsCampaign,
  Page,
  SmsCampaign,
  SmsCampaignPreview,
  SmsContact,
  SmsRecipient,
  SmsRecipientState,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import { listContacts } from "./texts.ts";

addRoutes({
  "sms_campaigns.add": ["POST", "/sms/campaigns"],
  "sms_campaigns.approve": ["POST", "/sms/campaigns/{campaign_id}/approval"],
  "sms_campaigns.get": ["GET", "/sms/campaigns/{campaign_id}"],
  "sms_campaigns.list": ["GET", "/sms/campaigns"],
  "sms_campaigns.recipients": ["GET", "/sms/campaigns/{campaign_id}/recipients"],
  "sms_campaigns.move": ["PUT", "/sms/campaigns/{campaign_id}/state"],
  "sms_campaigns.preview": ["GET", "/sms/campaigns/{campaign_id}/preview"],
});

const PAGE = 50;
/** Pages of contacts that are looked through for a number. */
const MOST_PAGES = 20;

function paged(cursor: string | null): { limit: number; cursor?: string } {
  return cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
}

export function listCampaigns(port: Port, cursor: string | null): Promise<Page<SmsCampaign>> {
  return port.call("sms_campaigns.list", paged(cursor));
}

export function fetchCampaign(port: Port, id: string): Promise<SmsCampaign> {
  return port.call("sms_campaigns.get", { campaign_id: id });
}

export function addCampaign(port: Port, command: AddSmsCampaign): Promise<SmsCampaign> {
  return port.create("sms_campaigns.add", command);
}

export function approveCampaign(port: Port, id: string): Promise<SmsCampaign> {
  return port.create("sms_campaigns.approve", { campaign_id: id });
}

export function moveCampaign(
  port: Port,
  id: string,
  to: MoveSmsCampaign["to"],
): Promise<SmsCampaign> {
  return port.call("sms_campaigns.move", { campaign_id: id, to });
}

/** What would go now; it changes nothing. */
export function previewCampaign(port: Port, id: string): Promise<SmsCampaignPreview> {
  return port.call("sms_campaigns.preview", { campaign_id: id });
}

/** Those of one state, or all, in the order of their places. */
export function listRecipients(
  port: Port,
  id: string,
  state: SmsRecipientState | null,
  cursor: string | null,
): Promise<Page<SmsRecipient>> {
  const narrowed = state === null ? {} : { state };
  return port.call("sms_campaigns.recipients", { campaign_id: id, ...narrowed, ...paged(cursor) });
}

/** All whom one writes to, as far as so many can be looked through. */
export async function knownContacts(port: Port): Promise<SmsContact[]> {
  const found: SmsContact[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data, next_cursor: next }: Page<SmsContact> = await listContacts(port, "", cursor);
    found.push(...data.filter(({ active }) => active));
    if (next === null) break;
    cursor = next;
  }
  return found;
}
