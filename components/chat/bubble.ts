import { clsx } from "clsx";

/** A few emoji alone need no ground to be read on. */
const bare = "has-data-large:bg-transparent has-data-large:px-0 has-data-large:text-text";

const looks = {
  own: `bg-accent text-on-accent ${bare}`,
  colleague: `bg-accent-soft text-text ${bare}`,
  other: `border border-border bg-surface-raised text-text ${bare} has-data-large:border-transparent`,
  note: "border border-dashed border-warning bg-warning-soft text-text",
};

type Place = { is_own_side: boolean; starts: boolean; ends: boolean };

/** A message's ground. The corners towards its neighbours of the same group are tight. */
export function bubbleClass(look: keyof typeof looks, { is_own_side, starts, ends }: Place) {
  return clsx(
    "max-w-full min-w-0 rounded-xl px-3 py-1.5 text-md",
    looks[look],
    !starts && (is_own_side ? "rounded-se-sm" : "rounded-ss-sm"),
    !ends && (is_own_side ? "rounded-ee-sm" : "rounded-es-sm"),
  );
}
