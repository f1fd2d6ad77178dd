import type { Zendesk } from "@/lib/zendesk/contract";

/** What a call waits for its answer, in milliseconds. */
const PATIENCE = 10_000;
/** Longer than any wait that makes sense, in seconds. */
const LONGEST_ASKED = 86_400;

/** A call that did not do what it should, in words for staff; never with the token. */
export class ZendeskFailure extends Error {
  constructor(
    message: string,
    /** It will be the same the next time. */
    readonly is_final: boolean,
    /** Seconds that Zendesk wants to be left alone. */
    readonly retry_after = 0,
  ) {
    super(message);
  }
}

export type NewTicket = {
  subject: string;
  body: string;
  priority: "low" | "normal" | "high" | "urgent";
  requester: { name: string; email: string } | null;
  tags: string[];
  /** By which it is found again when the answer is lost. */
  external_id: string;
};

/** Calls of Zendesk's ticketing API: https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ */
export function zendeskClient(zendesk: Zendesk, patience = PATIENCE) {
  const authorization = `Basic ${Buffer.from(`${zendesk.email}/token:${zendesk.token}`).toString("base64")}`;

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<unknown> {
    const response = await fetch(`${zendesk.url}/api/v2/${path}`, {
      method,
      headers: {
        authorization,
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // Where it is sent on to, nobody has allowed.
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    }).catch(unreachable);
    const text = await response.text().catch(unreachable);
    if (response.ok) return json(text);
    throw failureOf(response, json(text), zendesk);
  }

  return {
    /** @returns Zendesk's id of it; the same one for the same ticket, for two hours at least */
    async createTicket(ticket: NewTicket): Promise<number> {
      const { body, requester, ...rest } = ticket;
      const made = await call(
        "POST",
        "tickets",
        {
          ticket: {
            ...rest,
            comment: { body, public: true },
            type: "question",
            ...(requester && { requester }),
            ...(zendesk.fields.length > 0 && { custom_fields: zendesk.fields }),
          },
        },
        { "idempotency-key": ticket.external_id },
      );
      const id = idIn((made as { ticket?: unknown } | undefined)?.ticket);
      // It may be there all the same: the next try looks.
      if (id === null) throw new ZendeskFailure("Zendesk’s answer could not be read.", false);
      return id;
    },

    /** The ticket that was made from one of ours, if there is one. */
    async findTicket(external_id: string): Promise<number | null> {
      const found = await call("GET", `tickets?external_id=${encodeURIComponent(external_id)}`);
      const { tickets } = (found ?? {}) as { tickets?: unknown[] };
      if (!tickets) throw new ZendeskFailure("Zendesk’s answer could not be read.", false);
      const ids = tickets.map(idIn).filter((id) => id !== null);
      return ids.length > 0 ? Math.min(...ids) : null;
    },

    /** Adds a comment that the requester never sees. */
    async addPrivateComment(id: number, body: string): Promise<void> {
      await call("PUT", `tickets/${id}`, { ticket: { comment: { body, public: false } } });
    },

    /** Whether one of the newest comments ends with this line. */
    async hasComment(id: number, last_line: string): Promise<boolean> {
      const query = "sort=-created_at&page[size]=100";
      const found = await call("GET", `tickets/${id}/comments?${query}`);
      const { comments } = (found ?? {}) as { comments?: { body?: unknown }[] };
      if (!comments) throw new ZendeskFailure("Zendesk’s answer could not be read.", false);
      return comments.some(({ body }) => `${body}`.trimEnd().endsWith(last_line));
    },
  };
}

function unreachable(error: unknown): never {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === "TimeoutError") throw new ZendeskFailure("Zendesk did not answer in time.", false);
  const code = cause?.code ? ` (${cause.code})` : "";
  throw new ZendeskFailure(`Zendesk could not be reached${code}.`, false);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idIn(ticket: unknown): number | null {
  const { id } = (ticket ?? {}) as { id?: unknown };
  return Number.isSafeInteger(id) ? (id as number) : null;
}

/** These pass by themselves, like all from 500 on. */
const PASSING = new Set([408, 409, 425, 429]);

const WHY: Record<number, string> = {
  401: "Zendesk does not accept the e-mail address or the token",
  403: "Zendesk does not allow it to this account",
  404: "Zendesk has no such ticket, or none at this address",
  422: "Zendesk refused what was sent",
  429: "Zendesk has had too many calls",
};

function failureOf(response: Response, body: unknown, { token }: Zendesk): ZendeskFailure {
  const { status } = response;
  // The first try had another subject: what it made is found by the next one.
  const was_changed = (body as { error?: unknown } | undefined)?.error === "IdempotentRequestError";
  const is_passing = status >= 500 || PASSING.has(status) || was_changed;
  const why = WHY[status] ?? (status >= 500 ? "Zendesk has a problem" : "Zendesk refused the call");
  const said = saidIn(body).replaceAll(token, "…");
  const asked = Number(response.headers.get("retry-after"));
  return new ZendeskFailure(
    `${why} (${status})${said && `: ${said}`}`.replace(/\.?$/, "."),
    !is_passing,
    Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_ASKED) : 0,
  );
}

/** What Zendesk says about it: `{ error, description, details: { field: [{ description }] } }`. */
function saidIn(body: unknown): string {
  const { error, description, details } = (body ?? {}) as Record<string, unknown>;
  const of_fields = Object.values((details ?? {}) as Record<string, { description?: unknown }[]>)
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((one) => one?.description);
  const said = [...of_fields, description, error].find((one) => typeof one === "string") ?? "";
  return `${said}`.replace(/\s+/g, " ").trim().slice(0, 200);
}
