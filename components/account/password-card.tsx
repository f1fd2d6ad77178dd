"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PasswordFields } from "@/components/ui/password-fields";
import { useToast } from "@/components/ui/toast";
import { useHydrated } from "@/components/ui/use-hydrated";
import { changePassword, type PasswordProblem } from "@/lib/client/change-password";

export function PasswordCard({ email }: { email: string | null }) {
  const [problem, setProblem] = useState<PasswordProblem>({});
  const [running, setRunning] = useState(false);
  const hydrated = useHydrated();
  const queries = useQueryClient();
  const toast = useToast();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    setRunning(true);
    const found = await changePassword("staff", form);
    setProblem(found ?? {});
    setRunning(false);
    if (found) return;
    form.reset();
    toast({
      tone: "success",
      title: "Your password is changed",
      description: "Everywhere else you are signed out.",
    });
    void queries.invalidateQueries({ queryKey: ["logins"] });
  }

  return (
    <Card title="Password" description="Changing it signs you out everywhere else.">
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3 sm:max-w-sm">
        <PasswordFields username={email ?? ""} problem={problem} />
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
