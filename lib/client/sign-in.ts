import { CallError, type Side, unreachable } from "@/lib/client/api";

async function nextAuth(side: Side, action: string, fields: Record<string, string>) {
  const base = `/api/auth/${side}`;
  try {
    const { csrfToken } = await (await fetch(`${base}/csrf`)).json();
    return await fetch(`${base}/${action}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    });
  } catch {
    throw unreachable();
  }
}

/**
 * Signs this browser in on one side, by its cookie.
 * @throws CallError UNAUTHENTICATED, UNAVAILABLE
 */
export async function signIn(side: Side, fields: { email: string; password: string }) {
  const response = await nextAuth(side, "callback/password", fields);
  if (response.ok) return;
  if (response.status !== 401) throw unreachable();
  throw new CallError({
    code: "UNAUTHENTICATED",
    message: "The e-mail or the password is wrong.",
    retryable: false,
  });
}

/** Makes this browser a new guest. @throws CallError */
export async function signInAsGuest(fields: { name?: string; email?: string }) {
  const response = await nextAuth("customer", "callback/guest", {
    name: fields.name ?? "",
    email: fields.email ?? "",
  });
  if (response.ok) return;
  if (response.status !== 401) throw unreachable();
  throw new CallError({
    code: "VALIDATION",
    message: "Check the name and the e-mail.",
    retryable: false,
  });
}

/** Ends this browser's sign-in on one side. @throws CallError */
export async function signOut(side: Side): Promise<void> {
  const response = await nextAuth(side, "signout", {});
  if (!response.ok) throw unreachable();
}
