import type { AssignmentMode } from "@/lib/assignment/contract";
import type { NumberName, SettingName, SettingValues } from "@/lib/settings/contract";

type Words = {
  label: string;
  /** What stands behind the box. */
  unit: string;
  /** How many of the stored unit (seconds, bytes) are one of the shown. */
  size: number;
  why: string;
  usual: number;
  minimum: number;
  maximum: number;
  /** 0 is allowed besides, and switches it off. */
  has_off?: boolean;
};

const MINUTE = 60;
const DAY = 86_400;
const MB = 1_048_576;

/**
 * Each number as the page shows it. The bounds are the server's, in the shown unit: the contract
 * brings its library along, which a page has no other use for, and a test holds the two together.
 */
export const SETTING_WORDS: Record<NumberName, Words> = {
  session_timeout: {
    label: "Session timeout",
    unit: "minutes",
    size: MINUTE,
    why: "An active chat in which nobody writes for so long is closed. Both sides are told 5 minutes before, or at half time. Waiting chats stay.",
    usual: 30,
    minimum: 1,
    maximum: 10_080,
  },
  message_length: {
    label: "Message length",
    unit: "characters",
    size: 1,
    why: "Longer messages and notes are refused. What was sent before stays as it is.",
    usual: 10_000,
    minimum: 100,
    maximum: 10_000,
  },
  file_size: {
    label: "File size",
    unit: "MB",
    size: MB,
    why: "Larger files are refused. A proxy in front of Parley may allow less.",
    usual: 10,
    minimum: 1,
    maximum: 10,
  },
  max_chats_per_agent: {
    label: "Chats at once",
    unit: "chats",
    size: 1,
    why: "What a new agent may hold. For who is there already, change it under Staff.",
    usual: 5,
    minimum: 1,
    maximum: 100,
  },
  away_after: {
    label: "Away after",
    unit: "minutes",
    size: MINUTE,
    why: "An agent who is online and touches neither keyboard nor pointer for so long is away, until they do again.",
    usual: 5,
    minimum: 1,
    maximum: 1440,
  },
  messages_per_second: {
    label: "Messages per second",
    unit: "messages",
    size: 1,
    why: "Of each sender. What is faster waits and is sent again by itself.",
    usual: 10,
    minimum: 1,
    maximum: 1000,
  },
  retention: {
    label: "Erase ended chats after",
    unit: "days",
    size: DAY,
    why: "What was said in chats and in tickets that are done goes for good, with files, so long after the last of it, and customers of whom nothing else is left. Times, ratings and counts stay. 0 keeps all.",
    usual: 0,
    minimum: 1,
    maximum: 3650,
    has_off: true,
  },
  max_connections: {
    label: "Connections",
    unit: "connections",
    size: 1,
    why: "Open pages that each node takes. One more is told so and tries again by itself. Each takes memory and an open file.",
    usual: 1000,
    minimum: 10,
    maximum: 100_000,
  },
};

/** Who gives a waiting chat to an agent, as the page shows it. */
export const ASSIGNMENT_WORDS: Record<AssignmentMode, { label: string; why: string }> = {
  manual: {
    label: "By hand",
    why: "Agents accept chats from the queue, and admins assign them. Nothing is assigned by itself.",
  },
  round_robin: {
    label: "In turn",
    why: "In the order in which they came, each to the agent who was given none for longest. Skills are not looked at.",
  },
  least_busy: {
    label: "To the least busy",
    why: "In the order in which they came, each to the agent who has the smallest share of their limit. Skills are not looked at.",
  },
  skill_based: {
    label: "By skill",
    why: "In the order in which they came, each to the least busy agent who has all skills that it asks for. A chat that nobody there can take waits.",
  },
  priority: {
    label: "By priority",
    why: "In the order of the queue, the most urgent first, each to the least busy agent. Skills are not looked at.",
  },
};
export const ASSIGNMENT_MODES = Object.keys(ASSIGNMENT_WORDS) as AssignmentMode[];
/** What all but the first have in common. */
export const ASSIGNMENT_RULE =
  "Agents who are online and have room are given chats, but not the one that they had last when it came back. Accepting and assigning by hand go on as before.";

export const isNumber = (name: SettingName): name is NumberName => name in SETTING_WORDS;

export const SETTING_GROUPS: { title: string; names: SettingName[] }[] = [
  { title: "Chats", names: ["session_timeout", "message_length", "file_size"] },
  { title: "Agents", names: ["assignment", "max_chats_per_agent", "away_after"] },
  { title: "Privacy", names: ["retention"] },
  { title: "Load", names: ["messages_per_second", "max_connections"] },
];

/** What somebody typed, as far as it differs from what is in force. */
export type SettingDraft = Partial<Record<SettingName, string>>;

/** A value in the unit that its box has. */
export function shownValue(name: SettingName, value: number | string): string {
  if (!isNumber(name) || typeof value === "string") return String(value);
  return String(Math.round((value / SETTING_WORDS[name].size) * 100) / 100);
}

/** What was typed as it is stored, a number in its unit; null for what is no allowed number. */
export function typedValue(name: SettingName, text: string): number | string | null {
  if (!isNumber(name)) return text;
  const { size, minimum, maximum, has_off } = SETTING_WORDS[name];
  const typed = text.trim() === "" ? Number.NaN : Number(text);
  if (has_off && typed === 0) return 0;
  if (!Number.isInteger(typed) || typed < minimum || typed > maximum) return null;
  return typed * size;
}

export function settingProblem(name: NumberName): string {
  const { minimum, maximum, unit, has_off } = SETTING_WORDS[name];
  const to = maximum.toLocaleString("en");
  return `Enter ${has_off ? "0 or " : ""}a whole number from ${minimum} to ${to} ${unit}.`;
}

/** Whether saving this draft erases what was kept until now: there is no way back from it. */
export function isErasing(draft: SettingDraft, { retention }: SettingValues): boolean {
  const next = typedValue("retention", draft.retention ?? "");
  return typeof next === "number" && next > 0 && (retention === 0 || next < retention);
}

/** Of the draft those that would change something, the wrong ones too. */
export function changedNames(draft: SettingDraft, values: SettingValues): SettingName[] {
  return (Object.keys(draft) as SettingName[]).filter(
    (name) => draft[name]?.trim() !== shownValue(name, values[name]),
  );
}
