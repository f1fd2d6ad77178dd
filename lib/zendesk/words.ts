import type { Message } from "@/lib/messages/contract";
import { clockOf } from "@/lib/transcripts/entries";
import { indented, lineOf } from "@/lib/transcripts/plain-text";

type Comment = { author: string; content: string; created_at: string };

const at = clockOf("UTC");

/** By which an update is found again when the answer is lost; on a line of its own, the last one. */
export const markOf = (update_id: string) => `Parley ${update_id}`;

/** Messages as lines of a transcript. A note has no business here: who is given one throws. */
export function toLines(messages: Message[], names: Map<number, string>): string {
  return messages
    .map((message) => {
      if (message.is_internal) throw new Error("A note was about to leave for Zendesk.");
      const { sender_id, created_at } = message;
      const name = sender_id === null ? null : (names.get(sender_id) ?? "?");
      return lineOf({ kind: "message", at: created_at, name, message }, at);
    })
    .join("\n");
}

export const toCommentLines = (comments: Comment[]): string =>
  comments
    .map(({ author, content, created_at }) => {
      return `[${at(created_at)}] ${author}, about the ticket: ${indented(content)}`;
    })
    .join("\n");

/** The time and the name before each text, in characters. */
const BEFORE = 200;

/** As many of them, from the first on, as there is room for in lines, and the room that is left then. */
export function fitting<T>(
  all: T[],
  textOf: (one: T) => string,
  room: number,
): { taken: T[]; room: number } {
  const taken: T[] = [];
  let left = room;
  for (const one of all) {
    // Each line that was written stands in from the edge, so many short ones are longer then.
    left -= indented(textOf(one)).length + BEFORE;
    if (left < 0) break;
    taken.push(one);
    room = left;
  }
  return { taken, room };
}
