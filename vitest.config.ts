import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const exclude = ["node_modules", "e2e", ".next", ".data"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    pool: "forks",
    // Tests wait for the database as much as they work; otherwise a core is left to a watcher.
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...exclude, "lint"],
          globalSetup: "./testing/global-setup.ts",
          // Many tests make calls fail on purpose; each would leave a page of stack.
          env: { PARLEY_LOG_LEVEL: "silent" },
        },
      },
      // The walls need no database: `vitest run --project walls` starts none.
      { extends: true, test: { name: "walls", include: ["lint/**/*.test.ts"], exclude } },
    ],
  },
});
