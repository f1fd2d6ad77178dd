"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { readDraft, writeDraft } from "@/components/chat/drafts";
import { type Person, START_DRAFT } from "@/components/customer/person";
import { REMEMBER_START } from "@/components/customer/remember-start";
import { chatStarter, type Started } from "@/components/customer/start-chat";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useHydrated } from "@/components/ui/use-hydrated";
import { toErrorBody } from "@/lib/client/api";
import type { MESSAGE_LIMIT } from "@/lib/messages/contract";

const LIMIT: typeof MESSAGE_LIMIT = 10_000;

type Problem = { message?: string; name?: string; email?: string; form?: string };

type StartFormProps = {
  person: Person | null;
  takes_focus: boolean;
  onStarted: (started: Started) => void;
};

/** One field is enough. A stranger becomes a guest with the first message. */
export function StartForm({ person, takes_focus, onStarted }: StartFormProps) {
  const [start] = useState(() => chatStarter(person));
  const [problem, setProblem] = useState<Problem>({});
  const [running, setRunning] = useState(false);
  const hydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);

  // Left uncontrolled: what is typed before the page is alive stays.
  useEffect(() => {
    const area = form.current?.elements.namedItem("message") as HTMLTextAreaElement;
    if (area.value) writeDraft(START_DRAFT, area.value);
    else area.value = readDraft(START_DRAFT);
    if (takes_focus) area.focus();
  }, [takes_focus]);

  useEffect(() => {
    const own = form.current;
    if (!hydrated || !own) return;
    own.onsubmit = own.onkeydown = null;
    if (own.dataset.asked === undefined) return;
    delete own.dataset.asked;
    own.requestSubmit();
  }, [hydrated]);

  function show(found: Problem) {
    setProblem(found);
    const [field] = Object.keys(found);
    const control = form.current?.elements.namedItem(field ?? "");
    if (control instanceof HTMLElement) control.focus();
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const values = new FormData(event.currentTarget);
    const read = (name: string) => String(values.get(name) ?? "");
    // A browser's form has CRLF at the ends of lines.
    const message = read("message").replaceAll("\r\n", "\n");
    const name = read("name").trim();
    const email = read("email").trim();
    const found = check(message, name, email);
    show(found);
    if (Object.keys(found).length > 0) return;
    setRunning(true);
    try {
      const started = await start({ message, name, email });
      writeDraft(START_DRAFT, "");
      onStarted(started);
    } catch (error) {
      setRunning(false);
      const { message, details } = toErrorBody(error);
      const limit = details?.message_length;
      // An admin's choice, which this page learns with the answer.
      if (typeof limit === "number") {
        return show({ message: `A message has at most ${limit.toLocaleString()} characters.` });
      }
      show({ form: message });
    }
  }

  return (
    // A post, so that nothing of it stands in an address should the browser send it by itself.
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-xl border border-border bg-surface p-4 shadow-sm sm:p-5"
    >
      <Field label="How can we help?" error={problem.message} required>
        <Textarea
          name="message"
          rows={4}
          maxRows={12}
          onInput={(event) => writeDraft(START_DRAFT, event.currentTarget.value)}
          onKeyDown={(event) => {
            const is_meant = event.key === "Enter" && (event.ctrlKey || event.metaKey);
            if (is_meant) form.current?.requestSubmit();
          }}
          className="text-md"
        />
      </Field>
      {!person && (
        <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
          <Field label="Your name" optionalText="optional" error={problem.name}>
            <Input name="name" autoComplete="name" />
          </Field>
          <Field
            label="Your e-mail"
            optionalText="optional"
            hint={problem.email ? undefined : "So that we can reach you later."}
            error={problem.email}
          >
            <Input name="email" type="email" autoComplete="email" autoCapitalize="none" />
          </Field>
        </div>
      )}
      {problem.form && (
        <Banner tone="danger" title="The chat could not be started.">
          {problem.form} What you wrote is kept.
        </Banner>
      )}
      <Button
        type="submit"
        variant="primary"
        shortcut="Mod+Enter"
        loading={running}
        className="self-start max-sm:w-full"
      >
        Start chat
      </Button>
      {!hydrated && (
        <>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
          <script dangerouslySetInnerHTML={{ __html: REMEMBER_START }} />
          <noscript>A chat needs JavaScript, which this browser has turned off.</noscript>
        </>
      )}
    </form>
  );
}

const tooLong = (by: number) =>
  `This is ${by.toLocaleString()} characters over the limit of ${LIMIT.toLocaleString()}.`;

function check(message: string, name: string, email: string): Problem {
  const too_long = Array.from(message).length - LIMIT;
  return {
    ...(!message.trim() && { message: "Write what you need help with." }),
    ...(too_long > 0 && { message: tooLong(too_long) }),
    ...(Array.from(name).length > 100 && { name: "A name has at most 100 characters." }),
    ...(email &&
      !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && {
        email: "This is not an e-mail address. Correct it, or leave it empty.",
      }),
  };
}
