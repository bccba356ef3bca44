import { type Plugin, defineConfig } from "vite";

/** Styles are text to a minifier: their line breaks and indents go here. */
function squeeze(): Plugin {
  return {
    name: "onrecord-squeeze",
    transform: {
      filter: { id: /\/src\/.*\.ts$/ },
      handler(code) {
        return code.replace(/css`[^`]*`/g, (text) => text.replace(/\s*\n\s*/g, " "));
      },
    },
  };
}

export default defineConfig({
  plugins: [squeeze()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: true,
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "onrecord.js" },
    rollupOptions: {
      output: { chunkFileNames: "onrecord-[name]-[hash].js", minify: true },
    },
  },
});
