import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "@/lib/http/local-path";

test.each([
  "/inbox",
  "/admin?status=pending&agent=2",
  "/admin/chats/01990000-0000-7000-8000-000000000000#end",
  "/inbox?next=//elsewhere.example",
])("%s stays on this site", (path) => {
  expect(localPath(path)).toBe(path);
});

test.each([
  "",
  "inbox",
  "https://elsewhere.example/",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "\\\\elsewhere.example",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "/..//elsewhere.example",
  "/.//elsewhere.example",
  "javascript:alert(1)",
  " /inbox",
  undefined,
  ["/inbox", "/admin"],
])("%j is not followed", (path) => {
  expect(localPath(path)).toBeNull();
});

test("whatever it lets through, a browser stays on this site", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "%2f",
    "%5c",
    ":",
    "@",
    "a",
    "?",
    "#",
    "\t",
    " ",
  );
  const path = fc.oneof(
    fc.array(part, { maxLength: 12 }).map((parts) => `/${parts.join("")}`),
    fc.webPath(),
    fc.string({ unit: "binary", maxLength: 20 }).map((text) => `/${text}`),
  );
  fc.assert(
    fc.property(path, (text) => {
      const found = localPath(text);
      if (found === null) return;
      const site = "https://parley.example";
      // As a link, and after a redirect, which resolves it once more.
      const first = new URL(found, `${site}/login`);
      expect(first.origin).toBe(site);
      expect(new URL(first.pathname + first.search, site).origin).toBe(site);
      expect(found.startsWith("//")).toBe(false);
    }),
    { numRuns: 5000 },
  );
});
