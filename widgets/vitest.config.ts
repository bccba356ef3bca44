import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

import { emoji } from "./lint/emoji.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** A Chromium that the machine brings: ONRECORD_CHROMIUM, or the first on the PATH. */
function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const all = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return process.env["ONRECORD_CHROMIUM"] ?? all.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const core = {
  test: {
    name: "core",
    environment: "node",
    include: ["tests/core/**/*.test.ts"],
    setupFiles: ["tests/support/cases.ts", "tests/support/features.ts"],
    isolate: false,
    testTimeout: 20_000,
  },
};

/** What is found only while tests run is bundled then, and each test that runs is begun anew. */
const BUNDLED = [
  "axe-core",
  "fast-check",
  "lit",
  "lit/decorators.js",
  ...["guard", "keyed", "live", "ref", "repeat"].map((name) => `lit/directives/${name}.js`),
];

const inChromium = (executablePath: string): object => ({
  plugins: [emoji()],
  optimizeDeps: { include: BUNDLED },
  test: {
    name: "components",
    include: ["src/components/**/*.test.ts"],
    testTimeout: 20_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1200, height: 800 },
      provider: playwright({ launchOptions: { executablePath, args: ["--no-sandbox"] } }),
      instances: [{ browser: "chromium" }],
    },
  },
});

const chromium = findChromium();
if (!chromium) console.warn("components are not tested: there is no Chromium");

export default defineConfig({
  test: { projects: [core, ...(chromium ? [inChromium(chromium)] : [])] },
});
