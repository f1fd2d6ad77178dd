import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import { AGENT_STATUSES } from "@/lib/agents/contract";
import { CallError } from "@/lib/client/api";
import { assign, transfer } from "@/lib/client/assignment";
import { ownActive } from "@/lib/client/state";
import { PRIORITIES } from "@/lib/sessions/contract";
import { rest } from "@/testing/rest";
import type { Seat, World } from "@/testing/world";

/** Picks one of what there is when the action is carried out: any number means something. */
const pick = fc.nat(999);
const one = <T>(from: readonly T[], index: number): T | undefined => from[index % from.length];

const seat = pick;
const chat = pick;
const who = { seat, chat };

/** What happens, as data: a run that failed can be run again. */
const ACTIONS = {
  start: fc.record({
    seat,
    priority: fc.constantFrom(...PRIORITIES),
    message: fc.boolean(),
  }),
  accept: fc.record(who),
  /** By all staff at once. */
  accept_all: fc.record({ chat }),
  assign: fc.record({ ...who, to: pick }),
  release: fc.record(who),
  transfer: fc.record({ ...who, to: pick, note: fc.boolean() }),
  end: fc.record(who),
  say: fc.record({ ...who, times: fc.integer({ min: 1, max: 3 }) }),
  /** More than one page. */
  say_much: fc.record(who),
  note: fc.record(who),
  /** The same message over REST, twice at once. */
  say_twice: fc.record(who),
  seen: fc.record(who),
  typing: fc.record(who),
  follow: fc.record(who),
  unfollow: fc.record(who),
  older: fc.record(who),
  /** Until what comes after is compared. */
  cut: fc.record({ seat }),
  blink: fc.record({ seat }),
  slow: fc.record({ seat, socket: fc.nat(25), rest: fc.nat(90) }),
  reload: fc.record({ seat }),
  /** What was begun goes on meanwhile. */
  pause: fc.record({ ms: fc.nat(40) }),
  status: fc.record({ seat, status: fc.constantFrom(...AGENT_STATUSES) }),
  active: fc.record({ seat }),
  limit: fc.record({ seat, limit: fc.integer({ min: 1, max: 9 }) }),
  skills: fc.record({ seat, skills: fc.subarray(["billing", "shipping"]) }),
  rename: fc.record({ seat, name: fc.constantFrom("Alex", "Sam", "Robin", "Kim") }),
  promote: fc.record({ seat, role: fc.constantFrom("agent", "admin") }),
  deactivate: fc.record({ seat }),
  reactivate: fc.record({ seat }),
} satisfies Record<string, fc.Arbitrary<unknown>>;

type Kinds = {
  [Kind in keyof typeof ACTIONS]: (typeof ACTIONS)[Kind] extends fc.Arbitrary<infer T> ? T : never;
};
export type Action = { [Kind in keyof Kinds]: { kind: Kind } & Kinds[Kind] }[keyof Kinds];

/** How often each happens, in parts of the sum. */
const WEIGHTS: Record<keyof Kinds, number> = {
  start: 7,
  accept: 8,
  accept_all: 3,
  assign: 4,
  release: 4,
  transfer: 5,
  end: 3,
  say: 20,
  say_much: 0.4,
  note: 5,
  say_twice: 2,
  seen: 12,
  typing: 2,
  follow: 6,
  unfollow: 3,
  older: 1,
  cut: 2.5,
  blink: 1,
  slow: 4,
  reload: 5,
  pause: 14,
  status: 3,
  active: 1,
  limit: 1,
  skills: 1,
  rename: 1,
  promote: 0.3,
  deactivate: 0.4,
  reactivate: 4,
};

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  ...Object.entries(ACTIONS).map(([kind, record]) => ({
    weight: WEIGHTS[kind as keyof Kinds] * 10,
    arbitrary: (record as fc.Arbitrary<object>).map((rest) => ({ kind, ...rest }) as Action),
  })),
);

/** Somebody's page loads slowly while others go on. */
export const anyReload: fc.Arbitrary<Action[]> = fc
  .tuple(
    seat,
    fc.integer({ min: 20, max: 90 }),
    fc.array(fc.tuple(fc.nat(20), anyAction), { minLength: 5, maxLength: 8, size: "max" }),
  )
  .map(([seat, rest, meanwhile]) => [
    { kind: "slow", seat, socket: 0, rest },
    { kind: "reload", seat },
    ...meanwhile.flatMap(([ms, action]): Action[] => [{ kind: "pause", ms }, action]),
  ]);

const isStaff = ({ person }: Seat) => person.role !== "customer";

/** A refusal is an answer like another; what is none ends the run. */
async function answered(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof CallError) || error.body.code === "INTERNAL") throw error;
  }
}

