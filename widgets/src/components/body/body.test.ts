import { render } from "lit";
import { expect, test } from "vitest";

import { body } from "./body.ts";

const READERS = {
  me: "ana",
  name: (id: string) => ({ ana: "Ana Ruiz", ben: "Ben <b>Okafor" })[id] ?? id,
};

function draw(text: string): HTMLElement {
  const box = document.createElement("div");
  render(body(text, READERS), box);
  return box;
}

test("what looks like markup stays text, in messages and in names", () => {
  const evil =
    "<img src=x onerror=alert(1)> <script>alert(1)</script> <@ben> [x](javascript:alert(1))";
  const box = draw(evil);
  expect(box.querySelector("img, script, b, a")).toBeNull();
  expect(box.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(box.textContent).toContain("@Ben <b>Okafor");
});

test("a link opens elsewhere and tells nobody where from", () => {
  const link = draw("[the sheet](https://example.com/a?b=1)").querySelector("a");
  expect(link?.href).toBe("https://example.com/a?b=1");
  expect(link?.target).toBe("_blank");
  expect(link?.rel).toBe("noopener noreferrer nofollow ugc");
});

test("a mention of oneself stands out", () => {
  const box = draw("<@ana> and <@ben>");
  expect([...box.querySelectorAll(".mention")].map((m) => m.classList.contains("mine"))).toEqual([
    true,
    false,
  ]);
});

test("every paragraph finds its own direction, code reads from the left", () => {
  const box = draw("مرحبا\n\nHello\n\n```\nx\n```");
  expect([...box.querySelectorAll("p, pre")].map((each) => each.getAttribute("dir"))).toEqual([
    "auto",
    "auto",
    "ltr",
  ]);
});

test("lists, quotes and code are drawn as what they are", () => {
  const box = draw("1. one\n2. two\n\n> said\n\n```js\nlet a;\n```\n\n**b** _i_ ~~s~~");
  const tags = ["ol > li", "blockquote > p", "pre > code", "strong", "em", "s"];
  expect(tags.filter((tag) => !box.querySelector(tag))).toEqual([]);
});
