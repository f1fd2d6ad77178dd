import { setImmediate as nextTurn } from "node:timers/promises";
import { toHtml, toText } from "@/lib/kb/markdown";
import { slot } from "@/lib/slot";

/** Of all texts that are kept, in characters. */
const MOST_KEPT = 5_000_000;

type Version = { id: string; version: number; content: string };
type Kept = { texts: Map<string, { version: number; text: string }>; characters: number };

const kept = slot<Kept>("texts of articles");

function current(): Kept {
  const found = kept.peek() ?? { texts: new Map(), characters: 0 };
  kept.set(found);
  return found;
}

function forget(all: Kept, id: string): void {
  all.characters -= all.texts.get(id)?.text.length ?? 0;
  all.texts.delete(id);
}

/**
 * What is read of an article, in one line. A long one takes milliseconds to draw, and a search, which
 * is anybody's, finds fifty: each version is drawn once, and nobody else waits for more than one.
 */
export async function textOf({ id, version, content }: Version): Promise<string> {
  const all = current();
  const known = all.texts.get(id);
  if (known?.version === version) return known.text;
  await nextTurn();
  const text = toText(toHtml(content));
  forget(all, id);
  all.texts.set(id, { version, text });
  all.characters += text.length;
  for (const oldest of all.texts.keys()) {
    if (all.characters <= MOST_KEPT) break;
    forget(all, oldest);
  }
  return text;
}
