import { afterEach, expect, test, vi } from "vitest";
import { signIn, signInAsGuest, signOut } from "./sign-in";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a sign-in, as the one with a guest's first message, waits no longer than any call on a line that carries nothing", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const calls = [
    signInAsGuest({}),
    signIn("staff", { email: "a@b.example", password: "?" }),
    signOut("customer"),
  ];
  const codes: string[] = [];
  for (const call of calls) call.catch(({ body }) => codes.push(body.code));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(codes).toEqual(["UNAVAILABLE", "UNAVAILABLE", "UNAVAILABLE"]);
});
