"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { UsernameField } from "@/components/account/username-field";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useHydrated } from "@/components/ui/use-hydrated";
import { callApi, toErrorBody } from "@/lib/client/api";
import { signIn } from "@/lib/client/sign-in";
import type { ErrorBody } from "@/lib/errors";
import type { Account } from "@/lib/users/contract";

type SetupFormProps = {
  token: string;
  /** Whose link it is; null makes the first admin. */
  invited: { name: string; email: string | null } | null;
};

/** What is wrong with a field when the server only says that it is, in the order of the fields. */
const WRONG: Record<string, string> = {
  name: "Enter your name, at most 100 characters.",
  email: "Enter your e-mail, for example ada@example.com.",
  password: "Choose a password of at least 10 characters.",
};

/** What can be seen to be wrong here. The server looks closer, and says one thing at a time. */
const IS_WRONG: Record<string, (input: HTMLInputElement) => boolean> = {
  name: ({ value }) => value.trim() === "" || value.length > 100,
  email: ({ value, validity }) => value.trim() === "" || validity.typeMismatch,
  password: ({ value }) => value.length < 10,
};

export function SetupForm({ token, invited }: SetupFormProps) {
  const [error, setError] = useState<ErrorBody | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [running, setRunning] = useState(false);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const password = String(values.get("password"));
    const person = { name: values.get("name"), email: values.get("email") };
    const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
    const found = Object.keys(WRONG).filter((name) => {
      const input = field(name);
      return input && IS_WRONG[name]?.(input);
    });
    setError(null);
    setWrong(found);
    if (found[0]) return field(found[0])?.focus();
    setRunning(true);
    let user: Account;
    try {
      const body = { token, password, ...(!invited && person) };
      ({ user } = await callApi<{ user: Account }>({ side: "staff" }, "POST", "/api/setup", body));
    } catch (failure) {
      const body = toErrorBody(failure);
      setError(body);
      setRunning(false);
      if (body.field) field(body.field)?.focus();
      return;
    }
    // The account is there from here on. Should signing in fail, they do it by hand. Either way
    // the address with the token leaves the history.
    const home = user.role === "admin" ? "/admin" : "/inbox";
    await signIn("staff", { email: user.email ?? "", password }).then(
      () => location.replace(home),
      () => location.replace(`/login?next=${home}`),
    );
  }

  function problem(field: string) {
    if (wrong.includes(field)) return WRONG[field];
    if (error?.field !== field) return undefined;
    return error.code === "VALIDATION" ? WRONG[field] : error.message;
  }

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
      {invited ? (
        <div className="min-w-0 rounded-lg bg-neutral-soft px-3 py-2">
          <IsolatedText className="block font-medium">{invited.name}</IsolatedText>
          <IsolatedText className="block text-text-muted">{invited.email}</IsolatedText>
          <UsernameField email={invited.email} />
        </div>
      ) : (
        <>
          <Field label="Name" error={problem("name")} required>
            <Input name="name" autoComplete="name" />
          </Field>
          <Field label="E-mail" error={problem("email")} required>
            <Input name="email" type="email" autoComplete="username" autoCapitalize="none" />
          </Field>
        </>
      )}
      <Field
        label="Password"
        // What is wrong says it too.
        hint={problem("password") ? undefined : "At least 10 characters."}
        error={problem("password")}
        required
      >
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
      {error?.code === "NOT_FOUND" ? (
        <Banner tone="danger" title="This link has been used or is over.">
          If that was you,{" "}
          <Link href="/login" className="underline">
            sign in
          </Link>{" "}
          with your password. If not, ask an admin for another link.
        </Banner>
      ) : (
        error &&
        !(error.field && error.field in WRONG) && <Banner tone="danger">{error.message}</Banner>
      )}
      <Button
        type="submit"
        variant="primary"
        loading={running}
        disabled={!hydrated}
        className="mt-1 disabled:opacity-100"
      >
        {invited ? "Set password and sign in" : "Create account"}
      </Button>
    </form>
  );
}
