import { z } from "zod";
import { ASSIGNMENT_MODES } from "@/lib/assignment/contract";

type Setting = {
  /** What counts where nobody chose. */
  usual: number;
  minimum: number;
  maximum: number;
  /** 0 is allowed besides, and switches it off. */
  has_off?: boolean;
  /** The environment's variable, which goes before the admins' choice. */
  variable: string;
};

/**
 * The numbers that admins can change while Parley runs. Durations are in whole seconds, sizes in bytes. A
 * message is never longer than here, because frames and pages of the log are made for that length.
 */
export const SETTINGS = {
  /** Sockets that one node takes. */
  max_connections: {
    usual: 1000,
    minimum: 10,
    maximum: 100_000,
    variable: "PARLEY_MAX_CONNECTIONS",
  },
  /** Of each sender. */
  messages_per_second: {
    usual: 10,
    minimum: 1,
    maximum: 1000,
    variable: "PARLEY_MESSAGES_PER_SECOND",
  },
  /** How long an active session goes without a word of either side. */
  session_timeout: {
    usual: 30 * 60,
    minimum: 60,
    maximum: 7 * 86_400,
    variable: "PARLEY_SESSION_TIMEOUT",
  },
  /** In Unicode characters. */
  message_length: {
    usual: 10_000,
    minimum: 100,
    maximum: 10_000,
    variable: "PARLEY_MESSAGE_LENGTH",
  },
  /** In bytes. Pages keep a chosen file until it is sent, and take none above the usual. */
  file_size: {
    usual: 10 * 1_048_576,
    minimum: 1_048_576,
    maximum: 10 * 1_048_576,
    variable: "PARLEY_FILE_SIZE",
  },
  /** What a new agent may hold at once. */
  max_chats_per_agent: {
    usual: 5,
    minimum: 1,
    maximum: 100,
    variable: "PARLEY_MAX_CHATS_PER_AGENT",
  },
  /** How long an agent goes without input of their own until `online` becomes `away`. */
  away_after: { usual: 5 * 60, minimum: 60, maximum: 86_400, variable: "PARLEY_AWAY_AFTER" },
  /** How long after its end what was said in a session is erased. */
  retention: {
    usual: 0,
    minimum: 86_400,
    maximum: 3650 * 86_400,
    has_off: true,
    variable: "PARLEY_RETENTION",
  },
} as const satisfies Record<string, Setting>;

/** And what they choose among. */
export const CHOICES = {
  /** Who gives waiting chats to agents. */
  assignment: { usual: "manual", options: ASSIGNMENT_MODES, variable: "PARLEY_ASSIGNMENT" },
} as const;

export type NumberName = keyof typeof SETTINGS;
export type ChoiceName = keyof typeof CHOICES;
export type SettingName = NumberName | ChoiceName;
export type SettingValues = Record<NumberName, number> & {
  [Name in ChoiceName]: (typeof CHOICES)[Name]["options"][number];
};

export const NUMBER_NAMES = Object.keys(SETTINGS) as NumberName[];
export const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[];
export const SETTING_NAMES: SettingName[] = [...NUMBER_NAMES, ...CHOICE_NAMES];

const of = <Name extends SettingName>(name: Name) => ({ ...SETTINGS, ...CHOICES })[name];

/** The environment's variable that goes before the admins' choice. */
export const variableOf = (name: SettingName): string => of(name).variable;

export const usualSettings = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, of(name).usual]),
) as SettingValues;

const fieldOf = ({ minimum, maximum, has_off }: Setting) => {
  const message = `is ${has_off ? "0 or " : ""}a whole number from ${minimum} to ${maximum}`;
  const is_allowed = (value: number) => value === 0 || value >= minimum;
  return z
    .int(message)
    .min(has_off ? 0 : minimum, message)
    .max(maximum, message)
    .refine(is_allowed, message);
};

const numbers = Object.fromEntries(
  NUMBER_NAMES.map((name) => [name, fieldOf(SETTINGS[name])]),
) as Record<NumberName, z.ZodInt>;

const values = z.strictObject({
  ...numbers,
  assignment: z.enum(ASSIGNMENT_MODES, `is one of ${ASSIGNMENT_MODES.join(", ")}`),
});

/** Whether it is a value that this setting may have. */
export const isAllowed = (name: SettingName, value: unknown): boolean =>
  values.shape[name].safeParse(value).success;

/** Those that are named are changed, if the settings are still at this version. */
export const updateSettingsInput = values
  .partial()
  .extend({ version: z.int().min(0).max(2_147_483_647) });
export type UpdateSettingsInput = z.infer<typeof updateSettingsInput>;

export type Settings = {
  /** 0 before the first save. */
  version: number;
  /** What is in force. */
  values: SettingValues;
  /** The variable that decides, for those that nobody can change here. */
  fixed: Partial<Record<SettingName, string>>;
  updated_by: { id: number; name: string } | null;
  updated_at: string | null;
};
