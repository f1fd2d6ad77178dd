import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Speaker = "customer" | "agent";
export type Turn = [speaker: Speaker, text: string];
export type Dialogue = { id: string; subject: string; turns: Turn[] };

type Stored = {
  id: string;
  subject: string;
  turns: [speaker: Speaker | "system", text: string][];
};

/** Dialogues of real people and a large set of others; not part of the project. */
const SHARED = new URL("../../shared/data/dialogues.jsonl", import.meta.url);
const OWN = new URL("./dialogues.json", import.meta.url);

/**
 * What the company's tooling wrote ("Account has been pulled up") is left out: it stood beside the
 * chat, on the agent's screen, and nobody in the chat said or read it.
 */
function spoken({ id, subject, turns }: Stored): Dialogue {
  return { id, subject, turns: turns.filter((turn): turn is Turn => turn[0] !== "system") };
}

/** The project's own: few, and each with a text that a chat may stumble over. */
export function ownDialogues(): Dialogue[] {
  return (JSON.parse(readFileSync(OWN, "utf8")) as Stored[]).map(spoken);
}

function sharedDialogues(): Dialogue[] | null {
  if (!existsSync(SHARED)) {
    console.log(`${fileURLToPath(SHARED)} is not there: replaying the project's own dialogues.`);
    return null;
  }
  const lines = readFileSync(SHARED, "utf8").trim().split("\n");
  return lines.map((line) => spoken(JSON.parse(line)));
}

const isHuman = ({ id }: Dialogue) => id.startsWith("abcd-");

/** What people said to each other in a live chat. */
export function humanDialogues(): Dialogue[] {
  return sharedDialogues()?.filter(isHuman) ?? ownDialogues().slice(0, 3);
}

/** `count` of the others; the own ones come round again where there are not so many. */
export function manyDialogues(count: number): Dialogue[] {
  const found = sharedDialogues()?.filter((one) => !isHuman(one)) ?? ownDialogues();
  return Array.from({ length: count }, (_, n) => found[n % found.length] as Dialogue);
}
