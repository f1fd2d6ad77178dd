import { z } from "zod";
import { userIdText } from "@/lib/input";

export const AGENT_STATUSES = ["online", "away", "busy", "offline"] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** A member of staff as colleagues see them. */
export type Agent = {
  id: number;
  /** Grows with every change but that of `last_activity_at`. */
  version: number;
  name: string;
  status: AgentStatus;
  /** `away` by itself, for want of their own input, which brings them back. */
  is_idle: boolean;
  skills: string[];
  active_chats: number;
  max_concurrent_chats: number;
  last_activity_at: string | null;
};

export const setStatusInput = z.strictObject({ status: z.enum(AGENT_STATUSES) });
export type SetStatusInput = z.infer<typeof setStatusInput>;

export const workloadInput = z.strictObject({ agent_id: userIdText });
export type WorkloadInput = z.infer<typeof workloadInput>;

export type Workload = {
  active_chats: number;
  max_concurrent_chats: number;
  /** active_chats ÷ max_concurrent_chats, 0 to 1; above 1 after the limit was lowered. */
  utilization: number;
  available_slots: number;
  sessions: { id: string; subject: string; customer: { id: number; name: string } }[];
};
