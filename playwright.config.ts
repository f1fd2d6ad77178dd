import { availableParallelism } from "node:os";
import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./e2e/browser";
import type { Twins } from "./e2e/twins";

const isRoot = process.getuid?.() === 0;

/**
 * Where nobody does anything in a browser, or only what the twins of other stories do as well. The
 * filters have a story by key of their own.
 */
const WITHOUT_A_TWIN =
  /(accessibility|bearer|budget|canary|design|doctor|events|filters|http|postgres-killed|races|replay|restart|slow-reader|start|zoom)\.spec\.ts$/;

export default defineConfig<Pick<Twins, "told_by">>({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  forbidOnly: !!process.env.CI,
  retries: 0,
  // What hangs is found by the 5 s of each expectation; the whole of a long story may take twice as
  // long on a slow machine.
  timeout: 60_000,
  // A story waits more than it works: with one for each core a part of the processor was left over.
  workers: process.env.CI ? Math.ceil(1.5 * availableParallelism()) : undefined,
  // scripts/test.ts reads the sums from the JSON.
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    // Recording every story costs as much again as telling it; --trace retain-on-failure records.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        // Chromium refuses its sandbox to root.
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
      ],
    },
  },
  // Each story is told twice, by pointer and by the keyboard alone, but for those that are about one
  // of the two; they are tagged with it.
  projects: [
    {
      name: "pointer",
      use: { ...devices["Desktop Chrome"], told_by: "pointer" },
      grepInvert: /@keyboard/,
    },
    {
      name: "keyboard",
      use: { ...devices["Desktop Chrome"], told_by: "keyboard" },
      testIgnore: WITHOUT_A_TWIN,
      grepInvert: /@pointer/,
    },
  ],
});
