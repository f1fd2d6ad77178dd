/** When a session that goes without a word is warned and ended; in whole seconds. */
export type Timeout = {
  /** How long it goes without a word of either side. */
  ends_after: number;
  /** How long before its end both sides are told. */
  notice: number;
};

const LONGEST_NOTICE = 5 * 60;

/** Both are told 5 minutes before the end, or at half time where that is later. */
export const timeoutOf = (session_timeout: number): Timeout => ({
  ends_after: session_timeout,
  notice: Math.min(LONGEST_NOTICE, Math.ceil(session_timeout / 2)),
});

function inWords(seconds: number): string {
  const [count, unit] =
    seconds % 3600 === 0
      ? [seconds / 3600, "hour"]
      : seconds >= 120 || seconds === 60
        ? [Math.round(seconds / 60), "minute"]
        : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const warningText = ({ notice }: Timeout) =>
  `Nobody has written for a while. This chat closes in ${inWords(notice)} unless somebody writes.`;

export const endText = ({ ends_after }: Timeout) =>
  `This chat was closed because nobody wrote for ${inWords(ends_after)}.`;
