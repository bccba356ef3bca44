/** Where each operation lives; the compiler holds this list against the generated one. */
import type { Operation, Operations } from "../generated/wire.ts";
import { parseProblem, RefusalError } from "./problems.ts";
import { without } from "./records.ts";

const PARAMETER = /\{([a-z_]+)\}/g;

/** The operations that the widgets use. */
export type Used = Extract<
  Operation,
  | "me.get"
  | "people.list"
  | `conversations.${string}`
  | `messages.${string}`
  | "branding.get"
  | "record.checkpoint"
>;

type Route<K extends Used> = readonly [Operations[K]["method"], Operations[K]["path"]];

export const ROUTES: { readonly [K in Used]: Route<K> } = {
  "me.get": ["GET", "/me"],
  "people.list": ["GET", "/people"],
  "conversations.create": ["POST", "/conversations"],
  "conversations.list": ["GET", "/conversations"],
  "conversations.get": ["GET", "/conversations/{conversation_id}"],
  "conversations.update": ["PATCH", "/conversations/{conversation_id}"],
  "conversations.members": ["GET", "/conversations/{conversation_id}/members"],
  "conversations.add_members": ["POST", "/conversations/{conversation_id}/members"],
  "conversations.change_member": ["PATCH", "/conversations/{conversation_id}/members/{person_id}"],
  "conversations.remove_member": ["DELETE", "/conversations/{conversation_id}/members/{person_id}"],
  "conversations.mute": ["PUT", "/conversations/{conversation_id}/mute"],
  "conversations.read": ["PUT", "/conversations/{conversation_id}/read"],
  "messages.send": ["POST", "/conversations/{conversation_id}/messages"],
  "messages.list": ["GET", "/conversations/{conversation_id}/messages"],
  "messages.get": ["GET", "/messages/{message_id}"],
  "messages.edit": ["PATCH", "/messages/{message_id}"],
  "messages.remove": ["DELETE", "/messages/{message_id}"],
  "messages.versions": ["GET", "/messages/{message_id}/versions"],
  "branding.get": ["GET", "/branding"],
  "record.checkpoint": ["GET", "/record/checkpoint"],
};

export interface Request {
  readonly method: string;
  /** Below the mount, with its query. */
  readonly path: string;
  readonly body: string | null;
}

/** The request that asks for an operation: path parameters, then query or JSON body. */
export function requestFor<K extends Used>(op: K, args: Operations[K]["args"]): Request {
  const [method, template] = ROUTES[op];
  const given: Record<string, unknown> = { ...args };
  const named = [...template.matchAll(PARAMETER)].map(([, name]) => name ?? "");
  const path = template.replace(PARAMETER, (_, name: string) => segment(String(given[name])));
  const rest = without(given, named);
  if (method === "GET" || method === "DELETE") {
    const query = queryOf(rest);
    return { method, path: `/v1${path}${query && `?${query}`}`, body: null };
  }
  return { method, path: `/v1${path}`, body: JSON.stringify(rest) };
}

/** A dot segment would be swallowed by every URL parser on the way, and mean another path. */
function segment(value: string): string {
  if (value !== "." && value !== "..") return encodeURIComponent(value);
  throw new RefusalError(parseProblem(422, { detail: `${value} cannot stand in an address.` }));
}

function queryOf(members: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item !== null && item !== undefined) query.append(name, String(item));
    }
  }
  return query.toString();
}
