import type { Role } from "@/lib/actor";
import type { Envelope, ErrorBody } from "@/lib/errors";

/** An answer that was an error, or no answer at all (`UNAVAILABLE`). */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(readonly body: ErrorBody) {
    super(body.message);
  }
}

export const unreachable = () =>
  new CallError({
    code: "UNAVAILABLE",
    message: "The server cannot be reached.",
    retryable: true,
  });

/** The error as a screen shows it, whatever it was. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof CallError) return error.body;
  return { code: "INTERNAL", message: "Something went wrong.", retryable: true };
}

/** @throws CallError */
export function unwrap<T>(envelope: Envelope<T>): T {
  if (!envelope.ok) throw new CallError(envelope.error);
  return envelope.data;
}

export type Side = "staff" | "customer";
export const sideOf = (user: { role: Role }): Side =>
  user.role === "customer" ? "customer" : "staff";

/** How a client says who it is: a browser by the cookie of a side, a program by its token. */
export type Identity = {
  side: Side;
  token?: string;
  base_url?: string;
  /** An admin who looks on: to be here does not make them one who takes chats. */
  looks_on?: boolean;
};

/**
 * How long an answer may take, in milliseconds: what the server promises and a slow line. Over a
 * connection that looks open and carries nothing it would otherwise be waited for without an end.
 */
const ANSWERED_WITHIN = 15_000;

type Sending = {
  /** How long its answer may take, in milliseconds. */
  within?: number;
  /** It goes out also where the page ends now; browsers take up to 64 KiB at a time like that. */
  outlives_page?: boolean;
};

/**
 * What `call` gives, if it does so in time; it is told to give up when that is over.
 * @throws CallError UNAVAILABLE, also where `call` failed
 */
export async function inTime<T>(
  call: (giving_up: AbortSignal) => Promise<T>,
  within = ANSWERED_WITHIN,
): Promise<T> {
  const giving_up = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A race, because a body that is aborted while it is read may leave its promise open for ever
  // (nodejs/node#56917).
  const given_up = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(unreachable());
      giving_up.abort();
    }, within);
  });
  try {
    return await Promise.race([call(giving_up.signal), given_up]);
  } catch {
    // No connection, or what answered was not Parley.
    throw unreachable();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One REST call; the answer's data.
 * @throws CallError, UNAVAILABLE where no answer came in time
 */
export async function callApi<T>(
  { side, token, base_url = "" }: Identity,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  { within, outlives_page = false }: Sending = {},
): Promise<T> {
  async function call(giving_up: AbortSignal): Promise<Envelope<T>> {
    const response = await fetch(base_url + path, {
      method,
      headers: {
        "x-parley-side": side,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: giving_up,
      keepalive: outlives_page,
    });
    return response.json();
  }
  return unwrap(await inTime(call, within));
}
