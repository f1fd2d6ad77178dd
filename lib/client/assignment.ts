import { CallError, callApi } from "@/lib/client/api";
import type { ChatClient } from "@/lib/client/chat-client";
import type { ErrorCode } from "@/lib/errors";
import type { ReaderSession } from "@/lib/sessions/contract";

type Client = Pick<ChatClient, "identity" | "getState" | "take">;
type Answer = { session: ReaderSession };

/** An admin gives a pending chat to an agent. @throws CallError as accept, AT_CAPACITY */
export async function assign(
  { identity, take }: Client,
  session_id: string,
  agent_id: number,
): Promise<ReaderSession> {
  const path = `/api/live-chat/${session_id}/assign`;
  return take(await callApi<Answer>(identity, "POST", path, { agent_id }));
}

/** What a transfer is refused with when it, or something else, was done before. */
const SETTLED: ErrorCode[] = ["FORBIDDEN", "CONFLICT", "CHAT_CLOSED"];

/**
 * Hands an active chat on; one's own or, for an admin, any. Where the answer to an earlier try was
 * lost and it was done, it is a success, and the note is there once. Apart from `ChatClient`,
 * because no customer's page needs it.
 * @throws CallError, AT_CAPACITY or CONFLICT where this agent cannot have it
 */
export async function transfer(
  { identity, getState, take }: Client,
  session_id: string,
  agent_id: number,
  note?: string,
): Promise<ReaderSession> {
  const path = `/api/live-chat/${session_id}`;
  const before = getState().sessions[session_id];
  if (before?.status === "active" && isHandedTo(before, agent_id)) return before;
  try {
    const input = { agent_id, ...(note && { note }) };
    return take(await callApi<Answer>(identity, "POST", `${path}/transfer`, input));
  } catch (error) {
    if (!(error instanceof CallError) || !SETTLED.includes(error.body.code)) throw error;
    // It may be another's by now because of this very call.
    const answer = await callApi<Answer>(identity, "GET", path).catch(() => null);
    if (!answer) throw error;
    const session = take(answer);
    if (!isHandedTo(session, agent_id, before?.agents.length)) throw error;
    return session;
  }
}

/**
 * Whether it was handed on to this agent: by whoever held it last, or by who was the last of so
 * many, whatever came then.
 */
function isHandedTo(
  { agents }: Pick<ReaderSession, "agents">,
  agent_id: number,
  known = agents.length - 1,
): boolean {
  const [from, to] = agents.slice(known - 1);
  return known > 0 && to?.id === agent_id && from?.left_at === to.joined_at;
}
