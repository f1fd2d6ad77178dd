"use client";

import { type FormEvent, useId, useState } from "react";
import { IDENTITY } from "@/components/customer/person";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeDialog } from "@/components/ui/native-dialog";
import { callApi, toErrorBody } from "@/lib/client/api";
import { signIn } from "@/lib/client/sign-in";

export type AccountMode = "sign_in" | "create";

type AccountDialogProps = {
  /** null: closed. */
  mode: AccountMode | null;
  onModeChange: (mode: AccountMode | null) => void;
  /** Whether a guest with chats of their own would leave them behind. */
  leaves_guest: boolean;
};

const TITLE = { sign_in: "Sign in", create: "Create an account" };

export function AccountDialog({ mode, onModeChange, leaves_guest }: AccountDialogProps) {
  const form_id = useId();
  const [running, setRunning] = useState(false);
  // What it was is still drawn while it closes.
  const [shown, setShown] = useState<AccountMode>("sign_in");
  if (mode && mode !== shown) setShown(mode);
  const other = shown === "sign_in" ? "create" : "sign_in";
  return (
    <NativeDialog
      open={mode !== null}
      onOpenChange={(is_open) => !is_open && onModeChange(null)}
      size="sm"
      title={TITLE[shown]}
      description={
        leaves_guest
          ? "The chats that you had as a guest cannot be opened afterwards."
          : "With an account you find your chats again on any device."
      }
      footer={
        <>
          <Button variant="ghost" onClick={() => onModeChange(other)} className="-ms-3 me-auto">
            {TITLE[other]}
          </Button>
          <Button type="submit" form={form_id} variant="primary" loading={running}>
            {TITLE[shown]}
          </Button>
        </>
      }
    >
      <AccountForm key={shown} id={form_id} mode={shown} running={running} onRunning={setRunning} />
    </NativeDialog>
  );
}

type Problem = { name?: string; email?: string; password?: string; form?: string };

type AccountFormProps = {
  id: string;
  mode: AccountMode;
  running: boolean;
  onRunning: (running: boolean) => void;
};

function AccountForm({ id, mode, running, onRunning }: AccountFormProps) {
  const [problem, setProblem] = useState<Problem>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const name = String(values.get("name") ?? "").trim();
    const email = String(values.get("email")).trim();
    const password = String(values.get("password"));
    const found: Problem = {
      ...(mode === "create" && !name && { name: "Enter your name." }),
      ...(!email && { email: "Enter your e-mail." }),
      ...(!password && { password: "Enter a password." }),
      ...(mode === "create" &&
        password &&
        password.length < 10 && { password: "A password has at least 10 characters." }),
    };
    setProblem(found);
    const [first] = Object.keys(found);
    if (first) {
      (form.elements.namedItem(first) as HTMLInputElement).focus();
      return;
    }
    onRunning(true);
    try {
      if (mode === "create") {
        await callApi(IDENTITY, "POST", "/api/auth/register", { name, email, password });
      }
      await signIn("customer", { email, password });
      // A load of its own: nothing that was fetched as somebody else is left. Drafts are kept.
      location.assign("/chat");
    } catch (error) {
      const { field, message } = toErrorBody(error);
      const is_shown = field === "name" || field === "email" || field === "password";
      setProblem(
        is_shown ? { [field]: message.replace(`${field}: `, "This ") } : { form: message },
      );
      onRunning(false);
    }
  }

  return (
    <form id={id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
      {mode === "create" && (
        <Field label="Name" error={problem.name} required>
          <Input name="name" autoComplete="name" />
        </Field>
      )}
      <Field label="E-mail" error={problem.email} required>
        <Input name="email" type="email" autoComplete="username" autoCapitalize="none" />
      </Field>
      <Field
        label="Password"
        // What is wrong says it too.
        hint={mode === "create" && !problem.password ? "At least 10 characters." : undefined}
        error={problem.password}
        required
      >
        <Input
          name="password"
          type="password"
          autoComplete={mode === "create" ? "new-password" : "current-password"}
        />
      </Field>
      {problem.form && <Banner tone="danger">{problem.form}</Banner>}
    </form>
  );
}
