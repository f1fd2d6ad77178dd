import { beforeEach, expect, test, vi } from "vitest";
import type { Outgoing } from "@/lib/client/state";
import { forgetKept } from "./kept";
import { tabStore } from "./unsent";

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = new Proxy(
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    },
    {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
  vi.stubGlobal("sessionStorage", storage);
});

const entry = (state: Outgoing["state"]): Outgoing => ({
  client_id: "c",
  content: "text",
  is_internal: false,
  created_at: "2026-01-05T12:00:00.000Z",
  state,
  error: null,
});
const anna = { user_id: 1, role: "customer" } as const;

test("what was on its way waits after a reload, for the same person alone", () => {
  tabStore(anna).write({ s: [entry("sending")], other: [] });
  expect(tabStore(anna).read()).toEqual({ s: [entry("waiting")] });
  expect(tabStore({ ...anna, user_id: 2 }).read()).toEqual({});
  tabStore(anna).write({ s: [] });
  expect(tabStore(anna).read()).toEqual({});
});

test("a sign-out leaves nothing, and neither a damaged nor a missing storage is an error", () => {
  tabStore(anna).write({ s: [entry("failed")] });
  forgetKept();
  expect(tabStore(anna).read()).toEqual({});
  sessionStorage.setItem("parley.unsent.1", "{");
  expect(tabStore(anna).read()).toEqual({});
  vi.stubGlobal("sessionStorage", undefined);
  tabStore(anna).write({ s: [entry("sending")] });
  expect(tabStore(anna).read()).toEqual({});
});
