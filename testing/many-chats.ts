import type { messages } from "@/db/schema/messages";
import type { sessions } from "@/db/schema/sessions";
import { randomOf } from "@/faults/random";

type SessionRow = typeof sessions.$inferInsert & { created_at: string };
type MessageRow = typeof messages.$inferInsert;
export type ManyChat = { session: SessionRow; log: MessageRow[] };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Crowd = { customers: number[]; agents: number[] };
type Times = { from: number; to: number };

/**
 * Chats as a shop has them, the same for the same seed: most in working hours, most closed and with
 * about 15 messages, some without an answer, with notes, given back and taken by somebody else,
 * begun by the agent, or not rated.
 */
export function* manyChats(
  count: number,
  { customers, agents }: Crowd,
  { from, to }: Times,
  { seed = 1, share_closed = 0.95 } = {},
): Generator<ManyChat> {
  const { next: random, one: pick } = randomOf(seed);
  const chance = (share: number) => random() < share;
  /** Most are short and some are long, in milliseconds. */
  const pause = (typical: number) => Math.round(typical * 1000 * (0.1 + random() ** 4 * 10));
  const days = Math.max(1, Math.floor((to - from) / DAY));
  let ids = 0;
  const idOf = () => `00000000-0000-7000-8000-${(++ids).toString(16).padStart(12, "0")}`;

  for (let made = 0; made < count; made++) {
    const hour = chance(0.85) ? 8 + random() * 10 : random() * 24;
    const spread = from + Math.floor(random() * days) * DAY + hour * HOUR;
    const created_at = Math.min(to - 1, Math.floor(spread));
    const customer_id = pick(customers);
    const status = chance(share_closed) ? "closed" : chance(0.7) ? "active" : "pending";
    const is_taken = status === "active" || (status === "closed" && chance(0.95));
    let at = created_at;
    const log: MessageRow[] = [];
    const id = idOf();
    let [seq, note_seq] = [0, 0];
    const say = (sender_type: "customer" | "agent" | "system", sender_id: number | null) => {
      const is_internal = sender_type === "agent" && chance(0.04);
      if (is_internal) note_seq++;
      else seq++;
      log.push({
        id: idOf(),
        session_id: id,
        seq,
        note_seq: is_internal ? note_seq : 0,
        sender_id,
        sender_type,
        type: sender_type === "system" ? "system" : "text",
        content: "Where is my order? I have waited for it since last week.",
        is_internal,
        created_at: new Date(at).toISOString(),
      });
    };
    let agent_id = is_taken ? pick(agents) : null;
    if (chance(0.9)) say("customer", customer_id);
    if (chance(0.2)) {
      at += pause(10);
      say("customer", customer_id);
    }
    at += pause(60);
    const taken_at = at;
    if (agent_id !== null) {
      const turns = Math.floor(random() * 30);
      for (let turn = 0; turn < turns; turn++) {
        at += pause(30);
        if (chance(0.01)) {
          say("system", null);
          agent_id = pick(agents);
        }
        if (turn > 0 && chance(0.45)) say("customer", customer_id);
        else say("agent", agent_id);
      }
    }
    at += pause(60);
    const session: SessionRow = {
      id,
      subject: "My order",
      status,
      channel: "api",
      customer_id,
      client_id: id,
      agent_id,
      created_at: new Date(created_at).toISOString(),
      assigned_at: agent_id === null ? null : new Date(taken_at).toISOString(),
      ended_at: status === "closed" ? new Date(at).toISOString() : null,
      last_seq: seq,
      last_note_seq: note_seq,
      rating: status === "closed" && chance(0.3) ? 1 + Math.floor(random() ** 0.4 * 5) : null,
    };
    yield { session, log };
  }
}
