import { subjectOf } from "@/components/customer/subject";
import type { Random } from "@/faults/random";
import type { Priority } from "@/lib/sessions/contract";
import type { Customer } from "@/scripts/demo/customers";
import type { Dialogue, Speaker, Turn } from "@/scripts/demo/dialogue";
import { type Colleague, NAMES } from "@/scripts/demo/people";
import { visitOf } from "@/scripts/demo/visit";

/** All times are in milliseconds since 1970. */
export type Said = { speaker: Speaker; by: Customer | Colleague; text: string; at: number };
/** An agent had the chat from `at` on; `given_by` is the agent themselves when they accepted. */
export type Hold = {
  agent: Colleague;
  given_by: Colleague;
  at: number;
  released_at: number | null;
};
/** How far somebody has read: all that was said until then. */
export type Seen = { by: Customer | Colleague; until: number };

export type Chat = {
  customer: Customer;
  subject: string;
  priority: Priority;
  skills: string[];
  metadata: Record<string, string>;
  created_at: number;
  said: Said[];
  holds: Hold[];
  seen: Seen[];
  ended: { at: number; by: Customer | Colleague } | null;
  rating: number | null;
};

/** What is put into the braces of one chat. */
type Words = Record<"thing" | "order" | "town" | "street" | "customer", string>;

const firstName = (name: string) => name.split(" ")[0] as string;

/** Chooses an opening and the words for the braces: each pair of opening and thing in its turn. */
export function variations(random: Random) {
  const bags = new Map<Dialogue, { opening: string; thing: string }[]>();
  return function draw(dialogue: Dialogue, customer: Customer): { opening: string; words: Words } {
    const bag = bags.get(dialogue) ?? [];
    if (bag.length === 0) {
      const pairs = dialogue.openings.flatMap((opening) =>
        // Without a thing in it an opening is the same with each.
        (opening.includes("{thing}") ? dialogue.things : [random.one(dialogue.things)]).map(
          (thing) => ({ opening, thing }),
        ),
      );
      bag.push(...random.shuffled(pairs));
    }
    bags.set(dialogue, bag);
    const { opening, thing } = bag.pop() as { opening: string; thing: string };
    const { towns, streets } = NAMES[dialogue.language];
    const words = {
      thing,
      order: `LO-${10_000 + random.below(90_000)}`,
      town: random.one(towns),
      street: random.one(streets),
      // Nobody is called “Guest” to their face.
      customer: customer.name === "Guest" ? "" : firstName(customer.name),
    };
    return { opening: fill(opening, words), words };
  };
}

export type Draw = ReturnType<typeof variations>;

function fill(text: string, words: Words, agent?: Colleague): string {
  const all: Record<string, string> = { ...words, agent: firstName(agent?.name ?? "") };
  const is_an = /^[AEIO]/.test(words.thing);
  return (
    text
      .replace(/\ba \{thing\}/g, is_an ? "an {thing}" : "a {thing}")
      // Who has no name is not addressed by one.
      .replace(/,? \{customer\}/g, (found) => (words.customer ? found : ""))
      .replace(/\{(\w+)\}/g, (_, name) => {
        const word = all[name];
        if (word === undefined) throw new Error(`There is no word for {${name}}.`);
        return word;
      })
  );
}

/** A chat in the queue, with its opening. */
export function openChat(
  random: Random,
  draw: Draw,
  dialogue: Dialogue,
  customer: Customer,
  at: number,
) {
  const { opening, words } = draw(dialogue, customer);
  const chat: Chat = {
    customer,
    subject: subjectOf(opening),
    priority: dialogue.priority,
    skills: dialogue.skills,
    metadata: visitOf(random, dialogue.language),
    created_at: at,
    said: [{ speaker: "customer", by: customer, text: opening, at }],
    holds: [],
    seen: [],
    ended: null,
    rating: null,
  };
  return { chat, words };
}

/** How long a turn takes to come, in milliseconds: reading what was said, thinking, typing. */
function pauseBefore(random: Random, turn: Turn, before: Said): number {
  const typing = turn.text.length * random.between(60, 130);
  const goes_on = turn.speaker === before.speaker;
  const thinking = goes_on ? 2000 : turn.speaker === "customer" ? 9000 : 6000;
  return Math.round(typing + thinking * random.between(0.6, 2.5));
}

/**
 * The chat goes on from where it is, each turn after its pause.
 * @param colleague who takes it over where the dialogue hands it on
 */
export function talk(
  random: Random,
  chat: Chat,
  words: Words,
  turns: Turn[],
  colleague?: () => Colleague,
): void {
  for (const turn of turns) {
    const before = chat.said.at(-1) as Said;
    const hold = chat.holds.at(-1) as Hold;
    let { agent } = hold;
    let at = Math.max(before.at, hold.at) + pauseBefore(random, turn, before);
    if (turn.is_colleague && chat.holds.length === 1) {
      if (!colleague) throw new Error("There is no colleague to hand the chat on to.");
      hold.released_at = before.at + Math.round(random.between(4000, 12_000));
      agent = colleague();
      const taken_at = hold.released_at + Math.round(random.between(20_000, 150_000));
      chat.seen.push({ by: hold.agent, until: before.at });
      chat.holds.push({ agent, given_by: agent, at: taken_at, released_at: null });
      at = taken_at + pauseBefore(random, turn, before);
    }
    const by = turn.speaker === "customer" ? chat.customer : agent;
    chat.said.push({ speaker: turn.speaker, by, text: fill(turn.text, words, agent), at });
  }
}
