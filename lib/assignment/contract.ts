import { z } from "zod";
import type { AgentStatus } from "@/lib/agents/contract";
import { sessionId } from "@/lib/input";

/** Who gives a waiting chat to an agent. `manual`: agents who accept, and admins who assign. */
export const ASSIGNMENT_MODES = [
  "manual",
  "round_robin",
  "least_busy",
  "skill_based",
  "priority",
] as const;
export type AssignmentMode = (typeof ASSIGNMENT_MODES)[number];
export type AutomaticMode = Exclude<AssignmentMode, "manual">;

/** What spoke for or against an agent. `fits`: they could have taken it, and another went before. */
export const VERDICTS = ["chosen", "fits", "not_online", "full", "lacks_skills", "held"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** An agent who was there when a chat was given away, as they were then. */
export type Candidate = {
  agent_id: number;
  name: string;
  status: AgentStatus;
  active_chats: number;
  max_concurrent_chats: number;
  /** When they were last given a chat automatically. */
  last_given_at: string | null;
  missing_skills: string[];
  verdict: Verdict;
};

/** Why an agent was given a chat automatically. */
export type Reasons = {
  mode: AutomaticMode;
  /** How long the chat had waited, in whole seconds. */
  waited: number;
  /** So many waited that nobody who was there could take, and came before it. */
  passed_over: number;
  /** The one who was chosen first; those who could not have taken it last, and no more than 50. */
  candidates: Candidate[];
};

/** Each time that an agent was given a session, or took it. */
export type Assignment = {
  agent: { id: number; name: string };
  /** The agent themselves when they accepted; null when it was given automatically. */
  assigned_by: { id: number; name: string } | null;
  assigned_at: string;
  /** Null while they have it, and when they had it to its end. */
  left_at: string | null;
  reasons: Reasons | null;
};

export const listAssignmentsInput = z.strictObject({ session_id: sessionId });
export type ListAssignmentsInput = z.infer<typeof listAssignmentsInput>;
