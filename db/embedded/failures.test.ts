import { expect, test } from "vitest";
import { messageOf } from "./failures";

const failed = (stderr: string) => Object.assign(new Error("Command failed: initdb"), { stderr });

test.each([
  "2026-11-22 16:09:32 UTC [9] PANIC:  could not write to file: No space left on device\nAborted",
  'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.',
])("a full disk is said in plain words: %s", (stderr) => {
  expect(messageOf(failed(stderr))).toMatch(/^there is no room left/);
});

test("so is one that the system tells of", () => {
  const error = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  expect(messageOf(error)).toMatch(/^there is no room left/);
});

test("of many lines the one that says why is told", () => {
  const stderr = "The files belong to you.\ninitdb: error: invalid locale name\nremoving contents";
  expect(messageOf(failed(stderr))).toBe("invalid locale name");
  expect(messageOf(failed("sh: not found"))).toBe("sh: not found");
  expect(messageOf(failed(""))).toBe("Command failed: initdb");
});
