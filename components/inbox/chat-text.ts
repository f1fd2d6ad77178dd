import { wordsOf } from "@/components/chat/words-of";
import { plain } from "@/components/ui/plain-text";
import type { KnownSession } from "@/lib/client/state";

/** So much of the last message is looked through; more of it no list shows. */
const LAST_WORDS = 200;

/** What a chat is found by: its customer, its subject and its last words. */
export function chatText({ customer, subject, last_message }: KnownSession): string {
  const last = last_message ? wordsOf(last_message).slice(0, LAST_WORDS) : "";
  return plain(`${customer.name} ${subject} ${last}`);
}

/** Whether the last message begins with the subject, as it does where that was made of it. */
export function repeatsSubject({ subject, last_message }: KnownSession): boolean {
  if (last_message?.sender_type !== "customer") return false;
  const content = last_message.content.trimStart().slice(0, 2 * subject.length);
  return content.replace(/\s+/g, " ").startsWith(subject.replace(/…$/, ""));
}

/** Whether each word of `search` is somewhere in the chat's text; nothing matches all. */
export function isFound(session: KnownSession, search: string): boolean {
  const words = plain(search).split(" ").filter(Boolean);
  if (words.length === 0) return true;
  const text = chatText(session);
  return words.every((word) => text.includes(word));
}
