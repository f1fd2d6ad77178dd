"use client";

import { useHeldPlaces } from "@/components/ui/use-held-places";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

export type Row = {
  /** As it is now, also of one that has left the list. */
  session: KnownSession;
  /** It has left the list, and only its place is kept. */
  is_gone: boolean;
};

/** A list of chats in which nothing moves while one is about to be picked. */
export function useHeldRows(sessions: KnownSession[]) {
  const known = useClientState((state) => state.sessions);
  const { rows, holding, holding_for_keys } = useHeldPlaces(sessions);
  const held: Row[] = rows.map(({ item, is_gone }) => ({
    session: known[item.id] ?? item,
    is_gone,
  }));
  return { rows: held, holding: { ...holding, ...holding_for_keys } };
}
