import { expect, test } from "vitest";
import { ACTIONS } from "@/components/admin/audit/audit-filters";
import { detailsText } from "@/components/admin/audit/audit-text";
import { AUDIT_ACTIONS, type AuditEntry } from "@/lib/audit/contract";

const people = [
  { id: 7, name: "Tom" },
  { id: 8, name: "נועה" },
];
const text = (action: AuditEntry["action"], details: AuditEntry["details"]) =>
  detailsText({ action, details, people }, "en-GB").replaceAll(/[\u2068\u2069]/g, "");

test("every action has its words", () => {
  expect([...ACTIONS].sort()).toEqual([...AUDIT_ACTIONS].sort());
});

test.each<[AuditEntry["action"], AuditEntry["details"], string]>([
  ["session.assign", { agent_id: 7 }, "To Tom"],
  ["session.assign", { agent_id: 7, mode: "least_busy" }, "To Tom, to the least busy"],
  ["session.transfer", { from_agent_id: 7, agent_id: 8 }, "From Tom to נועה"],
  ["session.release", { agent_id: 9 }, "Was with user 9"],
  ["session.end", {}, ""],
  ["user.create", { role: "admin" }, "Role: Admin"],
  [
    "user.update",
    { role: "agent", skills: [], is_active: false, max_concurrent_chats: 3, is_renamed: true },
    "Role: Agent · Skills: none · Deactivated · Chats at once: 3 · Renamed",
  ],
  ["ticket.update", { status: "solved", priority: "high" }, "Status: Solved · Priority: High"],
  ["ticket.update", { assignee_id: null }, "Assignee: nobody"],
  ["kb_article.update", { changed: ["title", "content"] }, "Title, content"],
  [
    "settings.update",
    {
      before: { session_timeout: 1800, assignment: "manual" },
      after: { session_timeout: 3600, assignment: "skill_based" },
    },
    "Session timeout: 30 → 60 minutes · Assignment: By hand → By skill",
  ],
  [
    "message.export",
    { from: "2026-11-01T12:00:00.000Z", to: "2026-11-03T12:00:00.000Z", format: "csv" },
    "CSV, from 1 Nov 2026 to 3 Nov 2026",
  ],
  [
    "customer.erase",
    { chats: 1, messages: 12, files: 0, tickets: 1 },
    "1 chat · 12 messages · 0 files · 1 ticket",
  ],
  // Of rows that an older or a newer Parley wrote, what is not understood is left out.
  ["user.update", { name: "Old", colour: "red" }, ""],
])("%s %j: %s", (action, details, expected) => {
  expect(text(action, details)).toBe(expected);
});

test("a name keeps its own direction within the sentence", () => {
  const entry = { action: "session.assign" as const, details: { agent_id: 8 }, people };
  expect(detailsText(entry, "en")).toBe("To \u2068נועה\u2069");
});
