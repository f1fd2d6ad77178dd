"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { account } from "@/components/account/use-account";
import { UsernameField } from "@/components/account/username-field";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { useHydrated } from "@/components/ui/use-hydrated";
import { toErrorBody } from "@/lib/client/api";

type Problem = { password?: string; new_password?: string; form?: string };

const TOO_SHORT = "Choose a password of at least 10 characters.";

export function PasswordCard({ email }: { email: string | null }) {
  const [problem, setProblem] = useState<Problem>({});
  const [running, setRunning] = useState(false);
  const hydrated = useHydrated();
  const queries = useQueryClient();
  const toast = useToast();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const password = String(values.get("password"));
    const new_password = String(values.get("new_password"));
    const tell = (found: Problem) => {
      setProblem(found);
      const first = found.password ? "password" : "new_password";
      if (found[first]) (form.elements.namedItem(first) as HTMLInputElement).focus();
    };
    const found: Problem = {
      ...(!password && { password: "Enter the password that you have now." }),
      ...(new_password.length < 10 && { new_password: TOO_SHORT }),
    };
    tell(found);
    if (Object.keys(found).length > 0) return;
    setRunning(true);
    try {
      await account.changePassword({ password, new_password });
      form.reset();
      toast({
        tone: "success",
        title: "Your password is changed",
        description: "Everywhere else you are signed out.",
      });
      void queries.invalidateQueries({ queryKey: ["logins"] });
    } catch (error) {
      const { code, field, message } = toErrorBody(error);
      if (field === "password") tell({ password: message });
      else if (field === "new_password") {
        tell({ new_password: code === "VALIDATION" ? TOO_SHORT : message });
      } else tell({ form: message });
    }
    setRunning(false);
  }

  return (
    <Card title="Password" description="Changing it signs you out everywhere else.">
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3 sm:max-w-sm">
        <UsernameField email={email} />
        <Field label="Password now" error={problem.password} required>
          <Input name="password" type="password" autoComplete="current-password" />
        </Field>
        <Field
          label="New password"
          hint={problem.new_password ? undefined : "At least 10 characters."}
          error={problem.new_password}
          required
        >
          <Input name="new_password" type="password" autoComplete="new-password" />
        </Field>
        {problem.form && <Banner tone="danger">{problem.form}</Banner>}
        <div>
          <Button
            type="submit"
            loading={running}
            disabled={!hydrated}
            className="disabled:opacity-100"
          >
            Change password
          </Button>
        </div>
      </form>
    </Card>
  );
}
