"use client";

import { clsx } from "clsx";
import { Check, X } from "lucide-react";
import Link from "next/link";
import { type DragEvent, useState } from "react";
import { Presence } from "@/components/admin/presence";
import { fitOf, unfitWord } from "@/components/chat/agent-fit";
import { Load } from "@/components/chat/load";
import { Badge } from "@/components/ui/badge";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { Agent } from "@/lib/agents/contract";

type AgentCardProps = {
  agent: Agent;
  /** They have left the staff while one looked. */
  is_gone: boolean;
  /** What the chat that is being dragged asks for; null while none is. */
  required_skills: readonly string[] | null;
  is_best: boolean;
  onDrop: (agent: Agent) => void;
};

/**
 * An agent with their load; a waiting chat is dropped here. A drop on who cannot take it counts as
 * well, because it is answered with the reason.
 */
export function AgentCard({ agent, is_gone, required_skills, is_best, onDrop }: AgentCardProps) {
  const [is_over, setOver] = useState(false);
  const is_dragging = required_skills !== null;
  const { is_full } = fitOf(agent, []);
  const unfit = is_gone ? "Deactivated" : is_full ? unfitWord(agent) : null;
  const is_target = is_dragging && !is_gone;

  function over(event: DragEvent) {
    if (!is_target) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    setOver(true);
  }
  function leave(event: DragEvent) {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (is_target) onDrop(agent);
  }

  return (
    <li
      aria-label={agent.name}
      inert={is_gone}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={leave}
      onDrop={drop}
      className={clsx(
        "relative flex min-w-0 flex-col gap-1 border-b px-3 py-2 last:border-b-0",
        !is_dragging && "hover:bg-hover",
        is_dragging && unfit && "bg-background",
        is_target && is_over && "outline-2 -outline-offset-2",
        is_target && is_over && (unfit ? "outline-border-strong" : "bg-accent-soft outline-accent"),
      )}
    >
      <div className="flex min-w-0 items-baseline gap-2">
        <Link
          href={`/admin/chats?status=active&agent=${agent.id}`}
          draggable={false}
          className="min-w-0 font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <IsolatedText truncate title={agent.name}>
            {agent.name}
          </IsolatedText>
        </Link>
        {is_dragging && unfit && <Badge className="shrink-0">{unfit}</Badge>}
        {is_best && (
          <Badge tone="success" className="shrink-0">
            Best fit
          </Badge>
        )}
      </div>
      <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-3">
        <Presence agent={agent} />
        <Load agent={agent} />
      </div>
      <Skills agent={agent} required_skills={required_skills} />
    </li>
  );
}

function Skills({ agent, required_skills }: Pick<AgentCardProps, "agent" | "required_skills">) {
  const { has, lacks } = fitOf(agent, required_skills ?? []);
  const others = agent.skills.filter((skill) => !has.includes(skill));
  return (
    // Its line is kept, so that what is lacked moves nobody.
    <div className="flex min-h-5 min-w-0 flex-wrap gap-1">
      {has.map((skill) => (
        <Badge key={skill} tone="success" icon={<Check aria-label="Has" />}>
          <bdi>{skill}</bdi>
        </Badge>
      ))}
      {lacks.map((skill) => (
        <Badge key={skill} tone="warning" icon={<X aria-label="Lacks" />}>
          <bdi>{skill}</bdi>
        </Badge>
      ))}
      {others.map((skill) => (
        <Badge key={skill}>
          <bdi>{skill}</bdi>
        </Badge>
      ))}
    </div>
  );
}
