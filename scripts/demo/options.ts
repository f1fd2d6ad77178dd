import { parseArgs } from "node:util";
import type { Heavy } from "@/scripts/demo/fill";

/** What switching between chats is measured with. */
const HEAVY: Heavy = { chats: 20, messages: 1000 };
const MOST: Heavy = { chats: 100, messages: 2000 };

/**
 * What the command line asks for besides the shop, or null.
 * @throws Error with one sentence for what it does not know
 */
export function readOptions(args: string[]): Heavy | null {
  const { values } = parseArgs({
    args,
    options: {
      heavy: { type: "boolean" },
      chats: { type: "string" },
      messages: { type: "string" },
    },
  });
  const { heavy, chats, messages } = values;
  if (!heavy && chats === undefined && messages === undefined) return null;
  return {
    chats: numberFrom("chats", chats),
    messages: numberFrom("messages", messages),
  };
}

function numberFrom(name: keyof Heavy, text: string | undefined): number {
  if (text === undefined) return HEAVY[name];
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST[name]) return number;
  throw new Error(`--${name} is a whole number from 1 to ${MOST[name]}.`);
}
