"use client";

import { Check, Search, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { bestFor, byFit, fitOf, unfitWord } from "@/components/admin/agent-fit";
import { isAgentFound } from "@/components/admin/agent-text";
import { useSessionNow } from "@/components/admin/chat-dialogs";
import { Load } from "@/components/admin/load";
import { Presence } from "@/components/admin/presence";
import { whyFull, whyGone, whyNot } from "@/components/admin/refusal";
import type { SessionRow } from "@/components/admin/session-rows";
import { useEmails, useIsInvited } from "@/components/admin/use-staff";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { Agent } from "@/lib/agents/contract";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";

/** From so many on one looks for a name sooner than along the list. */
const SEARCHED_FROM = 9;

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

type AgentChoiceProps = {
  agents: Agent[];
  required_skills: string[];
  best: Agent | null;
  chosen: number | null;
  /** Null where the search leaves nobody who could have it. */
  onChoose: (agent: Agent | null) => void;
};

function AgentChoice({ agents, required_skills, best, chosen, onChoose }: AgentChoiceProps) {
  // Ordered once: what changes while one looks must not move under the pointer.
  const [order] = useState(() => agents.toSorted(byFit(required_skills)).map(({ id }) => id));
  const [search, setSearch] = useState("");
  const emails = useEmails();
  const place = (agent: Agent) => order.indexOf(agent.id) + 1 || order.length + 1;
  const ordered = agents.toSorted((a, b) => place(a) - place(b));
  const matching = (words: string) =>
    ordered.filter((agent) => isAgentFound(agent, emails.get(agent.id), words));
  const found = matching(search);

  function onSearch(words: string) {
    setSearch(words);
    // Enter takes who is seen to be chosen, so it may be nobody whom the search has hidden.
    const fitting = matching(words).find((agent) => !fitOf(agent, []).is_full);
    onChoose(words.trim() ? (fitting ?? null) : best);
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">Agent</legend>
      {agents.length >= SEARCHED_FROM && (
        <Input
          icon={<Search />}
          aria-label="Search the agents"
          placeholder="Name, e-mail or skill"
          autoComplete="off"
          maxLength={200}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      )}
      <p
        role="status"
        className={found.length > 0 ? "sr-only" : "py-4 text-center text-text-muted"}
      >
        {found.length === 0 && "No agent matches."}
        {found.length > 0 && search.trim() && `${found.length} found`}
      </p>
      <ul className="flex flex-col gap-2">
        {found.map((agent) => (
          <li key={agent.id}>
            <AgentOption
              agent={agent}
              email={
                agents.some(({ id, name }) => name === agent.name && id !== agent.id)
                  ? emails.get(agent.id)
                  : undefined
              }
              required_skills={required_skills}
              is_best={agent.id === best?.id}
              checked={chosen === agent.id}
              onChoose={() => onChoose(agent)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

type AgentOptionProps = {
  agent: Agent;
  /** Where the name alone does not say who it is. */
  email: string | undefined;
  required_skills: string[];
  is_best: boolean;
  checked: boolean;
  onChoose: () => void;
};

function AgentOption(props: AgentOptionProps) {
  const { agent, email, required_skills, is_best, checked, onChoose } = props;
  const id = useId();
  const { has, lacks, is_full } = fitOf(agent, required_skills);
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
        <IsolatedText id={`${id}-name`} className="block w-fit max-w-full font-medium">
          {agent.name}
        </IsolatedText>
        <span id={`${id}-more`} className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          {email && <IsolatedText className="w-full text-sm text-text-muted">{email}</IsolatedText>}
          <Presence agent={agent} />
          <Load agent={agent} />
          {is_best && !unfitWord(agent) && <Badge tone="success">Best fit</Badge>}
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
