import { expect, test } from "vitest";
import { failed, inBytes, passed, toSum, toText, warning, wordsOf } from "@/scripts/doctor/finding";

const findings = [passed("Node", "20"), warning("Memory", "few", "Buy."), failed("Port", "a", "b")];

test("each says in a sign and a word how it is, and what to do", () => {
  expect(findings.map(toText)).toEqual([
    "✓ ok    Node         20",
    "! warn  Memory       few\n                     → Buy.",
    "✗ fail  Port         a\n                     → b",
  ]);
  expect(toSum(findings)).toBe("1 ok, 1 to warn of, 1 failed");
});

test.each([
  [0, "0 bytes"],
  [1023, "1023 bytes"],
  [1024, "1.0 KB"],
  [1.5 * 1024 ** 3, "1.5 GB"],
  [43 * 1024 ** 3, "43 GB"],
  [5000 * 1024 ** 4, "5000 TB"],
])("%s bytes are %s", (bytes, words) => {
  expect(inBytes(bytes)).toBe(words);
});

test("an error's words are those of its cause, in one line and without its full stop", () => {
  const cause = new Error("connect\n  refused.");
  expect(wordsOf(new TypeError("fetch failed", { cause }))).toBe("connect refused");
  expect(wordsOf(new AggregateError([cause], ""))).toBe("connect refused");
  expect(wordsOf(new Error("plain"))).toBe("plain");
  const tls = Object.assign(new Error("800CA:error:0A00"), { reason: "wrong version number" });
  expect(wordsOf(new TypeError("fetch failed", { cause: tls }))).toBe("wrong version number");
});
