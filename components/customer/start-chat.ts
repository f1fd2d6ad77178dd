import { IDENTITY, type Person } from "@/components/customer/person";
import { subjectOf } from "@/components/customer/subject";
import { CallError, callApi } from "@/lib/client/api";
import { newId } from "@/lib/client/new-id";
import { signInAsGuest } from "@/lib/client/sign-in";
import { describeVisit } from "@/lib/client/visit";
import type { ReaderSession } from "@/lib/sessions/contract";
import type { User } from "@/lib/users/contract";

export type Beginning = { message: string; name: string; email: string };
export type Started = { person: Person; session: ReaderSession };

/**
 * Makes the start of a chat. It can be called until it succeeds: the guest that it made and the
 * `client_id` of the message are kept, so that no second chat comes of a retry.
 */
export function chatStarter(signed_in: Person | null) {
  let person = signed_in;
  let attempt = { message: "", client_id: "" };

  async function asGuest({ name, email }: Beginning): Promise<Person> {
    await signInAsGuest({ ...(name && { name }), ...(email && { email }) });
    const { user } = await callApi<{ user: User }>(IDENTITY, "GET", "/api/me");
    return { user_id: user.id, name: user.name, is_guest: true };
  }

  /** @throws CallError */
  return async function start(beginning: Beginning): Promise<Started> {
    const { message, email } = beginning;
    if (attempt.message !== message) attempt = { message, client_id: newId() };
    const post = () =>
      callApi<{ session: ReaderSession }>(IDENTITY, "POST", "/api/live-chat/start", {
        subject: subjectOf(message),
        message,
        // For the staff's eyes: what was typed is matched with no account.
        metadata: { ...describeVisit(), ...(email && { email }) },
        client_id: attempt.client_id,
      });
    person ??= await asGuest(beginning);
    try {
      return { person, ...(await post()) };
    } catch (error) {
      // A guest whose sign-in has run out becomes a new one; an account has to sign in again.
      const is_out = error instanceof CallError && error.body.code === "UNAUTHENTICATED";
      if (!is_out || !person.is_guest) throw error;
      person = await asGuest({ ...beginning, name: beginning.name || person.name });
      return { person, ...(await post()) };
    }
  };
}
