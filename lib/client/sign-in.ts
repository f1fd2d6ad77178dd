import { CallError, inTime, type Side, unreachable, unwrap } from "@/lib/client/api";
import { forgetKept } from "@/lib/client/kept";
import { forgetUnsent } from "@/lib/client/unsent";
import type { Envelope } from "@/lib/errors";

/** What next-auth answers: whether the call was carried out, and where it would send the browser. */
type NextAuthAnswer = { ok: boolean; params: URLSearchParams };

async function nextAuth(
  side: Side,
  action: string,
  fields: Record<string, string>,
): Promise<NextAuthAnswer> {
  const base = `/api/auth/${side}`;
  const answered = await inTime(async (signal): Promise<Envelope<NextAuthAnswer>> => {
    const { csrfToken } = await (await fetch(`${base}/csrf`, { signal })).json();
    const response = await fetch(`${base}/${action}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
      signal,
    });
    const body: Envelope<never> | { url: string } = await response.json();
    // What is not next-auth's own to say comes as from any other call.
    if ("ok" in body) return body;
    const params = new URL(body.url, location.href).searchParams;
    return { ok: true, data: { ok: response.ok, params } };
  });
  const answer = unwrap(answered);
  // Without the cookie that goes with it the token is refused, with a status that says all is well.
  if (answer.params.has("csrf")) {
    throw new CallError({
      code: "FORBIDDEN",
      message: "This browser keeps no cookies for this address.",
      retryable: false,
    });
  }
  return answer;
}

/** A refusal and a server that failed have the same status; the first one has this name. */
const isRefusal = ({ params }: NextAuthAnswer) => params.get("error") === "CredentialsSignin";

type Credentials = {
  email: string;
  password: string;
  /** Of the second factor, where the answer without it asked for one. */
  code?: string;
};

/**
 * Signs this browser in on one side, by its cookie.
 * @throws CallError UNAUTHENTICATED, with the field `code` where one is missing or wrong; FORBIDDEN
 *   without cookies; RATE_LIMITED; UNAVAILABLE
 */
export async function signIn(side: Side, fields: Credentials) {
  const answer = await nextAuth(side, "callback/password", { ...fields });
  if (answer.ok) return;
  if (!isRefusal(answer)) throw unreachable();
  throw new CallError({
    code: "UNAUTHENTICATED",
    message: "The e-mail or the password is wrong.",
    retryable: false,
  });
}

/** Makes this browser a new guest. @throws CallError */
export async function signInAsGuest(fields: { name?: string; email?: string }) {
  const answer = await nextAuth("customer", "callback/guest", {
    name: fields.name ?? "",
    email: fields.email ?? "",
  });
  if (answer.ok) return;
  if (!isRefusal(answer)) throw unreachable();
  throw new CallError({
    code: "VALIDATION",
    message: "Check the name and the e-mail.",
    retryable: false,
  });
}

/** Ends this browser's sign-in on one side; nothing that was written there stays. @throws CallError */
export async function signOut(side: Side): Promise<void> {
  const answer = await nextAuth(side, "signout", {});
  if (!answer.ok) throw unreachable();
  forgetKept();
  await forgetUnsent(side);
}
