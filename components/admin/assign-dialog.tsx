"use client";

import { type FormEvent, useId, useState } from "react";
import { useSessionNow } from "@/components/admin/chat-dialogs";
import type { SessionRow } from "@/components/admin/session-rows";
import { useEmails, useIsInvited } from "@/components/admin/use-staff";
import { AgentChoice, LoadingAgents } from "@/components/chat/agent-choice";
import { bestFor, fitOf } from "@/components/chat/agent-fit";
import { whyFull, whyGone, whyNot } from "@/components/chat/refusal";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useToast } from "@/components/ui/toast";
import type { Agent } from "@/lib/agents/contract";
import { toErrorBody } from "@/lib/client/api";
import { assign } from "@/lib/client/assignment";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";

type AssignDialogProps = {
  session: SessionRow;
  /** Who is chosen at first; else who could take it best. */
  to?: Agent;
  onClose: () => void;
};

export function AssignDialog({ session: opened, to, onClose }: AssignDialogProps) {
  const session = useSessionNow(opened);
  const client = useChatClient();
  const toast = useToast();
  const colleagues = useClientState((state) => state.agents);
  const agents = Object.values(colleagues);
  // As they were when they were first seen: what changes while one looks must not change what Enter does.
  const [best, setBest] = useState<Agent | null>();
  const [chosen, setChosen] = useState<Agent | null>(to ?? null);
  if (best === undefined && agents.length > 0) {
    const found = bestFor(agents, session.required_skills);
    setBest(found);
    if (!to) setChosen(found);
  }
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const form = useId();
  const now = chosen ? colleagues[chosen.id] : undefined;
  const agent = now && !fitOf(now, []).is_full ? now : null;
  const problem = chosen && whyUnable(chosen, now, error);
  const isInvited = useIsInvited();
  const emails = useEmails();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!client || running || !agent) return;
    setRunning(true);
    setError(null);
    try {
      await assign(client, session.id, agent.id);
      toast({ tone: "success", title: `${agent.name} has the chat` });
      onClose();
    } catch (failure) {
      setError(toErrorBody(failure));
      setRunning(false);
    }
  }

  const gone = !running && whyOver(session, error);
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
            <Button
              type="submit"
              form={form}
              variant="primary"
              shortcut="Enter"
              loading={running}
              disabled={!agent}
            >
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
          {problem && <Banner tone="danger">{problem}</Banner>}
          {agent?.status === "offline" && (
            <Banner tone="warning">
              <IsolatedText className="font-medium">{agent.name}</IsolatedText>{" "}
              {isInvited(agent) ? "has not signed in yet" : "is offline"}: the customer waits until
              they come.
            </Banner>
          )}
          {agents.length === 0 ? (
            <LoadingAgents />
          ) : (
            <AgentChoice
              agents={agents}
              required_skills={session.required_skills}
              best={best ?? null}
              chosen={chosen?.id ?? null}
              canTake={(agent) => !fitOf(agent, []).is_full}
              isInvited={isInvited}
              emails={emails}
              onChoose={(agent) => {
                setError(null);
                setChosen(agent);
              }}
            />
          )}
        </form>
      )}
    </Dialog>
  );
}

/** Why there is nothing to assign any more; it may have been taken while the dialog was open. */
function whyOver(session: SessionRow, error: ErrorBody | null): string | null {
  const gone = error && whyGone(error);
  if (gone) return gone;
  if (session.status === "closed") return "This chat has ended.";
  if (session.status === "active") return `${session.agent?.name ?? "An agent"} has this chat now.`;
  return null;
}

/** Why the chosen one cannot have it: what was answered, or what happened since they were chosen. */
function whyUnable(chosen: Agent, now: Agent | undefined, error: ErrorBody | null) {
  if (error) return whyNot(error, chosen);
  if (!now) return `${chosen.name} is no agent any more. Choose another one.`;
  return fitOf(now, []).is_full ? whyFull(now) : null;
}
