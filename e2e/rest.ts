import { type Envelope, ERROR_CODES } from "@/lib/errors";

/** One call: `ask("POST /api/live-chat/start", { subject })`. */
export type Ask = <T>(call: string, body?: unknown) => Promise<Envelope<T>>;

/** A REST client that is no browser; without a token it is nobody. */
export function restClient(url: string, token?: string): Ask {
  return async <T>(call: string, body?: unknown) => {
    const [method, path] = call.split(" ");
    const response = await fetch(`${url}${path}`, {
      method: method as string,
      headers: {
        // A connection that is kept may be used in the very moment in which the server ends it.
        connection: "close",
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const envelope = (await response.json()) as Envelope<T>;
    // Held here for every call of every test: the status says the same as the envelope.
    const fits = envelope.ok
      ? response.status === 200 || response.status === 201
      : response.status === ERROR_CODES[envelope.error.code].status;
    if (!fits) throw new Error(`${call}: ${response.status} with ${JSON.stringify(envelope)}`);
    return envelope;
  };
}

/** The data of an answer that is expected to be one. */
export function dataOf<T>(envelope: Envelope<T>): T {
  if (envelope.ok) return envelope.data;
  throw new Error(`${envelope.error.code}: ${envelope.error.message}`);
}

/** The code of an answer that may be an error. */
export const outcomeOf = (envelope: Envelope<unknown>): string =>
  envelope.ok ? "ok" : envelope.error.code;
