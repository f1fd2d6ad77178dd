import type { Tone } from "@/components/ui/badge";
import type { Priority, SessionStatus } from "@/lib/sessions/contract";

type Word = { label: string; tone: Tone };

export const SESSION_STATUS: Record<SessionStatus, Word> = {
  pending: { label: "Pending", tone: "warning" },
  active: { label: "Active", tone: "success" },
  closed: { label: "Closed", tone: "neutral" },
};

export const PRIORITY: Record<Priority, Word> = {
  urgent: { label: "Urgent", tone: "danger" },
  high: { label: "High", tone: "warning" },
  medium: { label: "Medium", tone: "neutral" },
  low: { label: "Low", tone: "neutral" },
};

export const ROLE = { customer: "Customer", agent: "Agent", admin: "Admin" } as const;

/** `1 chat`, `3 chats`. */
export const chats = (count: number) => `${count} ${count === 1 ? "chat" : "chats"}`;
