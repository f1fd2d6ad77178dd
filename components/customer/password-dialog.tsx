"use client";

import { type FormEvent, useEffect, useId, useState } from "react";
import { IDENTITY } from "@/components/customer/person";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { NativeDialog } from "@/components/ui/native-dialog";
import { PasswordFields } from "@/components/ui/password-fields";
import { callApi } from "@/lib/client/api";
import { changePassword, type PasswordProblem } from "@/lib/client/change-password";

/** For a customer with an account. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const form_id = useId();
  const [problem, setProblem] = useState<PasswordProblem>({});
  const [running, setRunning] = useState(false);
  const [is_done, setDone] = useState(false);
  const email = useOwnEmail();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    setRunning(true);
    const found = await changePassword("customer", event.currentTarget);
    setRunning(false);
    setProblem(found ?? {});
    setDone(!found);
  }

  if (is_done) {
    return (
      <NativeDialog
        open
        onOpenChange={onClose}
        size="sm"
        title="Your password is changed"
        description="Everywhere else you are signed out."
        footer={
          <Button variant="primary" autoFocus onClick={onClose}>
            Done
          </Button>
        }
      />
    );
  }
  return (
    <NativeDialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Change password"
      description="Everywhere else you are signed out then."
      footer={
        <Button type="submit" form={form_id} variant="primary" loading={running}>
          Change password
        </Button>
      }
    >
      <form id={form_id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
        <PasswordFields username={email} problem={problem} />
        {problem.form && <Banner tone="danger">{problem.form}</Banner>}
      </form>
    </NativeDialog>
  );
}

function useOwnEmail(): string {
  const [email, setEmail] = useState("");
  useEffect(() => {
    callApi<{ user: { email: string | null } }>(IDENTITY, "GET", "/api/me").then(
      ({ user }) => setEmail(user.email ?? ""),
      // The password can be changed without.
      () => {},
    );
  }, []);
  return email;
}
