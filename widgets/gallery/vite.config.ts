import { defineConfig } from "vite";

import { emoji } from "../lint/emoji.ts";

const NO_CHAT = `${import.meta.dirname}/no_chat.ts`;

/** Only for looking: never part of what is shipped. */
export default defineConfig({
  plugins: [emoji()],
  root: import.meta.dirname,
  base: "./",
  build: { outDir: "../dist/gallery", emptyOutDir: true, target: "es2022" },
  resolve: { alias: [{ find: /.*\/core\/chat\.ts$/, replacement: NO_CHAT }] },
});
