import { spawnSync } from "node:child_process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium of this machine that starts; undefined leaves it to Playwright's own. */
export function findBrowser(): string | undefined {
  // Asking for the version weeds out stubs, such as Ubuntu's that only points to a snap.
  const script = `for name in ${NAMES.join(" ")}; do
    "$name" --version >/dev/null 2>&1 && command -v "$name" && exit
  done`;
  const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  return stdout?.trim() || undefined;
}

/**
 * Sees to it that the tests have a browser: one that is there, Debian's, or Playwright's own.
 * @throws Error with one sentence when none can be had.
 */
export function ensureBrowser(): void {
  if (findBrowser()) return;
  if (hasAptAsRoot()) {
    run("apt-get", "update");
    run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
    if (findBrowser()) return;
  }
  if (run("npx", "playwright", "install", "chromium")) return;
  throw new Error(
    "The browser tests need Chromium: install the package `chromium` (or Google Chrome) so that it is on the PATH.",
  );
}

function hasAptAsRoot(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
}

function run(command: string, ...options: string[]): boolean {
  return spawnSync(command, options, { stdio: "inherit" }).status === 0;
}
