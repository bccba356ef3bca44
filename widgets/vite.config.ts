import { defineConfig } from "vite";

import { emoji } from "./lint/emoji.ts";
import { squeeze } from "./lint/squeeze.ts";

export default defineConfig({
  plugins: [squeeze(), emoji()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "onrecord.js" },
    rolldownOptions: {
      output: {
        chunkFileNames: "onrecord-[name]-[hash].js",
        minify: true,
        comments: false,
        codeSplitting: { groups: [{ name: "main", tags: ["$initial"] }] },
      },
    },
  },
});
