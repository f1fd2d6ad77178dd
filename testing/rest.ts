import type { Envelope } from "@/lib/errors";
import { origin } from "@/testing/origin";

// biome-ignore lint/suspicious/noExplicitAny: tests look at answers from outside, where nothing is typed
type Json = any;

export type Answer = { status: number; headers: Headers; body: Envelope<Json> };
type Holder = { token: string } | string | null;

export const tokenOf = (who: Holder): string | null =>
  typeof who === "string" ? who : (who?.token ?? null);

/** Sends any request, however wrong, and reads the envelope that must come. */
export async function request(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${origin()}${path}`, init);
  // A document or a stream is a success; what is in it has tests of its own.
  const is_file = response.headers.get("content-disposition")?.startsWith("attachment");
  const is_json = response.headers.get("content-type")?.startsWith("application/json");
  // A transcript in JSON is both, and has the envelope's shape.
  const is_transcript = path.includes("/transcript");
  if (response.ok && (!is_json || (is_file && !is_transcript))) {
    await response.body?.cancel();
    return { status: response.status, headers: response.headers, body: { ok: true, data: null } };
  }
  const text = await response.text();
  try {
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  } catch {
    throw new Error(`${init.method ?? "GET"} ${path} answered no JSON: ${response.status} ${text}`);
  }
}

/** REST as one caller: `null` for somebody without a token. */
export function rest(who: Holder, headers: Record<string, string> = {}) {
  const token = tokenOf(who);
  const send = (method: string, path: string, body?: unknown) =>
    request(path, {
      method,
      headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, body?: unknown) => send("POST", path, body),
    patch: (path: string, body?: unknown) => send("PATCH", path, body),
    delete: (path: string, body?: unknown) => send("DELETE", path, body),
    put: (path: string, body?: unknown) => send("PUT", path, body),
  };
}

/** The data of an answer that must be a success. */
export function dataOf(answer: { body: Envelope<Json> } | Envelope<Json>): Json {
  const envelope = "body" in answer ? answer.body : answer;
  if (!envelope.ok) {
    throw new Error(`It was refused: ${envelope.error.code} ${envelope.error.message}`);
  }
  return envelope.data;
}

/** The error of an answer that must be one. */
export function errorOf(answer: { body: Envelope<Json> } | Envelope<Json>) {
  const envelope = "body" in answer ? answer.body : answer;
  if (envelope.ok) throw new Error(`It was allowed: ${JSON.stringify(envelope.data)}`);
  return envelope.error;
}
