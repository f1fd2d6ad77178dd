"use client";

import { type FormEvent, useId, useState } from "react";
import { UsernameField } from "@/components/account/username-field";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toErrorBody } from "@/lib/client/api";

type PasswordDialogProps = {
  title: string;
  description: string;
  confirmLabel: string;
  /** Whose password it is. */
  email: string | null;
  tone?: "primary" | "danger";
  onClose: () => void;
  /** What is done once the password was right; what it throws is said here. */
  run: (password: string) => Promise<void>;
};

/** Asks for the password again before something that a stranger at an open screen must not do. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { title, description, confirmLabel, email, tone = "primary", onClose, run } = props;
  const [problem, setProblem] = useState<{ field?: string; form?: string }>({});
  const [running, setRunning] = useState(false);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const input = event.currentTarget.elements.namedItem("password") as HTMLInputElement;
    if (!input.value) {
      setProblem({ field: "Enter your password." });
      input.focus();
      return;
    }
    setRunning(true);
    setProblem({});
    try {
      await run(input.value);
    } catch (error) {
      const { field, message } = toErrorBody(error);
      setProblem(field === "password" ? { field: message } : { form: message });
      setRunning(false);
      input.select();
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant={tone} loading={running}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id={id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
        <UsernameField email={email} />
        <Field label="Your password" error={problem.field} required>
          <Input name="password" type="password" autoComplete="current-password" />
        </Field>
        {problem.form && <Banner tone="danger">{problem.form}</Banner>}
      </form>
    </Dialog>
  );
}
