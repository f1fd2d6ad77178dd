import { z } from "zod";

/** PostgreSQL's text cannot hold U+0000, and a lone surrogate is no character of UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the very character that is refused
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/** Whether a text can be kept as it is, and sent on. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** White space, what Unicode draws with no width at all, and the braille pattern without dots. */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

const CONTROL = /[\p{Cc}\u2028\u2029]/u;

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Whether a text has more than `maximum` Unicode characters. */
export const isLongerThan = (maximum: number, text: string) =>
  text.length > maximum && characters(text) > maximum;

const stored = (maximum: number) =>
  z
    .string()
    // The cheap bound first: a character is at most two UTF-16 units.
    .max(maximum * 2, `has at most ${maximum} characters`)
    .refine((text) => !isLongerThan(maximum, text), `has at most ${maximum} characters`)
    .refine(isStorable, "has characters that cannot be stored");

/** Text of several lines, kept as it came; `maximum` in Unicode characters. Not blank. */
export const multiline = (maximum: number) =>
  stored(maximum).refine((text) => !INVISIBLE.test(text), "is empty");

/** Text that somebody is still writing, as far as it got; it may be blank or empty. */
export const unfinished = stored;

/** Text of one line, without the white space around it; `maximum` in Unicode characters. Not blank. */
export const singleLine = (maximum: number) =>
  stored(maximum)
    .refine((text) => !CONTROL.test(text), "has more than one line")
    .transform((text) => text.trim())
    .refine((text) => !INVISIBLE.test(text), "is empty");
