"use client";

import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { AgentChoice, LoadingAgents } from "@/components/chat/agent-choice";
import { bestFor, fitOf } from "@/components/chat/agent-fit";
import { readDraft, writeDraft } from "@/components/chat/drafts";
import { whyFull, whyGone, whyNot } from "@/components/chat/refusal";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import type { Agent } from "@/lib/agents/contract";
import { toErrorBody } from "@/lib/client/api";
import { transfer } from "@/lib/client/assignment";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";
import type { MESSAGE_LIMIT } from "@/lib/messages/contract";

/** Written out: the contract's own would bring zod into the page. */
const LIMIT: typeof MESSAGE_LIMIT = 10_000;

type TransferDialogProps = {
  session: KnownSession;
  onClose: () => void;
  /** What had the focus before is gone, as the buttons are once it is done. */
  onFocusLost: () => void;
};

const canTake = (agent: Agent) => agent.status === "online" && !fitOf(agent, []).is_full;

/** Hands a chat on to a colleague who is there, with a note for them. */
export function TransferDialog({ session, onClose, onFocusLost }: TransferDialogProps) {
  const client = useChatClient();
  const toast = useToast();
  const [held_by] = useState(session.agent_id);
  const [chosen, setChosen] = useState<Agent | null>(null);
  const { is_loaded, agents, best, now } = useColleagues(session, chosen, setChosen);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const draft = `${session.id} transfer`;
  const [note, setNote] = useState(() => readDraft(draft));
  const form = useId();
  const agent = now && canTake(now) ? now : null;
  const problem = chosen && whyUnable(chosen, now, error);

  function write(text: string) {
    setNote(text);
    writeDraft(draft, text);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!client || running || !agent) return;
    setRunning(true);
    setError(null);
    try {
      await transfer(client, session.id, agent.id, note.trim() || undefined);
      writeDraft(draft, "");
      toast({ tone: "success", title: `${agent.name} has the chat` });
      onClose();
    } catch (failure) {
      setError(toErrorBody(failure));
      setRunning(false);
    }
  }
  function onNoteKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  const gone = !running && whyOver(session, held_by, error);
  const is_nobody_there = is_loaded && agents.length === 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      onFocusLost={onFocusLost}
      title="Transfer chat"
      description={
        <>
          <IsolatedText>{session.subject}</IsolatedText>, from{" "}
          <IsolatedText>{session.customer.name}</IsolatedText>
        </>
      }
      footer={
        gone || is_nobody_there ? (
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
              shortcut="Mod+Enter"
              loading={running}
              disabled={!agent}
            >
              Transfer
            </Button>
          </>
        )
      }
    >
      {gone ? (
        <Banner tone="warning" title={gone}>
          You have changed nothing.
        </Banner>
      ) : is_nobody_there ? (
        <EmptyState title="Nobody else is online.">
          Release the chat to put it back into the queue, or wait until somebody comes.
        </EmptyState>
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-3">
          {problem && <Banner tone="danger">{problem}</Banner>}
          {!is_loaded && <LoadingAgents />}
          {is_loaded && !agents.some(canTake) && (
            <Banner tone="warning">
              Nobody who is online has room. Release the chat to put it back into the queue, or
              wait.
            </Banner>
          )}
          {is_loaded && (
            <AgentChoice
              agents={agents}
              required_skills={session.required_skills}
              best={best}
              chosen={chosen?.id ?? null}
              canTake={canTake}
              onChoose={(agent) => {
                setError(null);
                setChosen(agent);
              }}
            />
          )}
          <Field label="Note for them" optionalText="optional" hint="Only the staff see it.">
            <Textarea
              rows={2}
              maxRows={6}
              maxLength={LIMIT}
              value={note}
              onChange={(event) => write(event.currentTarget.value)}
              onKeyDown={onNoteKey}
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}

/** Who is or was there since the dialog opened: nobody leaves the list under the pointer. */
function useColleagues(
  { agent_id, required_skills }: KnownSession,
  chosen: Agent | null,
  choose: (agent: Agent | null) => void,
) {
  const known = useClientState((state) => state.agents);
  const [listed, setListed] = useState<ReadonlySet<number>>(new Set());
  // As they were when they were first seen: what changes while one looks must not change what Enter does.
  const [best, setBest] = useState<Agent | null>();
  const others = Object.values(known).filter(({ id }) => id !== agent_id);
  const came = others.filter(({ id, status }) => status === "online" && !listed.has(id));
  if (came.length > 0) setListed(new Set([...listed, ...came.map(({ id }) => id)]));
  const agents = others.filter(({ id }) => listed.has(id));
  if (best === undefined && agents.length > 0) {
    const found = bestFor(agents, required_skills);
    setBest(found);
    choose(found);
  }
  return {
    is_loaded: Object.keys(known).length > 0,
    agents,
    best: best ?? null,
    now: chosen ? known[chosen.id] : undefined,
  };
}

/** Why there is nothing to hand on any more; it may have happened while the dialog was open. */
function whyOver(session: KnownSession, held_by: number | null, error: ErrorBody | null) {
  const gone = error && whyGone(error);
  if (gone) return gone;
  if (session.status === "closed") return "This chat has ended.";
  if (session.status === "pending") return "This chat is back in the queue.";
  if (session.agent_id !== held_by)
    return `${session.agent?.name ?? "An agent"} has this chat now.`;
  return null;
}

/** Why the chosen one cannot have it: what was answered, or what happened since they were chosen. */
function whyUnable(chosen: Agent, now: Agent | undefined, error: ErrorBody | null) {
  if (error?.code === "UNAVAILABLE") {
    return "The server cannot be reached. Your note is kept: try again when the connection is back.";
  }
  if (error) return whyNot(error, chosen);
  if (!now) return `${chosen.name} is no agent any more. Choose another one.`;
  if (now.status !== "online") return `${now.name} is not online. Choose another agent.`;
  return fitOf(now, []).is_full ? whyFull(now) : null;
}
