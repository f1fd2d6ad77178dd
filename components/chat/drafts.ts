import { keep, readKept } from "@/lib/client/kept";

// Also in memory, for a browser that keeps nothing.
const drafts = new Map<string, string>();

/** What is written and not sent, by what it is written for: a session's id, or any other name. */
export function readDraft(key: string): string {
  return drafts.get(key) ?? readKept(`draft.${key}`) ?? "";
}

export function writeDraft(key: string, text: string): void {
  drafts.set(key, text);
  keep(`draft.${key}`, text);
}
