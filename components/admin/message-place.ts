import type { MessagePlace } from "@/components/chat/use-open-at";
import type { FoundMessage } from "@/lib/search/contract";

/** The page of a chat, at a message of it. */
export function chatPathAt({ session, message: { id, seq, note_seq } }: FoundMessage): string {
  const place = new URLSearchParams({ message: id, seq: `${seq}`, note_seq: `${note_seq}` });
  return `/admin/chats/${session.id}?${place}`;
}

/** Whatever somebody wrote into the address: what is no message is none. */
export function placeIn(address: Pick<URLSearchParams, "get">): MessagePlace | null {
  const id = address.get("message") ?? "";
  const numbers = [address.get("seq") ?? "", address.get("note_seq") ?? ""];
  if (!/^[0-9a-f-]{36}$/.test(id) || !numbers.every((one) => /^\d{1,9}$/.test(one))) return null;
  const [seq = 0, note_seq = 0] = numbers.map(Number);
  return { id, seq, note_seq };
}
