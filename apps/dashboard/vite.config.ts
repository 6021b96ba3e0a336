import react from "@vitejs/plugin-react";
import mantine from "postcss-preset-mantine";
import { defineConfig } from "vite";

const server = `http://127.0.0.1:${process.env.BALAS_PORT ?? "4000"}`;

/** Builds the dashboard to `dist`, which the server hands out; `vite` alone serves it with the API behind a proxy. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  // Nothing inlined: the page's policy allows fonts and pictures of our own address only.
  build: { target: "es2023", manifest: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": { target: server, ws: true } } },
});