/** Carries an action out, as far as it means something now; settled when it was answered. */
export async function perform(world: World, action: Action): Promise<void> {
  const staff = world.seats.filter(isStaff);
  const customers = world.seats.filter((one) => !isStaff(one));
  const chatOf = (index: number) => one(world.sessions.slice(-12), index);
  /** One in which the seat can do something, more likely than any other. */
  const followedBy = ({ client }: Seat, index: number) => {
    const state = client.getState();
    const own = ownActive(state).map(({ id }) => id);
    const followed = own.length > 0 ? own : Object.keys(state.conversations);
    return index % 8 === 0 ? chatOf(index) : (one(followed, index) ?? chatOf(index));
  };
  const pending = ({ client }: Seat, index: number) => {
    const waiting = Object.values(client.getState().sessions).filter((s) => s.status === "pending");
    return one(waiting, index)?.id ?? chatOf(index);
  };
  const boss = rest(world.boss);
  const patch = async (index: number, change: object) => {
    const found = one(staff, index);
    if (!found) return;
    const { body } = await boss.patch(`/api/users/${found.person.id}`, change);
    if (!body.ok && body.error.code === "INTERNAL") throw new CallError(body.error);
  };

  switch (action.kind) {
    case "start": {
      const { client } = one(customers, action.seat) as Seat;
      return answered(
        client
          .start({
            subject: "My order",
            priority: action.priority,
            client_id: uuidv7(),
            ...(action.message && { message: "Where is it?" }),
          })
          .then(({ id }) => world.sessions.push(id)),
      );
    }
    case "accept": {
      const by = one(staff, action.seat) as Seat;
      const id = pending(by, action.chat);
      return id ? answered(by.client.accept(id)) : undefined;
    }
    case "accept_all": {
      const id = pending(staff[0] as Seat, action.chat);
      if (id) await Promise.all(staff.map(({ client }) => answered(client.accept(id))));
      return;
    }
    case "assign": {
      const by = one(staff, action.seat) as Seat;
      const id = pending(by, action.chat);
      const to = one(staff, action.to) as Seat;
      return id ? answered(assign(by.client, id, to.person.id)) : undefined;
    }
    case "transfer": {
      const by = one(staff, action.seat) as Seat;
      const id = followedBy(by, action.chat);
      const to = one(staff, action.to) as Seat;
      const note = action.note ? "Over to you" : undefined;
      return id ? answered(transfer(by.client, id, to.person.id, note)) : undefined;
    }
    case "release":
    case "end": {
      const by = one(action.kind === "end" ? world.seats : staff, action.seat) as Seat;
      const id = followedBy(by, action.chat);
      return id ? answered(by.client[action.kind](id)) : undefined;
    }
    case "say":
    case "say_much":
    case "note": {
      const by = one(action.kind === "note" ? staff : world.seats, action.seat) as Seat;
      const id = followedBy(by, action.chat);
      const times = action.kind === "say" ? action.times : action.kind === "note" ? 1 : 60;
      if (id) for (let n = 0; n < times; n++) by.client.send(id, `${n}`, action.kind === "note");
      return;
    }
    case "say_twice": {
      const by = one(world.seats, action.seat) as Seat;
      const id = followedBy(by, action.chat);
      const body = { type: "text", client_id: uuidv7(), content: "Twice" };
      const say = () => rest(by.person).post(`/api/live-chat/${id}/messages`, body);
      if (id) await Promise.all([say(), say()]);
      return;
    }
    case "seen":
    case "follow":
    case "unfollow":
    case "older":
    case "typing": {
      const by = one(world.seats, action.seat) as Seat;
      const { client, person } = by;
      const id = action.kind === "follow" ? chatOf(action.chat) : followedBy(by, action.chat);
      if (!id) return;
      if (action.kind === "typing") return client.typing(id, true);
      if (action.kind === "older") return answered(client.loadOlder(id));
      const session = client.getState().sessions[id];
      const is_own = session?.status === "active" && session.agent_id === person.id;
      // An agent's own chats are followed as long as they are that.
      if (action.kind === "unfollow" && is_own) return;
      client[action.kind](id);
      return;
    }
    case "cut":
      return (one(world.seats, action.seat) as Seat).line.refuse();
    case "blink": {
      const { line } = one(world.seats, action.seat) as Seat;
      line.refuse();
      return line.restore();
    }
    case "pause":
      return delay(action.ms);
    case "slow":
      return (one(world.seats, action.seat) as Seat).line.slow(action);
    case "reload":
      return (one(world.seats, action.seat) as Seat).reload();
    case "status":
      return answered((one(staff, action.seat) as Seat).client.setStatus(action.status));
    case "active":
      return (one(staff, action.seat) as Seat).client.active();
    case "limit":
      return patch(action.seat, { max_concurrent_chats: action.limit });
    case "skills":
      return patch(action.seat, { skills: action.skills });
    case "rename": {
      const found = one(world.seats, action.seat) as Seat;
      await boss.patch(`/api/users/${found.person.id}`, { name: action.name });
      return;
    }
    case "promote":
      return patch(action.seat, { role: action.role });
    case "deactivate":
      world.inactive.add(one(staff, action.seat)?.person.id as number);
      return patch(action.seat, { is_active: false });
    case "reactivate": {
      const shut_out = staff.findIndex(({ person }) => world.inactive.has(person.id));
      if (shut_out < 0) return;
      world.inactive.delete(staff[shut_out]?.person.id as number);
      return patch(shut_out, { is_active: true });
    }
  }
}
