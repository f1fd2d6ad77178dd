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
