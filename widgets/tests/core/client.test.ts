import { beforeEach, describe, expect, test } from "vitest";

import { TIMEOUT_MS } from "../../src/core/bounded.ts";
import { Client } from "../../src/core/client.ts";
import "../../src/core/notices/actions.ts";
import { ConnectionError, isTemporary, RefusalError } from "../../src/core/problems.ts";
import { json, problem, World } from "./clock.ts";

let world: World;
let client: Client;

beforeEach(() => {
  world = new World();
  client = new Client(world.ports, "/chat/", null);
});

const refusal = async (ask: Promise<unknown>): Promise<RefusalError> => {
  const error: unknown = await ask.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RefusalError) return error;
  throw new Error(`not refused: ${String(error)}`);
};

describe("a request", () => {
  test("carries the header that no page of another origin can send, and JSON where it writes", async () => {
    await client.call("conversations.read", { conversation_id: "cnv_1", position: 4 });
    expect(world.asked[0]).toMatchObject({
      url: "https://app.example/chat/v1/conversations/cnv_1/read",
      method: "PUT",
      headers: { "onrecord-request": "1", "content-type": "application/json" },
      body: { position: 4 },
    });
  });

  test("that says that something was read outlives its page", async () => {
    await client.call("notices.read", { notice_id: "ntc_1" });
    await client.call("conversations.read", { conversation_id: "cnv_1", position: 4 });
    expect(world.asked.map(({ stays }) => stays)).toEqual([true, false]);
  });

  test("puts lists and numbers into the query, and leaves out what nobody said", async () => {
    await client.call("people.list", { ids: ["a&b", "ü"], query: "", limit: 5 });
    expect(world.asked[0]?.url).toBe(
      "https://app.example/chat/v1/people?ids=a%26b&ids=%C3%BC&query=&limit=5",
    );
  });

  test("a person's id cannot lead to another path", async () => {
    const remove = (person_id: string): Promise<unknown> =>
      client.call("conversations.remove_member", { conversation_id: "cnv_1", person_id });
    await remove("../../people?x#y");
    expect(new URL(world.asked[0]?.url ?? "").pathname).toBe(
      "/chat/v1/conversations/cnv_1/members/..%2F..%2Fpeople%3Fx%23y",
    );
    expect((await refusal(remove(".."))).problem.code).toBe("invalid");
    expect(world.asked).toHaveLength(1);
  });
});

describe("an answer", () => {
  test("that says no is typed, with its hint", async () => {
    world.answer = () => problem(429, "rate_limited", { retry_after: 7 });
    const error = await refusal(client.call("me.get", {}));
    expect(error.problem).toMatchObject({ code: "rate_limited", retryAfter: 7, status: 429 });
    expect(isTemporary(error)).toBe(true);
  });

  test.each([
    [502, "<html>Bad gateway</html>", "internal_error", true],
    [413, "", "too_large", false],
    [404, "[]", "not_found", false],
    [418, '{"code": 3, "errors": [1, {"pointer": 2}]}', "refused", false],
  ])("%i with %j is understood all the same", async (status, body, code, temporary) => {
    world.answer = () => new Response(body, { status, headers: { "retry-after": "3" } });
    const error = await refusal(client.call("me.get", {}));
    expect(error.problem).toMatchObject({ code, status, retryAfter: 3, errors: [] });
    expect(isTemporary(error)).toBe(temporary);
  });

  test.each(["", "<html>login</html>"])("of 200 with %j is no answer", async (body) => {
    world.answer = () => new Response(body, { status: 200 });
    await expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
  });

  test("that does not come in time is none", async () => {
    world.answer = () => new Promise(() => undefined);
    const asked = expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
    await world.pass(TIMEOUT_MS);
    await asked;
  });

  test("whose body breaks off without an end is none either", async () => {
    world.answer = () => new Response(new ReadableStream());
    const asked = expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
    await world.pass(TIMEOUT_MS);
    await asked;
  });

  test("is for whoever asked, and for nobody who comes after them", async () => {
    world.answer = () => new Promise(() => undefined);
    const asked = refusal(client.call("me.get", {}));
    client.leave();
    expect((await asked).problem.code).toBe("unauthenticated");
  });
});

test("what is created is asked for again under one key, and only when no answer came", async () => {
  let left = 2;
  world.answer = () => {
    if ((left -= 1) >= 0) throw new TypeError("no network");
    return json(201, { id: "cnv_1" });
  };
  await client.create("conversations.create", { kind: "group" });
  expect(new Set(world.asked.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect(world.asked).toHaveLength(3);
  world.answer = () => problem(409, "conflict");
  await refusal(client.create("conversations.create", { kind: "group" }));
  expect(world.asked).toHaveLength(4);
});

describe("with a token-url", () => {
  beforeEach(() => {
    client = new Client(world.ports, "https://chat.example/c", "/token");
  });

  const answers = (good: string) => (asked: { url: string; headers: Record<string, string> }) => {
    if (asked.url.endsWith("/token")) return json(200, { token: `t${world.asked.length}` });
    const ok = asked.headers["authorization"] === `Bearer ${good}`;
    return ok ? json(200, {}) : problem(401, "token_expired");
  };

  test("the token is asked for once, sent as a header, and never in an address", async () => {
    world.answer = answers("t1");
    await Promise.all([client.call("me.get", {}), client.call("branding.get", {})]);
    expect(world.asked.map(({ url }) => new URL(url).pathname)).toEqual([
      "/token",
      "/c/v1/me",
      "/c/v1/branding",
    ]);
    for (const { url } of world.asked) expect(url).not.toMatch(/t1|\?/);
  });

  test("a refused token is replaced once", async () => {
    world.answer = answers("t3");
    await client.call("me.get", {});
    world.answer = answers("never");
    expect((await refusal(client.call("me.get", {}))).problem.code).toBe("token_expired");
    expect(world.asked.filter(({ url }) => url.endsWith("/token"))).toHaveLength(3);
  });

  test("nobody signed in at the host is a refusal; rubbish is no answer", async () => {
    world.answer = () => json(401, {});
    expect((await refusal(client.call("me.get", {}))).problem.code).toBe("unauthenticated");
    world.answer = () => json(200, { tokens: [] });
    await expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
  });

  test("a token that does not come in time keeps nobody from the next", async () => {
    world.answer = () => new Promise(() => undefined);
    const asked = expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
    const token = expect(client.tokens.get()).rejects.toBeInstanceOf(ConnectionError);
    await world.pass(TIMEOUT_MS);
    await Promise.all([asked, token]);
    world.answer = answers("t2");
    await client.call("me.get", {});
  });

  test("a token that is late is time that the request does not have", async () => {
    const never = new Promise<Response>(() => undefined);
    world.answer = async ({ url }) => {
      if (!url.endsWith("/token")) return never;
      await new Promise<void>((resolve) => world.ports.after(TIMEOUT_MS - 1, resolve));
      return json(200, { token: "late" });
    };
    const asked = expect(client.call("me.get", {})).rejects.toBeInstanceOf(ConnectionError);
    await world.pass(TIMEOUT_MS);
    await asked;
  });

  test("a token of whoever has gone is not used by the next", async () => {
    let arrive: (answer: Response) => void = () => undefined;
    world.answer = () => new Promise((resolve) => (arrive = resolve));
    const before = client.tokens.get();
    client.leave();
    const late = arrive;
    const now = client.tokens.get();
    late(json(200, { token: "theirs" }));
    expect(await before).toBe("theirs");
    arrive(json(200, { token: "mine" }));
    expect(await now).toBe("mine");
    expect(await client.tokens.get()).toBe("mine");
  });
});
