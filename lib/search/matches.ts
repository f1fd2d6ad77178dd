const WORD = /[\p{Alphabetic}\p{Nd}]+/gu;

/** More of them nobody looks at. */
const MOST_MATCHES = 100;

const characters = (text: string) => [...text].length;

/** The words of a search, in lower case. */
export const termsOf = (search: string): string[] => search.toLowerCase().match(WORD) ?? [];

/**
 * The search as PostgreSQL reads it: all of the words, the last one as a beginning. There is nothing
 * in a word that means anything there.
 */
export function toQuery(terms: string[]): string {
  const quoted = terms.map((term) => `'${term}'`);
  return `${quoted.join(" & ")}:*`;
}

/** The places of `terms` in a text, in Unicode characters: whole words, and words that begin with the last. */
export function matchesIn(content: string, terms: string[]): [number, number][] {
  const whole = new Set(terms);
  const begun = terms.at(-1) ?? "";
  const found: [number, number][] = [];
  let units = 0;
  let place = 0;
  for (const { 0: word, index } of content.matchAll(WORD)) {
    const lower = word.toLowerCase();
    if (!whole.has(lower) && !lower.startsWith(begun)) continue;
    place += characters(content.slice(units, index));
    units = index;
    const length = characters(whole.has(lower) ? word : begun);
    found.push([place, place + Math.min(length, characters(word))]);
    if (found.length === MOST_MATCHES) break;
  }
  return found;
}
