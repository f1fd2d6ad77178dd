import type { Random } from "@/faults/random";
import { type Chat, type Draw, openChat, type Said, talk } from "@/scripts/demo/chat";
import type { Crowd } from "@/scripts/demo/customers";
import type { Dialogue, Language } from "@/scripts/demo/dialogue";
import { DIALOGUES } from "@/scripts/demo/dialogues";
import { type Colleague, TEAM } from "@/scripts/demo/people";

const MINUTE = 60_000;

/** Who waits: what for, how urgently, and since when, in seconds. */
const WAITING = [
  { skills: ["Repairs"], priority: "urgent", since: 95 },
  { skills: [], priority: "high", since: 340 },
  { skills: ["Furniture"], priority: "high", since: 41 },
  { skills: ["German"], priority: "medium", since: 760 },
  { skills: [], priority: "medium", since: 212 },
  { skills: ["Arabic"], priority: "medium", since: 128 },
  { skills: ["French"], priority: "low", since: 1490 },
  { skills: [], priority: "low", since: 18 },
] as const;

/** So many chats the agents have now, in the order of the team; some have all that they may. */
const HELD = [3, 5, 4, 3, 4] as const;

/** What they add while they wait, the one or the other; who has just come has not yet. */
const ADDED: Record<Language, string[]> = {
  en: [
    "No hurry, I can wait",
    "I am on my phone, so excuse the typos",
    "It is the black one, if that matters",
    "I have a photo as well if it helps",
    "Are you there?",
  ],
  de: ["Ich bin noch bis 17 Uhr erreichbar."],
  es: ["Sin prisa, gracias"],
  fr: ["Je peux envoyer une photo si besoin"],
  ar: ["الاسم على الطلب مختلف قليلًا عن اسمي هنا."],
};
const ADDED_AFTER = 35;

const hasHandover = ({ turns }: Dialogue) => turns.some((turn) => turn.is_colleague);

/** The chats in the queue, by those who wait now. */
export function makeQueue(random: Random, draw: Draw, crowd: Crowd, now: number): Chat[] {
  const used = new Set<Dialogue>();
  const added = random.shuffled(ADDED.en);
  return WAITING.toSorted((one, other) => other.since - one.since).map(
    ({ skills, priority, since }) => {
      const fitting = DIALOGUES.filter(
        (one) => String(one.skills) === String(skills) && !used.has(one),
      );
      const dialogue = random.one(fitting);
      used.add(dialogue);
      const at = now - since * 1000;
      const { chat } = openChat(random, draw, dialogue, crowd.stay(dialogue.language, at), at);
      if (since > ADDED_AFTER) {
        const { language } = dialogue;
        const text = (language === "en" && added.pop()) || random.one(ADDED[language]);
        const said_at = at + Math.round(random.between(11, 25) * 1000);
        chat.said.push({ speaker: "customer", by: chat.customer, text, at: said_at });
      }
      return { ...chat, priority };
    },
  );
}

/**
 * The chats that each agent has now. In the newest of each the customer wrote what the agent has
 * not seen; of the others some wait for an answer and some were answered last.
 */
export function makeActive(random: Random, draw: Draw, crowd: Crowd, now: number): Chat[] {
  const agents = TEAM.filter(({ role }) => role === "agent");
  return agents.flatMap((agent, n) => {
    const able = DIALOGUES.filter(
      (one) =>
        !hasHandover(one) &&
        one.turns.length >= 5 &&
        one.skills.every((skill) => agent.skills.includes(skill)),
    );
    // The agent's own language comes first: it is what they are there for.
    const own = random.shuffled(able.filter((one) => one.language !== "en")).slice(0, 2);
    const others = random.shuffled(able.filter((one) => one.language === "en"));
    const dialogues = [...own, ...others].slice(0, HELD[n]);
    return random.shuffled(dialogues).map((dialogue, place) => {
      const is_newest = place === dialogues.length - 1;
      const age = is_newest ? random.between(12_000, 50_000) : random.between(2, 22) * MINUTE;
      return converse(random, draw, crowd, dialogue, agent, {
        until: now - age,
        is_unseen: is_newest,
        is_waiting: is_newest || random.next() < 0.4,
      });
    });
  });
}

type Stand = { until: number; is_unseen: boolean; is_waiting: boolean };

/** A chat that has come to somewhere in its dialogue. */
function converse(
  random: Random,
  draw: Draw,
  crowd: Crowd,
  dialogue: Dialogue,
  agent: Colleague,
  { until, is_unseen, is_waiting }: Stand,
): Chat {
  const { turns } = dialogue;
  const speaker = is_waiting ? "customer" : "agent";
  const ends = turns.flatMap((turn, n) => (turn.speaker === speaker && n >= 1 ? [n + 1] : []));
  const said = turns.slice(0, random.one(ends));
  const customer = crowd.stay(dialogue.language, until - 60 * MINUTE);
  const { chat, words } = openChat(random, draw, dialogue, customer, 0);
  const taken_at = Math.round(random.between(8000, 110_000));
  chat.holds.push({ agent, given_by: agent, at: taken_at, released_at: null });
  talk(random, chat, words, said);
  moveTo(chat, until);
  const answered = chat.said.findLast((one) => one.speaker === "agent") as Said;
  const last = chat.said.at(-1) as Said;
  chat.seen.push({ by: agent, until: is_unseen ? answered.at : last.at });
  chat.seen.push({ by: chat.customer, until: last.at });
  return chat;
}

/** Moves it in time, so that its last message is of `until`. */
function moveTo(chat: Chat, until: number): void {
  const by = Math.round(until) - (chat.said.at(-1) as Said).at;
  chat.created_at += by;
  if (chat.customer.is_guest) chat.customer.created_at = chat.created_at;
  for (const one of chat.said) one.at += by;
  for (const hold of chat.holds) hold.at += by;
}

/** An agent's many long chats: `messages` each, from several dialogues one after another. */
export function makeLong(
  random: Random,
  draw: Draw,
  crowd: Crowd,
  agent: Colleague,
  { chats, messages, now }: { chats: number; messages: number; now: number },
): Chat[] {
  const long = DIALOGUES.filter((one) => one.language === "en" && !hasHandover(one));
  return Array.from({ length: chats }, (_, n) => {
    const until = now - (n + 1) * 20_000;
    const begin = random.one(long);
    const customer = crowd.stay("en", until - 60 * MINUTE);
    const { chat, words } = openChat(random, draw, begin, customer, 0);
    chat.holds.push({ agent, given_by: agent, at: 30_000, released_at: null });
    const turns = begin.turns.filter((turn) => turn.speaker !== "note");
    while (turns.length < messages - 1) {
      const more = random.one(long).turns.filter((turn) => turn.speaker !== "note");
      turns.push(...more);
    }
    talk(random, chat, words, turns.slice(0, messages - 1));
    moveTo(chat, until);
    const read = chat.said[Math.max(0, chat.said.length - 1 - (n % 4))] as Said;
    chat.seen.push({ by: agent, until: read.at });
    return chat;
  });
}
