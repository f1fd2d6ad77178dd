"use client";

import { useState } from "react";
import { useSetStatus } from "@/components/inbox/use-set-status";
import type { Tone } from "@/components/ui/badge";
import { NativeSelect } from "@/components/ui/native-select";
import { StatusDot } from "@/components/ui/status-dot";
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
  const is_online = useClientState((state) => state.connection === "online");
  const status = picked ?? known;

  async function pick(status: AgentStatus) {
    setPicked(status);
    await setStatus(status);
    setPicked(null);
  }

  return (
    <div className="flex items-center gap-1.5">
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
