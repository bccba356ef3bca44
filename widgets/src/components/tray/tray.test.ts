import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
} from "../../../tests/support/mount.ts";
import { sizeText } from "../../core/files/files.ts";
import { tidyName } from "../../core/files/names.ts";
import type { Parked } from "../../core/files/uploads.ts";
import type { Port } from "../../core/port.ts";
import { browserPorts } from "../../core/ports.ts";
import { ConnectionError, parseProblem, RefusalError } from "../../core/problems.ts";
import { Tokens } from "../../core/tokens.ts";
import type { Attachment, Message, Upload } from "../../generated/wire.ts";
import { OnrecordFiles } from "../files/files.ts";
import { OnrecordTray } from "./tray.ts";

const CNV = "cnv_1";

/** An address that shows a picture, whatever path follows. */
const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=#";

/** A server of one upload after the other; `says` changes what it answers to pieces. */
class Server {
  readonly uploads = new Map<string, Upload>();
  readonly cancelled: string[] = [];
  lost = 0;
  refused: string | null = null;
  held = false;
  readonly port: Port;

  constructor() {
    const call = ((op: string, args: Record<string, unknown>) => this.#call(op, args)) as never;
    this.port = {
      state: {} as never,
      base: DOT,
      call,
      create: call,
      tokens: new Tokens(browserPorts(), null),
      leaving: new AbortController().signal,
      fetch: (path, init) => this.#octets(path, init),
      update: () => undefined,
      during: () => Promise.reject(new Error("not here")),
      unlessLive: () => undefined,
      loadPeople: () => undefined,
      after: (_, run) => {
        const timer = setTimeout(run, 1);
        return () => clearTimeout(timer);
      },
      now: () => 0,
      languages: [],
      random: () => 0,
    };
  }

  async #call(op: string, args: Record<string, unknown>): Promise<Upload> {
    await Promise.resolve();
    if (op === "attachments.begin") return this.#begin(args);
    const upload = this.uploads.get(String(args["attachment_id"]));
    if (!upload) throw new RefusalError(parseProblem(404, {}));
    if (op === "attachments.cancel") this.cancelled.push(upload.id);
    if (op === "attachments.finish") return this.#put({ ...upload, state: "checking" });
    if (op === "attachments.describe") return this.#put({ ...upload, alt: String(args["alt"]) });
    return this.#checked(upload);
  }

  #checked(upload: Upload): Upload {
    if (upload.state !== "checking" || this.held) return upload;
    if (this.refused) return this.#put({ ...upload, state: "refused", reason: "malware" });
    return this.#put({ ...upload, state: "ready" });
  }

  #begin(args: Record<string, unknown>): Upload {
    const name = String(args["name"]);
    if (name.endsWith(".exe"))
      throw new RefusalError(parseProblem(415, { code: "file_type_refused" }));
    return this.#put({
      id: `att_${this.uploads.size + 1}`,
      conversation_id: CNV,
      state: "uploading",
      name,
      alt: null,
      size: Number(args["size"]),
      received: 0,
      reason: null,
      waits_for: null,
      attachment: null,
      expires_at: "",
    });
  }

  async #octets(path: string, init: RequestInit): Promise<Response> {
    const [, id = "", offset = "0"] = /attachments\/(\w+)\/bytes\?offset=(\d+)/.exec(path) ?? [];
    const upload = this.uploads.get(id) as Upload;
    if (this.lost > 0) {
      this.lost -= 1;
      throw new ConnectionError("gone");
    }
    expect(Number(offset)).toBe(upload.received);
    const received = upload.received + (init.body as Blob).size;
    return Response.json(await Promise.resolve(this.#put({ ...upload, received })));
  }

  #put(upload: Upload): Upload {
    this.uploads.set(upload.id, upload);
    return upload;
  }
}

async function tray(server: Server): Promise<OnrecordTray> {
  return mount(new OnrecordTray(), { port: server.port, place: CNV, conversation: CNV });
}

function file(name: string, size = 600_000, type = "text/plain"): File {
  return new File([new Uint8Array(size)], name, { type });
}

