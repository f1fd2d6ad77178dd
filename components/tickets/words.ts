import type { Tone } from "@/components/ui/badge";
import type { Priority } from "@/lib/sessions/contract";
import type { TicketStatus } from "@/lib/tickets/contract";
import type { ZendeskState } from "@/lib/zendesk/contract";

type Word = { label: string; tone: Tone };

export const TICKET_STATUS: Record<TicketStatus, Word> = {
  open: { label: "Open", tone: "warning" },
  pending: { label: "Pending", tone: "info" },
  solved: { label: "Solved", tone: "success" },
  closed: { label: "Closed", tone: "neutral" },
};

export const PRIORITY: Record<Priority, Word> = {
  urgent: { label: "Urgent", tone: "danger" },
  high: { label: "High", tone: "warning" },
  medium: { label: "Medium", tone: "neutral" },
  low: { label: "Low", tone: "neutral" },
};

export const ZENDESK: Record<ZendeskState, string> = {
  waiting: "On its way",
  made: "Made",
  retrying: "Tried again",
  gave_up: "Given up",
};
