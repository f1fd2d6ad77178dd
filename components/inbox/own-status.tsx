"use client";

import { useEffect, useRef, useState } from "react";
import { useSetStatus } from "@/components/inbox/use-set-status";
import type { Tone } from "@/components/ui/badge";
import { NativeSelect } from "@/components/ui/native-select";
import { StatusDot } from "@/components/ui/status-dot";
import { useToast } from "@/components/ui/toast";
import type { AgentStatus } from "@/lib/agents/contract";
import { useClientState } from "@/lib/client/use-chat-client";

const looks: Record<AgentStatus, { label: string; tone: Tone }> = {
  online: { label: "Online", tone: "success" },
  away: { label: "Away", tone: "warning" },
  busy: { label: "Busy", tone: "danger" },
  offline: { label: "Offline", tone: "neutral" },
};

/** Whether colleagues and the queue count on this agent; their own choice. */
export function OwnStatus() {
  const setStatus = useSetStatus();
  const known = useClientState(({ agents, me }) => agents[me.user_id]?.status);
  /** What was picked, until the server has it. */
  const [picked, setPicked] = useState<AgentStatus | null>(null);
  const is_idle = useIdle();
  const is_online = useClientState((state) => state.connection === "online");
  const status = picked ?? known;

  async function pick(status: AgentStatus) {
    setPicked(status);
    await setStatus(status);
    setPicked(null);
  }

  return (
    <div className="flex items-center gap-1.5">
      {/* In the page from the start, so that it is announced; where there is no room it is heard. */}
      <p role="status" className="text-sm text-text-muted max-lg:sr-only">
        {is_idle && is_online && "Away by itself: no input for a while"}
      </p>
      <span aria-hidden="true" className="flex">
        <StatusDot
          // Without a connection colleagues see none of it.
          tone={status && is_online ? looks[status].tone : "neutral"}
          label={status ? looks[status].label : ""}
          hideLabel
        />
      </span>
      <NativeSelect
        size="sm"
        aria-label="Your status"
        value={status ?? ""}
        disabled={!status || !is_online}
        onChange={(event) => pick(event.currentTarget.value as AgentStatus)}
        className="w-24 pointer-coarse:w-28"
      >
        {!status && <option value="" />}
        {Object.entries(looks).map(([value, { label }]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

/** Whether this agent is away for want of input; who is back by it reads what they were. */
function useIdle(): boolean {
  const is_idle = useClientState(({ agents, me }) => agents[me.user_id]?.is_idle ?? false);
  const status = useClientState(({ agents, me }) => agents[me.user_id]?.status);
  const was_idle = useRef(false);
  const toast = useToast();
  useEffect(() => {
    if (was_idle.current && !is_idle && status === "online") {
      toast({
        title: "You are online again",
        description: "You were shown as away, because there was no input for a while.",
      });
    }
    was_idle.current = is_idle;
  }, [is_idle, status, toast]);
  return is_idle;
}
