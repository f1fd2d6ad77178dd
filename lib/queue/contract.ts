import type { Priority } from "@/lib/sessions/contract";

export type QueueStats = {
  total: number;
  by_priority: Record<Priority, number>;
  /** Whole seconds; 0 when nobody waits. */
  longest_wait: number;
  average_wait: number;
  /** In the order of the queue. */
  sessions: { id: string; priority: Priority; wait_time: number }[];
};

/** A place in the queue: 1 is next. `estimated_wait` in whole seconds, null when nothing is known. */
export type QueuePosition = {
  session_id: string;
  position: number;
  estimated_wait: number | null;
};

/** What anybody may know before they start a chat: no names, no figures of the staff. */
export type Availability = {
  /** `free`: somebody can take a chat now; `busy`: somebody is there, and none can. */
  presence: "free" | "busy" | "nobody";
  /** Of a chat that is started now, in whole seconds; null when nothing is known. */
  estimated_wait: number | null;
};
