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