async function until(holds: () => boolean): Promise<void> {
  for (let left = 400; !holds(); left -= 1) {
    if (left === 0) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function states(element: OnrecordTray): string[] {
  return findAll(element, ".state").map((one) => one.textContent?.trim() ?? "");
}

const nobody: Parked["send"] = () => undefined;

test("a file comes in pieces, through lost connections, and goes with its message", async () => {
  const server = new Server();
  const element = await tray(server);
  server.lost = 3;
  element.add([file("notes.txt"), file("more.txt", 10)]);
  await until(() => [...server.uploads.values()].filter((u) => u.state === "ready").length === 2);
  await drawn(element);
  expect(states(element)).toEqual(["600 kB", "10 bytes"]);
  await expectAccessible(element);
  const sent = new Promise<unknown>((resolve) =>
    element.send({ text: "look", replyTo: null, options: {}, send: (...all) => resolve(all) }),
  );
  expect(await sent).toEqual(["look", null, { attachments: ["att_1", "att_2"] }]);
  await drawn(element);
  expect(element.empty).toBe(true);
});

test("a message waits for its files, and can be written on", async () => {
  const server = new Server();
  server.held = true;
  const element = await tray(server);
  element.add([file("notes.txt", 5)]);
  await until(() => [...server.uploads.values()].some(({ state }) => state === "checking"));
  let sent = 0;
  element.send({ text: "look", replyTo: null, options: {}, send: () => (sent += 1) });
  await drawn(element);
  expect(find(element, ".waiting").textContent).toContain("look");
  await expectAccessible(element);
  const back = next<string>(element, "back");
  await userEvent.click(find(element, ".waiting .link"));
  expect(await back).toBe("look");
  element.send({ text: "again", replyTo: null, options: {}, send: () => (sent += 1) });
  server.held = false;
  await until(() => sent === 1);
});

test("what is refused says why, holds its message back, and goes when it is removed", async () => {
  const server = new Server();
  server.refused = "malware";
  const element = await tray(server);
  element.add([file("bad.txt", 5), file("setup.exe", 5), file("empty.txt", 0)]);
  await until(() => states(element).length === 3 && findAll(element, ".refused").length === 3);
  expect(states(element)).toEqual([
    "The virus scanner has found something",
    "Files of this kind are not taken here",
    "This file is empty",
  ]);
  await expectAccessible(element);
  let sent: unknown = null;
  const send: Parked["send"] = (text, _, options) => (sent = [text, options]);
  element.send({ text: "words", replyTo: null, options: {}, send });
  expect(sent).toBeNull();
  for (const label of ["Remove bad.txt", "Remove setup.exe", "Remove empty.txt"]) {
    await drawn(element);
    await userEvent.click(find(element, `[aria-label="${label}"]`));
  }
  await until(() => sent !== null);
  expect(sent).toEqual(["words", {}]);
});

test("a message holds ten files", async () => {
  const element = await tray(new Server());
  element.add(Array.from({ length: 12 }, (_, at) => file(`${at}.txt`, 3)));
  await drawn(element);
  expect(findAll(element, ".item")).toHaveLength(10);
  expect(find(element, ".over").textContent).toContain("10 files");
});

test("removing a file takes it back from the server", async () => {
  const server = new Server();
  const element = await tray(server);
  element.add([file("notes.txt", 5)]);
  await until(() => [...server.uploads.values()].some(({ state }) => state === "ready"));
  await drawn(element);
  await userEvent.click(find(element, '[aria-label="Remove notes.txt"]'));
  await until(() => server.cancelled.length === 1);
  element.send({ text: "", replyTo: null, options: {}, send: nobody });
});

test("names are those that the server takes", () => {
  const names = [
    "a/b.txt",
    "CON.txt",
    "x.",
    "",
    'a"b.png',
    "exe.\u202egnp",
    `${"ä".repeat(300)}.png`,
  ];
  expect(names.slice(0, 6).map(tidyName)).toEqual([
    "a_b.txt",
    "CON_.txt",
    "x",
    "file",
    "a_b.png",
    "exe._gnp",
  ]);
  const long = tidyName(names[6] ?? "");
  expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(255);
  expect(long.endsWith(".png")).toBe(true);
  expect([sizeText(1, "en"), sizeText(3_400_000, "en"), sizeText(3_400_000, "de")]).toEqual([
    "1 byte",
    "3.4 MB",
    "3,4 MB",
  ]);
});

const PICTURE: Attachment = {
  id: "att_1",
  name: "dock.png",
  media_type: "image/png",
  size: 3_400_000,
  width: 400,
  height: 300,
  thumbnail: true,
  sha256: "0".repeat(64),
  alt: "The dock at noon",
};

test("pictures have their size before they come, other files say what they are", async () => {
  const server = new Server();
  const label = { ...PICTURE, id: "att_2", name: "label.pdf", media_type: "application/pdf" };
  const files = [PICTURE, { ...label, width: null, height: null, thumbnail: false, alt: null }];
  const element = await mount(new OnrecordFiles(), { port: server.port, files });
  const image = find<HTMLImageElement>(element, "img");
  expect([image.width > 0, image.alt]).toEqual([true, "The dock at noon"]);
  expect(find(element, ".row").getAttribute("aria-label")).toBe("Download label.pdf, 3.4 MB");
  await expectAccessible(element);
});

test("pictures open over everything, and the keyboard turns and closes", async () => {
  const server = new Server();
  const files = [PICTURE, { ...PICTURE, id: "att_2", name: "gate.png", alt: null }];
  const element = await mount(new OnrecordFiles(), { port: server.port, files });
  await userEvent.click(find(element, ".picture"));
  await drawn(element);
  const viewer = find(element, "onrecord-viewer");
  await drawn(viewer);
  const title = (): string => find(viewer, "h2").textContent?.trim() ?? "";
  expect(find<HTMLDialogElement>(viewer, "dialog").open).toBe(true);
  expect(title()).toBe("dock.png");
  await userEvent.keyboard("{ArrowRight}");
  await drawn(viewer);
  expect(title()).toBe("gate.png");
  await expectAccessible(viewer);
  await userEvent.keyboard("{Escape}");
  await drawn(viewer);
  expect(find<HTMLDialogElement>(viewer, "dialog").open).toBe(false);
});

test("one turns through the pictures of the messages round it, and comes back to where one was", async () => {
  const server = new Server();
  const around = ["a", "b", "c"].map((id) => ({ ...PICTURE, id, name: `${id}.png`, alt: null }));
  const messages = around.map((one) => ({ attachments: [one] }) as unknown as Message);
  const given = { port: server.port, files: around.slice(1, 2), around: () => messages };
  const element = await mount(new OnrecordFiles(), given);
  const opener = find(element, ".picture");
  opener.focus();
  await userEvent.keyboard("{Enter}");
  await drawn(element);
  const viewer = find(element, "onrecord-viewer");
  await drawn(viewer);
  const said = (): string => find(viewer, "[role=status]").textContent?.trim() ?? "";
  expect(said()).toBe("2 of 3");
  const stage = find(viewer, ".stage");
  const touch = (type: string, clientX: number): boolean =>
    stage.dispatchEvent(
      new PointerEvent(type, { pointerId: 7, isPrimary: true, pointerType: "touch", clientX }),
    );
  touch("pointerdown", 200);
  touch("pointerup", 190);
  await drawn(viewer);
  expect(said()).toBe("2 of 3");
  touch("pointerdown", 200);
  touch("pointerup", 60);
  await drawn(viewer);
  expect(said()).toBe("3 of 3");
  find(viewer, ".before").click();
  await drawn(viewer);
  expect(said()).toBe("2 of 3");
  await userEvent.keyboard("{Escape}");
  await drawn(viewer);
  expect(element.shadowRoot?.activeElement).toBe(opener);
});

test("where a token is needed, pictures are painted", async () => {
  const { port } = new Server();
  const dot = await (await fetch(DOT.replace("#", ""))).blob();
  const asked: string[] = [];
  const tokens = new Tokens(
    { ...browserPorts(), fetch: () => Promise.resolve(Response.json({ token: "t" })) },
    "/token",
  );
  const fetched: Port["fetch"] = (path, init) => {
    asked.push(path.replace(DOT, ""), new Headers(init.headers).get("authorization") ?? "");
    return Promise.resolve(new Response(dot));
  };
  const closed: Port = { ...port, state: {} as never, tokens, fetch: fetched };
  const element = await mount(new OnrecordFiles(), { port: closed, files: [PICTURE] });
  await until(() => find<HTMLCanvasElement>(element, "canvas").width === 1);
  expect(asked).toEqual(["/v1/attachments/att_1/thumbnail", "Bearer t"]);
  expect(find(element, "canvas").getAttribute("aria-label")).toBe("The dock at noon");
  await expectAccessible(element);
});
