/** How pressing a wait is; each has a tone, and from `warm` on an icon and a word as well. */
export type Warmth = "calm" | "warm" | "hot";

/** From how many seconds on, by what one waits for: an agent, or an answer. */
const FROM = { agent: { warm: 120, hot: 300 }, answer: { warm: 60, hot: 180 } };

export type Awaited = keyof typeof FROM;

/** `seconds` of waiting, as the eye should take them. */
export function warmthOf(awaited: Awaited, seconds: number): Warmth {
  const { warm, hot } = FROM[awaited];
  if (seconds >= hot) return "hot";
  return seconds >= warm ? "warm" : "calm";
}
