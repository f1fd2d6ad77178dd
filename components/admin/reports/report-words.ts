import type { Measure } from "@/lib/analytics/contract";

export const MEASURE: Record<Measure, { label: string; hint: string }> = {
  wait: { label: "Wait", hint: "From the start until an agent took the chat" },
  first_response: {
    label: "First response",
    hint: "From the customer’s first message to the first answer",
  },
  response: { label: "Response", hint: "From a customer’s message to the next answer" },
  duration: { label: "Duration", hint: "From the start until the end, of closed chats" },
  messages: { label: "Messages", hint: "Of customer and agents in a chat, without notes" },
  satisfaction: { label: "Satisfaction", hint: "Scores from 1 to 5 of the chats that were rated" },
};

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const LONG_WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];

export const hourText = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** `45 s`, `4 min 7 s`, `1 h 2 min`, `2 d 3 h`: the two greatest units. */
export function durationText(seconds: number): string {
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  const two = (great: string, small: number, unit: string) =>
    small > 0 ? `${great} ${small} ${unit}` : great;
  if (days > 0) return two(`${days} d`, hours % 24, "h");
  if (hours > 0) return two(`${hours} h`, minutes % 60, "min");
  if (minutes > 0) return two(`${minutes} min`, seconds % 60, "s");
  return `${seconds} s`;
}

const isPlain = (measure: Measure) => measure === "messages" || measure === "satisfaction";

/** A value of a measure as it is read; an en dash where there is none. */
export function valueText(measure: Measure, value: number | null): string {
  if (value === null) return "–";
  return isPlain(measure) ? value.toLocaleString("en") : durationText(value);
}

/** How a value stands to the one before, by its sign and in words. */
export function changeText(now: number | null, before: number | null): string {
  if (now === null || before === null) return "Nothing to compare";
  if (now === before) return "As before";
  const word = now > before ? "more" : "less";
  // Of nothing there is no share.
  if (before === 0) return `+${now.toLocaleString("en")}, none before`;
  const share = Math.abs(now / before - 1) * 100;
  const percent =
    share < 1 ? Math.max(0.1, share).toFixed(1) : Math.round(share).toLocaleString("en");
  return `${now > before ? "+" : "−"}${percent}% ${word}`;
}
