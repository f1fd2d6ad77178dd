import { afterEach, expect, test, vi } from "vitest";
import { transcriptPath } from "./transcript";

afterEach(() => vi.unstubAllEnvs());

test("a zone with a sign in its name comes through an address", () => {
  vi.stubEnv("TZ", "Etc/GMT+5");
  const path = transcriptPath("s", "txt", { side: "staff" });
  const { searchParams } = new URL(path, "http://parley.test");
  expect(Object.fromEntries(searchParams)).toEqual({
    format: "txt",
    side: "staff",
    tz: "Etc/GMT+5",
  });
});
