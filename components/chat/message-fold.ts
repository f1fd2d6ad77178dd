/** Of a text that is folded so many lines are seen. */
export const FOLDED_LINES = 20;

/** A few lines more are shown at once: to unfold them would be more trouble than to read on. */
const FOLDED_FROM = 26;

/** About how many characters stand in a line, in the widest that a message gets. */
const LINE = 60;

/** About how many lines a text takes. */
export const linesOf = (text: string): number =>
  text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / LINE)), 0);

/** Whether a text is so long that only its beginning is shown at first. */
export function isFolded(text: string): boolean {
  // Most are shorter than that, and are not looked at any further.
  return text.length > FOLDED_FROM && linesOf(text) > FOLDED_FROM;
}
