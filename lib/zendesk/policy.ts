/** Seconds; the wait doubles from one to the other. */
const FIRST_WAIT = 10;
const LONGEST_WAIT = 3600;
/** What has failed for so long is given up; seconds. */
export const GIVE_UP_AFTER = 86_400;
/** So long nobody else takes what is claimed; more than all calls of one try together. Seconds. */
export const CLAIM = 60;
/** Between two comments on a ticket: Zendesk takes 30 changes in 10 minutes. Seconds. */
export const PACE = 20;
/**
 * So much is sent at once, in characters: room for the longest message in lines of one character, and
 * with what stands around it less than the 65,535 from which on Zendesk cuts.
 */
export const LONGEST_TEXT = 60_000;
const LONGEST_SUBJECT = 150;

/**
 * How long to wait after a try that failed, in whole seconds: longer each time, a fifth more or less
 * so that many do not come back at once, and never less than Zendesk asks for.
 * @param tries that were made so far, from 1 on
 * @param chance from 0 to 1
 * @param asked seconds that Zendesk wants to be left alone
 */
export function waitAfter(tries: number, chance: number, asked = 0): number {
  const wait = Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT);
  return Math.max(Math.round(wait * (0.8 + 0.4 * chance)), asked);
}

export function subjectFor(subject: string): string {
  const letters = [...subject];
  if (letters.length <= LONGEST_SUBJECT) return subject;
  return `${letters.slice(0, LONGEST_SUBJECT - 1).join("")}…`;
}
