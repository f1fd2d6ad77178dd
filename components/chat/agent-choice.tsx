"use client";

import { Check, Search, X } from "lucide-react";
import { useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Input } from "@/components/ui/input";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import type { Agent } from "@/lib/agents/contract";
import { byFit, fitOf, unfitWord } from "./agent-fit";
import { AgentPresence } from "./agent-presence";
import { isAgentFound } from "./agent-text";
import { Load } from "./load";

/** From so many on one looks for a name sooner than along the list. */
const SEARCHED_FROM = 9;

type AgentChoiceProps = {
  agents: Agent[];
  required_skills: string[];
  best: Agent | null;
  chosen: number | null;
  /** Whether they can be given the chat now. */
  canTake: (agent: Agent) => boolean;
  /** Who has never signed in, where that is known. */
  isInvited?: (agent: Agent) => boolean;
  /** By user id, where they are known: they tell namesakes apart. */
  emails?: ReadonlyMap<number, string>;
  /** Null where the search leaves nobody who could have it. */
  onChoose: (agent: Agent | null) => void;
};

/** Who gets a chat: who could take it best comes first, and among many one is searched for. */
export function AgentChoice(props: AgentChoiceProps) {
  const { agents, required_skills, best, chosen, canTake, isInvited, emails, onChoose } = props;
  // Ordered once: what changes while one looks must not move under the pointer.
  const [order] = useState(() => agents.toSorted(byFit(required_skills)).map(({ id }) => id));
  const [search, setSearch] = useState("");
  const place = (agent: Agent) => order.indexOf(agent.id) + 1 || order.length + 1;
  const ordered = agents.toSorted((a, b) => place(a) - place(b));
  const matching = (words: string) =>
    ordered.filter((agent) => isAgentFound(agent, emails?.get(agent.id), words));
  const found = matching(search);

  function onSearch(words: string) {
    setSearch(words);
    // Enter takes who is seen to be chosen, so it may be nobody whom the search has hidden.
    const fitting = matching(words).find(canTake);
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
                  ? emails?.get(agent.id)
                  : undefined
              }
              required_skills={required_skills}
              is_best={agent.id === best?.id}
              is_invited={isInvited?.(agent) ?? false}
              can_take={canTake(agent)}
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
  is_invited: boolean;
  can_take: boolean;
  checked: boolean;
  onChoose: () => void;
};

function AgentOption(props: AgentOptionProps) {
  const { agent, email, required_skills, is_best, is_invited, can_take, checked, onChoose } = props;
  const id = useId();
  const { has, lacks } = fitOf(agent, required_skills);
  return (
    <label className="flex min-w-0 gap-3 rounded-lg border border-border p-3 has-checked:border-accent has-checked:bg-accent-soft has-enabled:hover:border-border-strong has-disabled:bg-background has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <input
        type="radio"
        name="agent_id"
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-more`}
        checked={checked}
        disabled={!can_take}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent focus-visible:outline-none"
      />
      <span className="min-w-0 flex-1">
        <IsolatedText id={`${id}-name`} className="block w-fit max-w-full font-medium">
          {agent.name}
        </IsolatedText>
        <span id={`${id}-more`} className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          {email && <IsolatedText className="w-full text-sm text-text-muted">{email}</IsolatedText>}
          <AgentPresence status={agent.status} is_invited={is_invited} />
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

export function LoadingAgents() {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">The agents are loading.</span>
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  );
}
