"use client";

import { type FormEvent, useState } from "react";
import { CodeInput } from "@/components/account/code-input";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { toErrorBody } from "@/lib/client/api";
import { signIn } from "@/lib/client/sign-in";

type Problem = { email?: string; password?: string; code?: string; form?: string };

/** `next` is where to go then; without it the login page sends each to their own place. */
export function LoginForm({ next }: { next: string | null }) {
  const [problem, setProblem] = useState<Problem>({});
  const [running, setRunning] = useState(false);
  const [asks_code, setAsksCode] = useState(false);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const email = String(values.get("email")).trim();
    const password = String(values.get("password"));
    if (!email || !password) {
      setProblem({
        ...(!email && { email: "Enter your e-mail." }),
        ...(!password && { password: "Enter your password." }),
      });
      (form.elements.namedItem(email ? "password" : "email") as HTMLInputElement).focus();
      return;
    }
    const code = asks_code ? String(values.get("code")).trim() : "";
    if (asks_code && !code) {
      setProblem({ code: "Enter the code." });
      (form.elements.namedItem("code") as HTMLInputElement).focus();
      return;
    }
    setProblem({});
    setRunning(true);
    try {
      await signIn("staff", { email, password, ...(code && { code }) });
      // A load of its own: nothing that was fetched without the sign-in is left.
      location.replace(next ?? "/login");
    } catch (error) {
      const { field, message, retryable } = toErrorBody(error);
      setRunning(false);
      if (field === "code") {
        setAsksCode(true);
        if (asks_code) setProblem({ code: message });
        (form.elements.namedItem("code") as HTMLInputElement | null)?.select();
        return;
      }
      // What is wrong now is the e-mail or the password: they are to be seen again.
      if (!retryable) setAsksCode(false);
      setProblem({ form: retryable ? `${message} What you entered is still here.` : message });
    }
  }

  return (
    // A post, so that a password never stands in an address should the browser send it by itself.
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
      {/* They stay in the form, and the browser's store of passwords finds them. */}
      <div className={asks_code ? "hidden" : "contents"}>
        <Field label="E-mail" error={problem.email} required>
          <Input name="email" type="email" autoComplete="username" autoCapitalize="none" />
        </Field>
        <Field label="Password" error={problem.password} required>
          <Input name="password" type="password" autoComplete="current-password" />
        </Field>
      </div>
      {asks_code && (
        <Field
          label="Code"
          hint="The one that your authenticator app shows, or a recovery code."
          error={problem.code}
          required
        >
          <CodeInput autoFocus />
        </Field>
      )}
      {problem.form && <Banner tone="danger">{problem.form}</Banner>}
      <Button
        type="submit"
        variant="primary"
        loading={running}
        disabled={!hydrated}
        className="mt-1 disabled:opacity-100"
      >
        Sign in
      </Button>
      {asks_code && (
        <Button
          variant="ghost"
          onClick={() => {
            setAsksCode(false);
            setProblem({});
          }}
        >
          Back
        </Button>
      )}
    </form>
  );
}
