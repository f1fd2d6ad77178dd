"use client";

import { useCallback, useEffect, useState } from "react";

const STORED = "parley.inbox.commands";
/** More of them would push all else out of sight. */
const KEPT = 5;

function readStored(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** What was picked from the palette in this browser, the last one first. */
export function useRecentCommands() {
  const [recent, setRecent] = useState<string[]>([]);
  useEffect(() => setRecent(readStored()), []);
  const onUsed = useCallback((id: string) => {
    // Another tab may have used some since.
    const next = [id, ...readStored().filter((other) => other !== id)].slice(0, KEPT);
    try {
      localStorage.setItem(STORED, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing has them until the next load.
    }
    setRecent(next);
  }, []);
  return { recent, onUsed };
}
