/** The tenant's own words for notices; see `core/port.ts`. */
import type { NoticeTemplate, NoticeTemplates } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "templates.list": ["GET", "/notice-templates"],
  "templates.put": ["PUT", "/notice-templates/{kind}/{locale}"],
});

export type TemplateKind = NoticeTemplate["kind"];

export function listTemplates(port: Port): Promise<NoticeTemplates> {
  return port.call("templates.list", {});
}

/** Set the words of a kind in a language; an empty text takes them back. */
export function putTemplate(
  port: Port,
  kind: TemplateKind,
  locale: string,
  text: string,
): Promise<NoticeTemplate> {
  return port.call("templates.put", { kind, locale, text });
}
