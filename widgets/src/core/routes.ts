/** Where operations live; the compiler holds each list against the generated one. */
import type { Operation, Operations } from "../generated/wire.ts";
import { parseProblem, RefusalError } from "./problems.ts";
import { without } from "./records.ts";

const PARAMETER = /\{([a-z_]+)\}/g;

type Route<K extends Operation> = readonly [Operations[K]["method"], Operations[K]["path"]];

/** Where some operations live. */
export type Routes<K extends Operation> = { readonly [P in K]: Route<P> };

/** Those that are used at once. */
export const ROUTES = {
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
} as const satisfies Partial<Routes<Operation>>;

const KNOWN = new Map<string, readonly [string, string]>(Object.entries(ROUTES));

/** Add the routes of a feature; its actions do so when they are loaded. */
export function addRoutes(routes: Partial<Routes<Operation>>): void {
  for (const [op, route] of Object.entries(routes)) KNOWN.set(op, route);
}

export interface Request {
  readonly method: string;
  /** Below the mount, with its query. */
  readonly path: string;
  readonly body: string | null;
}

/** The request that asks for an operation: path parameters, then query or JSON body. */
export function requestFor<K extends Operation>(op: K, args: Operations[K]["args"]): Request {
  const [method, template] = KNOWN.get(op) ?? missing(op);
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

function missing(op: string): never {
  throw new Error(`no route of ${op} was added`);
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
