import type { Message } from "@/lib/messages/contract";
import { clockOf } from "@/lib/transcripts/entries";
import { lineOf } from "@/lib/transcripts/plain-text";
import { LONGEST_TEXT } from "@/lib/zendesk/policy";

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
      const text = content.replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, "\n    ");
      return `[${at(created_at)}] ${author}, about the ticket: ${text}`;
    })
    .join("\n");

/** The last of them that is sent with the ones before it: as many as fit, and one at least. */
export function lastThatFits(messages: Message[]): Message | undefined {
  let room = LONGEST_TEXT;
  const fitting = messages.filter(({ content }) => {
    room -= content.length + 100;
    return room >= 0;
  });
  return fitting.at(-1) ?? messages[0];
}
