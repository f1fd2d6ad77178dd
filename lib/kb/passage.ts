import { matchesIn } from "@/lib/search/matches";

/** In Unicode characters. */
const LONGEST = 300;
/** So much of it stands before the first word that was found. */
const BEFORE = 60;

/**
 * The summary where a word of the search stands in it, else the part of the text around the first
 * one. What is in the title alone is shown with the summary, or the beginning of the text.
 */
export async function passageOf(summary: string, text: () => Promise<string>, terms: string[]) {
  const of = (passage: string) => ({ passage, matches: matchesIn(passage, terms) });
  const summed_up = of(summary);
  if (summed_up.matches.length > 0) return summed_up;
  const whole = await text();
  const [first] = matchesIn(whole, terms);
  if (!first) return of(summary || cut(whole, 0));
  return of(cut(whole, first[0]));
}

function cut(text: string, place: number): string {
  const characters = [...text];
  const start = place <= BEFORE ? 0 : wordStart(characters, place - BEFORE);
  const part = characters.slice(start, start + LONGEST).join("");
  return `${start > 0 ? "… " : ""}${part}${start + LONGEST < characters.length ? " …" : ""}`;
}

/** No word is cut at the front, unless it is very long: it could be taken for another one. */
function wordStart(characters: string[], from: number): number {
  const space = characters.indexOf(" ", from);
  return space < 0 || space > from + BEFORE / 2 ? from : space + 1;
}
