"use client";

import { type FormEvent, useId, useState } from "react";
import { priorityLabel } from "@/components/inbox/priority-badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { callApi, toErrorBody } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient } from "@/lib/client/use-chat-client";
import { PRIORITIES } from "@/lib/sessions/contract";

type MakeTicketDialogProps = {
  session: KnownSession;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks for what the ticket of a chat says; the chat tells by itself when it is made. */
export function MakeTicketDialog(props: MakeTicketDialogProps) {
  const { session, open, onOpenChange } = props;
  const form = useId();
  const [running, setRunning] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Make a ticket"
      description="The chat goes on as it is. Both sides read in it that there is a ticket."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={form} loading={running}>
            Make ticket
          </Button>
        </>
      }
    >
      <TicketForm
        // What was typed for one chat is not for another.
        key={session.id}
        id={form}
        session={session}
        onRunning={setRunning}
        onDone={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

type TicketFormProps = {
  id: string;
  session: KnownSession;
  onRunning: (running: boolean) => void;
  onDone: () => void;
};

function TicketForm({ id, session, onRunning, onDone }: TicketFormProps) {
  const client = useChatClient();
  const [problem, setProblem] = useState<{ field?: string; message: string } | null>(null);
  const at_subject = problem?.field === "subject";

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!client) return;
    const data = new FormData(event.currentTarget);
    const subject = String(data.get("subject")).trim();
    if (!subject) {
      setProblem({ field: "subject", message: "Say in a few words what it is about." });
      event.currentTarget.querySelector("input")?.focus();
      return;
    }
    setProblem(null);
    onRunning(true);
    try {
      const path = `/api/live-chat/${session.id}/convert-to-ticket`;
      await callApi(client.identity, "POST", path, { subject, priority: data.get("priority") });
      onDone();
    } catch (error) {
      const { field, message } = toErrorBody(error);
      setProblem({ message, ...(field && { field }) });
    } finally {
      onRunning(false);
    }
  }

  return (
    <form id={id} onSubmit={make} noValidate className="flex flex-col gap-3">
      {problem && !at_subject && <Banner tone="danger">{problem.message}</Banner>}
      <Field label="Subject" required error={at_subject && problem.message}>
        <Input name="subject" maxLength={200} defaultValue={session.subject} autoComplete="off" />
      </Field>
      <Field label="Priority">
        <NativeSelect name="priority" defaultValue={session.priority}>
          {PRIORITIES.map((priority) => (
            <option key={priority} value={priority}>
              {priorityLabel(priority)}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </form>
  );
}
