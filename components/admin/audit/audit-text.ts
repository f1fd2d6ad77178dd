import {
  ASSIGNMENT_MODES,
  ASSIGNMENT_WORDS,
  isNumber,
  SETTING_WORDS,
  shownValue,
} from "@/components/admin/setting-text";
import { ROLE } from "@/components/admin/words";
import { clockText } from "@/components/ui/clock-text";
import type { Role } from "@/lib/actor";
import type { AuditAction, AuditEntry } from "@/lib/audit/contract";
import type { SettingName } from "@/lib/settings/contract";

/** What was done, in words; the filter has them in this order. */
export const ACTION_WORDS: Record<AuditAction, string> = {
  "session.assign": "Chat assigned",
  "session.transfer": "Chat transferred",
  "session.release": "Chat released",
  "session.end": "Chat ended",
  "ticket.convert": "Ticket made of a chat",
  "ticket.create": "Ticket created",
  "ticket.update": "Ticket changed",
  "kb_article.publish": "Article published",
  "kb_article.update": "Article changed",
  "kb_article.unpublish": "Article withdrawn",
  "kb_article.delete": "Article deleted",
  "user.create": "Staff added",
  "user.invite": "Setup link made",
  "user.reset_password": "Password link made",
  "user.change_password": "Password changed",
  "two_factor.begin": "Second factor on",
  "two_factor.end": "Second factor off",
  "two_factor.renew_codes": "Recovery codes renewed",
  "user.update": "Account changed",
  "settings.update": "Settings changed",
  "message.export": "Chats exported",
  "customer.export": "Customer exported",
  "customer.erase": "Customer erased",
  "retention.erase": "Old chats erased",
};

type Details = AuditEntry["details"];
type Entry = Pick<AuditEntry, "action" | "details" | "people">;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const record = (value: unknown): Details =>
  typeof value === "object" && value !== null ? (value as Details) : {};

/** A name keeps its own direction within a sentence. */
function nameOf({ people }: Entry, id: unknown): string {
  const name = people.find((person) => person.id === id)?.name ?? `user ${id}`;
  return `\u2068${name}\u2069`;
}

function settingChange(name: SettingName, before: unknown, after: unknown): string {
  if (!isNumber(name)) {
    const word = (value: unknown) =>
      ASSIGNMENT_WORDS[ASSIGNMENT_MODES.find((mode) => mode === value) ?? "manual"].label;
    return `Assignment: ${word(before)} → ${word(after)}`;
  }
  const { label, unit } = SETTING_WORDS[name];
  const shown = (value: unknown) => shownValue(name, value as number);
  return `${label}: ${shown(before)} → ${shown(after)} ${unit}`;
}

function settingChanges(details: Details): string[] {
  const before = record(details.before);
  return Object.entries(record(details.after)).map(([name, value]) =>
    settingChange(name as SettingName, before[name], value),
  );
}

/** What of a change is told the same way wherever it stands; what is not there is left out. */
const CHANGES: Record<string, (value: unknown, entry: Entry) => string> = {
  role: (role) => `Role: ${ROLE[role as Role] ?? role}`,
  is_active: (is_active) => (is_active ? "Reactivated" : "Deactivated"),
  max_concurrent_chats: (limit) => `Chats at once: ${limit}`,
  skills: (skills) => `Skills: ${(skills as string[]).join(", ") || "none"}`,
  is_renamed: () => "Renamed",
  status: (status) => `Status: ${capital(String(status))}`,
  priority: (priority) => `Priority: ${capital(String(priority))}`,
  assignee_id: (id, entry) => `Assignee: ${id === null ? "nobody" : nameOf(entry, id)}`,
  changed: (fields) => capital((fields as string[]).join(", ")),
};

const changes = (entry: Entry): string[] =>
  Object.entries(entry.details).flatMap(([key, value]) => CHANGES[key]?.(value, entry) ?? []);

function details(entry: Entry, locale: string): string[] {
  const { action, details } = entry;
  switch (action) {
    case "session.assign": {
      const mode = ASSIGNMENT_MODES.find((one) => one === details.mode);
      const how = mode ? `, ${ASSIGNMENT_WORDS[mode].label.toLowerCase()}` : "";
      return [`To ${nameOf(entry, details.agent_id)}${how}`];
    }
    case "session.transfer":
      return [`From ${nameOf(entry, details.from_agent_id)} to ${nameOf(entry, details.agent_id)}`];
    case "session.release":
      return [`Was with ${nameOf(entry, details.agent_id)}`];
    case "settings.update":
      return settingChanges(details);
    case "message.export": {
      const time = (at: unknown) => clockText(String(at), "date", locale);
      const form = String(details.format).toUpperCase();
      return [`${form}, from ${time(details.from)} to ${time(details.to)}`];
    }
    case "customer.erase":
    case "retention.erase":
      return ["chats", "messages", "files", "tickets", "customers"].flatMap((what) =>
        details[what] === 1
          ? `1 ${what.slice(0, -1)}`
          : details[what] === undefined
            ? []
            : `${details[what]} ${what}`,
      );
    default:
      return changes(entry);
  }
}

/** What else there is to know of it, in one line; empty where the action says it all. */
export const detailsText = (entry: Entry, locale: string): string =>
  details(entry, locale).join(" · ");
