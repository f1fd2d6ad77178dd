import type { Random } from "@/faults/random";
import { type Chat, type Draw, openChat, type Said, talk } from "@/scripts/demo/chat";
import type { Crowd } from "@/scripts/demo/customers";
import type { Dialogue, Language } from "@/scripts/demo/dialogue";
import { DIALOGUES } from "@/scripts/demo/dialogues";
import { type Colleague, TEAM } from "@/scripts/demo/people";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const DAYS = 42;
/** The last ones end so long before now: the chats of now are others. */
const REST = 2 * 60 * MINUTE;
/** The shop answers from 8 to 20, most before noon and after work, on the machine's clock. */
const HOURS = [2, 5, 8, 9, 6, 5, 6, 7, 6, 8, 9, 5] as const;
const FIRST_HOUR = 8;
/** From Sunday on. */
const WEEKDAYS = [0.3, 1.2, 1, 1, 0.9, 1, 0.5] as const;

/** Longer than any of them takes, for nobody knows that beforehand. */
const LONGEST = 45 * MINUTE;

/** How many customers leave before an agent comes. */
const LEFT = 0.03;
const GIVEN_BY_ADMIN = 0.08;
const ENDED_BY_AGENT = 0.7;
const RATED = 0.55;
/** Of a hundred ratings, how many had one star, two, … */
const RATINGS = [2, 4, 10, 26, 58] as const;

/** What a customer may say last; a list of chats shows it. */
const PARTING: Record<Language, string[]> = {
  en: [
    "Thanks again!",
    "Bye!",
    "Have a good one",
    "🙏",
    "Wonderful, thank you",
    "Will do. Goodbye!",
    "Perfect 👌",
    "That was quick, cheers",
    "You made my day",
    "OK, talk to you soon",
    "Great service, honestly",
    "Lovely. Greetings to the warehouse",
  ],
  de: ["Danke, tschüss!", "Prima 👍", "Ihnen auch einen schönen Tag!", "Vielen Dank für die Hilfe"],
  es: ["¡Gracias, adiós!", "Perfecto 👌", "Igualmente, un saludo"],
  fr: ["Merci, au revoir !", "Parfait, merci 🙏", "À bientôt !"],
  ar: ["شكرًا لكم", "مع السلامة 🌿", "بارك الله فيك"],
};

function weighted(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
}

/** A moment of the last weeks at which somebody may have written. */
function moment(random: Random, now: number): number {
  for (;;) {
    const day = new Date(now - random.below(DAYS + 1) * DAY);
    if (random.next() * Math.max(...WEEKDAYS) > (WEEKDAYS[day.getDay()] as number)) continue;
    const hour = FIRST_HOUR + weighted(random, HOURS);
    const at = day.setHours(hour, random.below(60), random.below(60), random.below(1000));
    if (at < now - REST - 60 * MINUTE && at > now - DAYS * DAY) return at;
  }
}

/** Most wait under a minute, few for a quarter of an hour. */
function waitOf(random: Random): number {
  return Math.round(Math.min(15 * MINUTE, 12_000 * Math.exp(random.next() * random.next() * 5.2)));
}

type Busy = { agent: Colleague; from: number; to: number };

/** The closed chats, in the order in which they began. Nobody holds more at once than they may. */
export function makeHistory(
  random: Random,
  draw: Draw,
  crowd: Crowd,
  { count, now }: { count: number; now: number },
): Chat[] {
  const busy: Busy[] = [];
  const boss = TEAM.find(({ role }) => role === "admin") as Colleague;

  const isFree = (agent: Colleague, from: number, to: number) =>
    busy.filter((one) => one.agent === agent && one.from < to && one.to > from).length <
    agent.max_concurrent_chats;

  /** Who has the skills and a place, and is not one of `not`; the admin only helps out. */
  function choose(dialogue: Dialogue, from: number, to: number, not?: Colleague) {
    const able = TEAM.filter(
      (one) =>
        one !== not &&
        dialogue.skills.every((skill) => one.skills.includes(skill)) &&
        isFree(one, from, to),
    );
    const agents = able.filter((one) => one !== boss || random.next() < 0.15);
    return agents.length > 0 ? random.one(agents) : able[0];
  }

  function serve(dialogue: Dialogue, at: number): Chat {
    const { chat, words } = openChat(random, draw, dialogue, crowd.come(dialogue.language, at), at);
    if (random.next() < LEFT) {
      chat.ended = { at: at + Math.round(random.between(1, 6) * MINUTE), by: chat.customer };
      return chat;
    }
    let taken_at = at + waitOf(random);
    let agent: Colleague | undefined;
    for (;;) {
      agent = choose(dialogue, taken_at, taken_at + LONGEST);
      if (agent) break;
      taken_at += 20_000;
    }
    const given_by = random.next() < GIVEN_BY_ADMIN ? boss : agent;
    chat.holds.push({ agent, given_by, at: taken_at, released_at: null });
    talk(random, chat, words, dialogue.turns, () => {
      const other = choose(dialogue, taken_at, taken_at + LONGEST, agent);
      if (!other) throw new Error("Nobody has room for a chat that is handed on.");
      return other;
    });
    close(random, chat, dialogue);
    for (const hold of chat.holds) {
      const to = hold.released_at ?? (chat.ended?.at as number);
      busy.push({ agent: hold.agent, from: hold.at, to });
    }
    return chat;
  }

  const moments = Array.from({ length: count }, () => moment(random, now)).sort((a, b) => a - b);
  const bag: Dialogue[] = [];
  return moments.map((at) => {
    if (bag.length === 0) bag.push(...random.shuffled(DIALOGUES));
    return serve(bag.pop() as Dialogue, at);
  });
}

/** Somebody says goodbye, or not; somebody ends it, and the customer may rate it. */
function close(random: Random, chat: Chat, dialogue: Dialogue): void {
  const last = () => chat.said.at(-1) as Said;
  const { agent } = chat.holds.at(-1) as Chat["holds"][number];
  // The agent's own last words are left out at times, so that not all chats end alike.
  if (last().speaker === "agent" && random.next() < 0.3) chat.said.pop();
  if (random.next() < 0.6) {
    const text = random.one(PARTING[dialogue.language]);
    const at = last().at + Math.round(random.between(4000, 40_000));
    chat.said.push({ speaker: "customer", by: chat.customer, text, at });
  }
  const by = random.next() < ENDED_BY_AGENT ? agent : chat.customer;
  chat.ended = { at: last().at + Math.round(random.between(10_000, 150_000)), by };
  chat.seen.push({ by: agent, until: last().at }, { by: chat.customer, until: last().at });
  if (random.next() < RATED) chat.rating = 1 + weighted(random, RATINGS);
}
