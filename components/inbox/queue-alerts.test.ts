import { expect, test } from "vitest";
import type { KnownSession } from "@/lib/client/state";
import { arrivals, isForAgent, isTheOneThatSounds } from "./queue-alerts";

test("a chat is told to who is online and has all of its skills", () => {
  const agent = { status: "online" as const, skills: ["billing", "german"] };
  expect(isForAgent({ required_skills: [] }, agent)).toBe(true);
  expect(isForAgent({ required_skills: ["german"] }, agent)).toBe(true);
  expect(isForAgent({ required_skills: ["german", "legal"] }, agent)).toBe(false);
  expect(isForAgent({ required_skills: [] }, { ...agent, status: "busy" })).toBe(false);
  expect(isForAgent({ required_skills: [] }, undefined)).toBe(false);
});

test("of any tabs exactly one sounds", () => {
  const tabs = ["b", "a", "c"];
  const sounding = tabs.filter((tab) =>
    isTheOneThatSounds(
      tab,
      tabs.filter((other) => other !== tab),
    ),
  );
  expect(sounding).toEqual(["a"]);
  expect(isTheOneThatSounds("b", [])).toBe(true);
});

test("what one has released oneself, or knew already, is no arrival", () => {
  const queue = ["known", "released", "new"].map((id) => ({ id }) as KnownSession);
  const came = arrivals(queue, new Set(["known"]), new Set(["released"]));
  expect(came.map(({ id }) => id)).toEqual(["new"]);
});
