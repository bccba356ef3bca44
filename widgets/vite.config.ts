import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: true,
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "onrecord.js" },
    rollupOptions: { output: { chunkFileNames: "onrecord-[name]-[hash].js" } },
  },
});
