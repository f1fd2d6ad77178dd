import type { z } from "zod";
import type { Actor, Caller } from "@/lib/actor";
import { answer, parseInput } from "@/lib/answer";
import { tokenIn } from "@/lib/cookies";
import { AppError, type Envelope, ERROR_CODES } from "@/lib/errors";
import { readObject } from "@/lib/http/body";
import { ADDRESS_HEADER } from "@/lib/http/incoming";
import { isOwnOrigin } from "@/lib/origin";
import { authenticate } from "@/lib/users/authenticate";

/** Which of its two cookies a browser speaks with: `staff` or `customer`. */
export const SIDE_HEADER = "x-parley-side";

/** Next gives no `params` to a route without dynamic parts. */
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type Handler = (request: Request, context: Context) => Promise<Response>;

type Route<Input, Data> = {
  input: z.ZodType<Input>;
  success?: number;
  /** How long its answer may take, in milliseconds, where that is less than usual. */
  longest?: number;
} & (
  | { public?: false; run: (actor: Actor, input: Input, caller: Caller) => Promise<Data> }
  | { public: true; run: (input: Input, caller: Caller) => Promise<Data> }
);

/** What came in the path, the query and the body, as one object; nothing may come twice. */
export async function readInput(request: Request, { params }: Context): Promise<unknown> {
  const input = new Map<string, unknown>();
  const take = (entries: Iterable<[string, unknown]>) => {
    for (const [field, value] of entries) {
      if (input.has(field)) {
        throw new AppError("VALIDATION", `${field}: is given twice`, { field });
      }
      input.set(field, value);
    }
  };
  take(Object.entries((await params) ?? {}));
  take(new URL(request.url).searchParams);
  if (request.method !== "GET") take(Object.entries(await readObject(request)));
  return Object.fromEntries(input);
}

function refuseForeignOrigin({ method, headers }: Request): void {
  if (method === "GET" || isOwnOrigin(headers.get("origin"), headers.get("host"))) return;
  throw new AppError("FORBIDDEN", "This call came from another site.");
}

/** @throws AppError UNAUTHENTICATED, FORBIDDEN */
export async function actorOf(request: Request): Promise<Actor> {
  const { token, is_bearer } = tokenIn({
    authorization: request.headers.get("authorization"),
    cookie: request.headers.get("cookie"),
    // A link says it in its address, where the call knows that field.
    side: request.headers.get(SIDE_HEADER) ?? new URL(request.url).searchParams.get("side"),
  });
  if (!is_bearer) refuseForeignOrigin(request);
  const actor = token && (await authenticate(token));
  if (!actor) throw new AppError("UNAUTHENTICATED", "Sign in first.");
  return actor;
}

/** What is known of the request besides who makes it. */
export const callerOf = (request: Request): Caller => ({
  ip_address: request.headers.get(ADDRESS_HEADER),
  socket_id: null,
  user_agent: request.headers.get("user-agent"),
});

/**
 * A REST call over a domain's function: who calls → is the input right → run → the envelope. The
 * only place of the REST side that catches errors. `public` calls need no sign-in.
 */
export function route<Input, Data>(call: Route<Input, Data>): Handler {
  return async (request, context) => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    const run = async () => {
      if (call.public) {
        refuseForeignOrigin(request);
        return call.run(
          parseInput(call.input, await readInput(request, context)),
          callerOf(request),
        );
      }
      const actor = await actorOf(request);
      const input = parseInput(call.input, await readInput(request, context));
      return call.run(actor, input, callerOf(request));
    };
    const envelope = await answer(what, run, call.longest);
    return toResponse(envelope, call.success);
  };
}

/** An envelope with its HTTP status. */
export function toResponse(envelope: Envelope<unknown>, success = 200): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (envelope.ok) return Response.json(envelope, { status: success, headers });
  const { code, retry_after_ms } = envelope.error;
  if (retry_after_ms) headers.set("retry-after", String(Math.ceil(retry_after_ms / 1000)));
  return Response.json(envelope, { status: ERROR_CODES[code].status, headers });
}
