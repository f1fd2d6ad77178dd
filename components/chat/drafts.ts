import { draftName } from "@/lib/client/drafts";
import { keep, readKept } from "@/lib/client/kept";

/** What is written and not sent, by what it is written for: `draftKey`, or any other name. */
export const readDraft = (key: string): string => readKept(draftName(key)) ?? "";

export function writeDraft(key: string, text: string): void {
  keep(draftName(key), text);
}
