import { AppError } from "@/lib/errors";
import { isStorable } from "@/lib/text";

/** No call is nested more deeply: metadata's values and lists of skills are at two. */
const DEPTH_LIMIT = 8;
/** Values of one call; the largest legal ones have under a hundred. */
const SIZE_LIMIT = 1000;

const isUnstorable = (value: unknown) => typeof value === "string" && !isStorable(value);

type Step = { value: unknown; path: string[] };

function refusal({ path }: Step, message: string): AppError {
  const field = path.join(".").slice(0, 100);
  return new AppError("VALIDATION", field ? `${field}: ${message}` : message, {
    ...(field && { field }),
  });
}

/**
 * Holds what came from outside to what every call has in common, before anything looks at it field
 * by field: no deeper and no larger than a call ever is, and every text one that can be stored.
 * Without recursion: how deep it is, the caller chose.
 * @throws AppError VALIDATION
 */
export function checkBounds(input: unknown): void {
  const left: Step[] = [{ value: input, path: [] }];
  let size = 0;
  for (let step = left.pop(); step; step = left.pop()) {
    const { value, path } = step;
    if (isUnstorable(value)) throw refusal(step, "has characters that cannot be stored");
    if (typeof value !== "object" || value === null) continue;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      throw refusal(step, "is no text and no number");
    }
    if (path.length === DEPTH_LIMIT) throw refusal(step, "is nested too deeply");
    const keys = Object.keys(value);
    size += keys.length;
    if (size > SIZE_LIMIT) throw refusal(step, "has too many values");
    for (const key of keys) {
      if (!isStorable(key)) throw refusal(step, "has a name that cannot be stored");
      const inner = (value as Record<string, unknown>)[key];
      // Most are texts and numbers as they should be, and nothing is left to look at.
      if (typeof inner === "object" || isUnstorable(inner)) {
        left.push({ value: inner, path: [...path, key] });
      }
    }
  }
}
