import fc from "fast-check";
import { expect, test } from "vitest";
import { ASSIGNMENT_MODES, type AutomaticMode } from "@/lib/assignment/contract";
import { type Decision, decide, type Present, type Waiting } from "@/lib/assignment/policy";

const MODES = ASSIGNMENT_MODES.filter((mode): mode is AutomaticMode => mode !== "manual");

const chat = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  required_skills: [],
  waited: 0,
  held_last_by: null,
  ...more,
});

let ids = 0;
const agent = (name: string, more: Partial<Present> = {}): Present => ({
  agent_id: ++ids,
  name,
  status: "online",
  skills: [],
  active_chats: 0,
  max_concurrent_chats: 5,
  last_given_at: null,
  ...more,
});

const chosen = (decision: Decision | null) => {
  const first = decision?.reasons.candidates.find(({ verdict }) => verdict === "chosen");
  return decision && `${decision.session_id}: ${first?.name}`;
};
const verdicts = (decision: Decision | null) =>
  Object.fromEntries(decision?.reasons.candidates.map((one) => [one.name, one.verdict]) ?? []);

test("in turn, who was given none for longest comes first, however much they have", () => {
  const anna = agent("Anna", { last_given_at: "2026-01-01T10:00:00Z" });
  const ben = agent("Ben", { last_given_at: "2026-01-01T09:00:00Z", active_chats: 4 });
  const cleo = agent("Cleo", { last_given_at: "2026-01-01T11:00:00Z" });
  expect(chosen(decide("round_robin", [chat("one")], [anna, ben, cleo]))).toBe("one: Ben");
  const dora = agent("Dora");
  expect(chosen(decide("round_robin", [chat("one")], [anna, ben, dora]))).toBe("one: Dora");
});

test("the least busy has the smallest share of their limit", () => {
  const anna = agent("Anna", { active_chats: 1, max_concurrent_chats: 2 });
  const ben = agent("Ben", { active_chats: 3, max_concurrent_chats: 10 });
  expect(chosen(decide("least_busy", [chat("one")], [anna, ben]))).toBe("one: Ben");
});

test("who may hold none does not change the order of the others", () => {
  const anna = agent("Anna", { active_chats: 4 });
  const none = agent("None", { max_concurrent_chats: 0, last_given_at: "2026-01-01T10:00:00Z" });
  const ben = agent("Ben", { active_chats: 1, last_given_at: "2026-01-01T11:00:00Z" });
  expect(chosen(decide("least_busy", [chat("one")], [anna, none, ben]))).toBe("one: Ben");
});

test("by skill, all of them count, and a chat that nobody can take is passed over", () => {
  const anna = agent("Anna", { skills: ["billing"] });
  const ben = agent("Ben", { skills: ["billing", "Español"], active_chats: 4 });
  const both = chat("both", { required_skills: ["billing", "Español"] });
  const nobody = chat("nobody", { required_skills: ["Klingon"] });
  const decision = decide("skill_based", [nobody, both], [anna, ben]);
  expect(chosen(decision)).toBe("both: Ben");
  expect(decision?.reasons.passed_over).toBe(1);
  expect(verdicts(decision)).toEqual({ Ben: "chosen", Anna: "lacks_skills" });
  expect(decide("skill_based", [nobody], [anna, ben])).toBeNull();
  expect(chosen(decide("least_busy", [nobody], [anna, ben]))).toBe("nobody: Anna");
});

test("why each other was not chosen", () => {
  const agents = [
    agent("Anna", { active_chats: 1 }),
    agent("Ben", { active_chats: 2 }),
    agent("Cleo", { status: "away" }),
    agent("Dora", { active_chats: 5 }),
    agent("Emil", { max_concurrent_chats: 0 }),
    agent("Fay"),
  ];
  const given_back = chat("one", { held_last_by: agents.at(-1)?.agent_id as number, waited: 90 });
  const decision = decide("least_busy", [given_back], agents);
  expect(verdicts(decision)).toEqual({
    Anna: "chosen",
    Ben: "fits",
    Cleo: "not_online",
    Dora: "full",
    Emil: "full",
    Fay: "held",
  });
  expect(decision?.reasons).toMatchObject({ mode: "least_busy", waited: 90 });
});

const people = fc.array(
  fc.record({
    status: fc.constantFrom("online", "away", "busy"),
    skills: fc.subarray(["a", "b", "c"]),
    active_chats: fc.nat(4),
    max_concurrent_chats: fc.nat(4),
    last_given_at: fc.constantFrom(null, "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"),
  }),
  { maxLength: 8 },
);
const queue = fc.array(fc.subarray(["a", "b", "c"]), { maxLength: 20 });

test("whatever there is: no limit is passed, only who is online is given one, none is left for whom there is somebody", () => {
  fc.assert(
    fc.property(fc.constantFrom(...MODES), people, queue, (mode, staff, skills) => {
      const agents = staff.map((one, index) => ({ ...agent(`Agent ${index}`), ...one }) as Present);
      let waiting = skills.map((required_skills, index) =>
        chat(String(index), { required_skills }),
      );
      const given: string[] = [];
      const limits = new Map(agents.map((one) => [one.agent_id, one.active_chats]));
      for (let n = 0; ; n++) {
        const decision = decide(mode, waiting, agents);
        if (!decision) break;
        expect(n).toBeLessThan(skills.length);
        const to = agents.find(({ agent_id }) => agent_id === decision.agent_id) as Present;
        const taken = waiting.find(({ id }) => id === decision.session_id) as Waiting;
        expect(to.status).toBe("online");
        expect(to.active_chats).toBeLessThan(to.max_concurrent_chats);
        if (mode === "skill_based") {
          expect(taken.required_skills.filter((skill) => !to.skills.includes(skill))).toEqual([]);
        } else {
          // Whoever is first in the queue is served first.
          expect(taken).toBe(waiting[0]);
        }
        to.active_chats++;
        to.last_given_at = `2026-01-02T00:00:${String(n).padStart(2, "0")}Z`;
        waiting = waiting.filter(({ id }) => id !== taken.id);
        given.push(taken.id);
      }
      const free = agents.filter(
        (one) => one.status === "online" && one.active_chats < one.max_concurrent_chats,
      );
      for (const left of waiting) {
        const able = free.filter(
          (one) =>
            mode !== "skill_based" ||
            left.required_skills.every((skill) => one.skills.includes(skill)),
        );
        expect(able).toEqual([]);
      }
      expect(limits.size).toBe(agents.length);
    }),
    { seed: 20261123 },
  );
});

test("in turn is fair: of agents with room for all, none is given two more than another", () => {
  const agents = Array.from({ length: 7 }, (_, n) =>
    agent(`Agent ${n}`, { max_concurrent_chats: 99 }),
  );
  const before = new Map(agents.map(({ agent_id }) => [agent_id, 0]));
  for (let n = 0; n < 40; n++) {
    const to = decide("round_robin", [chat(String(n))], agents)?.agent_id as number;
    before.set(to, (before.get(to) ?? 0) + 1);
    const one = agents.find(({ agent_id }) => agent_id === to) as Present;
    one.last_given_at = new Date(Date.UTC(2026, 0, 1) + n).toISOString();
    const counts = [...before.values()];
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});
