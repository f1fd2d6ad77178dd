import { PRIORITIES, type Priority } from "@/lib/sessions/contract";

/** Who speaks: the customer, their agent, or their agent in a note that the customer never sees. */
export type Speaker = "customer" | "agent" | "note";

export type Turn = {
  speaker: Speaker;
  text: string;
  /** The agent gave the chat back before this, and a colleague took it. */
  is_colleague: boolean;
};

export const LANGUAGES = ["en", "de", "es", "fr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A conversation as it was written: the chats that are made of it differ in the words in braces. */
export type Dialogue = {
  language: Language;
  /** What it is about, one of these: `{thing}`. */
  things: string[];
  /** What the customer begins with, one of these. */
  openings: string[];
  priority: Priority;
  skills: string[];
  /** After the opening. */
  turns: Turn[];
};

const SPEAKERS: Record<string, Speaker> = { C: "customer", A: "agent", N: "note" };
const HANDOVER = "~";

type Given = Pick<Dialogue, "things" | "openings"> & Partial<Dialogue>;

/**
 * A dialogue from its script, a turn a line: `C:` is the customer, `A:` the agent, `N:` a note. A
 * line without any of these goes on with the turn before, and `~` hands the chat to a colleague.
 * @throws Error for a line that belongs to no turn
 */
export function dialogue(given: Given, script: string): Dialogue {
  const turns: Turn[] = [];
  let is_colleague = false;
  for (const line of script.trim().split("\n")) {
    const [, sign = "", text = ""] = /^([CAN]): (.+)$/.exec(line) ?? [];
    const speaker = SPEAKERS[sign];
    const last = turns.at(-1);
    if (speaker) turns.push({ speaker, text, is_colleague });
    else if (line === HANDOVER) is_colleague = true;
    else if (last) last.text += `\n${line}`;
    else throw new Error(`This line of a dialogue belongs to no turn: ${line}`);
  }
  return { language: "en", priority: PRIORITIES[1], skills: [], ...given, turns };
}
