/** So long a subject is still read at a glance; in characters as people count them. */
const LONGEST = 80;

/** The first line that says something, on one line, cut at a word where that costs little. */
export function subjectOf(message: string): string {
  const line = message
    .split(/[\n\r\u2028\u2029]/)
    .map((one) => one.replace(/[\s\p{Cc}]+/gu, " ").trim())
    // The braille pattern without dots counts as a symbol and is seen as nothing.
    .find((one) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(one.replaceAll("\u2800", "")));
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const signs = Array.from(segmenter.segment(line ?? "Chat"), ({ segment }) => segment);
  if (signs.length <= LONGEST) return signs.join("");
  const cut = signs.slice(0, LONGEST - 1).join("");
  const at_word = cut.replace(/\s+\S*$/, "");
  // A sign may be made of many characters, and the server counts those.
  const subject = at_word.length > cut.length / 2 ? at_word : cut;
  return `${Array.from(subject).slice(0, 199).join("")}…`;
}
