export type ExcerptPart = { text: string; is_match: boolean };

/** So much stands before what was found, and so much is shown in all; in Unicode characters. */
const BEFORE = 30;
const SHOWN = 160;

/** Where the next word begins, where one does before `end`. */
function wordFrom(characters: string[], start: number, end: number): number {
  const space = characters.findIndex((one, place) => place >= start && /\s/.test(one));
  return space >= 0 && space + 1 < end ? space + 1 : start;
}

/** The part of a text around the first thing that was found in it, on one line. */
export function excerptOf(content: string, matches: [start: number, end: number][]): ExcerptPart[] {
  const characters = [...content];
  const first = matches[0]?.[0] ?? 0;
  const from = first > BEFORE ? wordFrom(characters, first - BEFORE, first) : 0;
  const to = Math.min(from + SHOWN, characters.length);
  const parts: ExcerptPart[] = [];
  function add(start: number, end: number, is_match: boolean) {
    const text = characters.slice(start, Math.min(end, to)).join("").replace(/\s+/g, " ");
    if (text) parts.push({ text, is_match });
  }
  let at = from;
  for (const [start, end] of matches) {
    if (start >= to) break;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  if (at < to) add(at, to, false);
  if (from > 0) parts.unshift({ text: "…", is_match: false });
  if (to < characters.length) parts.push({ text: "…", is_match: false });
  return parts;
}
