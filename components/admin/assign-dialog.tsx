"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { byFit, fitOf } from "@/components/admin/agent-fit";
import { useSessionNow } from "@/components/admin/chat-dialogs";
import { LoadFailed } from "@/components/admin/load-failed";
import { Load } from "@/components/admin/overview";
import type { SessionRow } from "@/components/admin/session-rows";
import { STAFF, useStaff } from "@/components/admin/use-staff";
import { AGENT_STATUS } from "@/components/admin/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";
import type { Account } from "@/lib/users/contract";

type AssignDialogProps = { session: SessionRow; onClose: () => void };

export function AssignDialog({ session: opened, onClose }: AssignDialogProps) {
  const session = useSessionNow(opened);
  const client = useChatClient();
  const queries = useQueryClient();
  const toast = useToast();
  const staff = useStaff();
  const agents = staff.data?.filter((agent) => agent.is_active);
  const [chosen, setChosen] = useState<number | null>(null);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const form = useId();
  // Who was chosen may have filled up since.
  const agent = agents?.find(
    (one) => one.id === chosen && !fitOf(one, session.required_skills).is_full,
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!client || running || !agent) return;
    setRunning(true);
    setError(null);
    try {
      await client.assign(session.id, agent.id);
      toast({ tone: "success", title: `${agent.name} has the chat` });
      onClose();
    } catch (failure) {
      setError(toErrorBody(failure));
      setRunning(false);
      void queries.invalidateQueries({ queryKey: STAFF });
    }
  }

  const gone = !running && whyGone(session, error);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Assign chat"
      description={
        <>
          <IsolatedText>{session.subject}</IsolatedText>, from{" "}
          <IsolatedText>{session.customer.name}</IsolatedText>
        </>
      }
      footer={
        gone ? (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        ) : (
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="primary" loading={running} disabled={!agent}>
              Assign
            </Button>
          </>
        )
      }
    >
      {gone ? (
        <Banner tone="warning" title={gone}>
          You have changed nothing.
        </Banner>
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-3">
          {error && <Banner tone="danger">{whyNot(error, agents, chosen)}</Banner>}
          {staff.error && !agents && (
            <LoadFailed
              what="The agents"
              error={staff.error}
              retrying={staff.isFetching}
              onRetry={() => staff.refetch()}
              has_old={false}
            />
          )}
          {!agents && !staff.error && <LoadingAgents />}
          {agents && (
            <AgentChoice
              agents={agents}
              required_skills={session.required_skills}
              chosen={chosen}
              onChoose={setChosen}
            />
          )}
        </form>
      )}
    </Dialog>
  );
}

/** Why there is nothing to assign any more; it may have been taken while the dialog was open. */
function whyGone(session: SessionRow, error: ErrorBody | null): string | null {
  if (error?.code === "ALREADY_ASSIGNED") {
    const { agent } = (error.details ?? {}) as { agent?: { name: string } };
    return `${agent?.name ?? "An agent"} has taken this chat.`;
  }
  if (error?.code === "CHAT_CLOSED") return "This chat has ended.";
  if (error?.code === "NOT_FOUND" && error.field !== "agent_id") return error.message;
  if (session.status === "closed") return "This chat has ended.";
  if (session.status === "active") return `${session.agent?.name ?? "An agent"} has this chat now.`;
  return null;
}

function whyNot(error: ErrorBody, agents: Account[] | undefined, chosen: number | null): string {
  const name = agents?.find((agent) => agent.id === chosen)?.name ?? "The agent";
  if (error.code === "AT_CAPACITY") {
    return `${name} has as many chats as they may. Choose another agent.`;
  }
  if (error.code === "NOT_FOUND") return `${name} is no agent any more. Choose another one.`;
  return error.message;
}

type AgentChoiceProps = {
  agents: Account[];
  required_skills: string[];
  chosen: number | null;
  onChoose: (agent_id: number) => void;
};

function AgentChoice({ agents, required_skills, chosen, onChoose }: AgentChoiceProps) {
  // Ordered once: what changes while one looks must not move under the pointer.
  const [order] = useState(() => agents.toSorted(byFit(required_skills)).map(({ id }) => id));
  const place = (agent: Account) => order.indexOf(agent.id) + 1 || order.length + 1;
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Agent</legend>
      <ul className="flex flex-col gap-2">
        {agents
          .toSorted((a, b) => place(a) - place(b))
          .map((agent) => (
            <li key={agent.id}>
              <AgentOption
                agent={agent}
                required_skills={required_skills}
                checked={chosen === agent.id}
                onChoose={() => onChoose(agent.id)}
              />
            </li>
          ))}
      </ul>
    </fieldset>
  );
}

type AgentOptionProps = {
  agent: Account;
  required_skills: string[];
  checked: boolean;
  onChoose: () => void;
};

function AgentOption({ agent, required_skills, checked, onChoose }: AgentOptionProps) {
  const id = useId();
  const { has, lacks, is_full } = fitOf(agent, required_skills);
  const status = AGENT_STATUS[agent.status];
  return (
    <label className="flex min-w-0 gap-3 rounded-lg border border-border p-3 has-checked:border-accent has-checked:bg-accent-soft has-enabled:hover:border-border-strong has-disabled:bg-background has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <input
        type="radio"
        name="agent_id"
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-more`}
        checked={checked}
        disabled={is_full}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent focus-visible:outline-none"
      />
      <span className="min-w-0 flex-1">
        <IsolatedText id={`${id}-name`} className="block font-medium">
          {agent.name}
        </IsolatedText>
        <span id={`${id}-more`} className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusDot tone={status.tone} label={status.label} />
          <span className="text-sm">
            {is_full ? (
              <span className="text-warning-text">
                Full: {agent.active_chats} of {agent.max_concurrent_chats} chats
              </span>
            ) : (
              <Load agent={agent} />
            )}
          </span>
          {has.map((skill) => (
            <Badge key={skill} tone="success" icon={<Check aria-label="Has" />}>
              {skill}
            </Badge>
          ))}
          {lacks.map((skill) => (
            <Badge key={skill} icon={<X aria-label="Lacks" />}>
              {skill}
            </Badge>
          ))}
        </span>
      </span>
    </label>
  );
}

function LoadingAgents() {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">The agents are loading.</span>
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  );
}
