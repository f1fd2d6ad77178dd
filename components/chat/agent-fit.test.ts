import { expect, test } from "vitest";
import { bestFor, byFit, type Candidate, unfitWord } from "./agent-fit";

let made = 0;
const agent = (name: string, more: Partial<Candidate> = {}): Candidate => ({
  id: ++made,
  name,
  status: "online",
  skills: [],
  active_chats: 0,
  max_concurrent_chats: 5,
  ...more,
});
const names = (agents: Candidate[]) => agents.map((one) => one.name);

test("room comes first, then who is there, then skills, then the lightest load", () => {
  const agents = [
    agent("full", { active_chats: 5, skills: ["billing"] }),
    agent("offline", { status: "offline", skills: ["billing"] }),
    agent("away", { status: "away", skills: ["billing"] }),
    agent("unskilled"),
    agent("loaded", { skills: ["billing"], active_chats: 2 }),
    agent("free", { skills: ["billing"], active_chats: 1 }),
  ];
  const order = ["free", "loaded", "unskilled", "away", "offline", "full"];
  expect(names(agents.toSorted(byFit(["billing"])))).toEqual(order);
  expect(bestFor(agents, ["billing"])?.name).toBe("free");
});

test("nobody is the best who is full, offline or lacks a skill", () => {
  expect(bestFor([agent("unskilled")], ["billing"])).toBeNull();
  expect(bestFor([agent("offline", { status: "offline" })], [])).toBeNull();
  expect(bestFor([agent("none at all", { max_concurrent_chats: 0 })], [])).toBeNull();
  expect(bestFor([], [])).toBeNull();
});

test("who has every skill and is there is the best, also below who is there and has not", () => {
  const busy = agent("busy", { status: "busy", skills: ["billing"], active_chats: 1 });
  expect(bestFor([agent("unskilled"), busy], ["billing"])?.name).toBe("busy");
});

test("the reason is a word, and being full comes before being offline", () => {
  expect(unfitWord(agent("fit"))).toBeNull();
  expect(unfitWord(agent("none", { max_concurrent_chats: 0 }))).toBe("Takes none");
  expect(unfitWord(agent("away", { status: "away" }))).toBeNull();
  expect(unfitWord(agent("offline", { status: "offline" }))).toBe("Offline");
  expect(unfitWord(agent("both", { status: "offline", active_chats: 5 }))).toBe("Full");
});
