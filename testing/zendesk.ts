import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/**
 * What Zendesk publishes of the calls that Parley makes, from its OpenAPI description at
 * https://developer.zendesk.com/zendesk/oas.yaml (CreateTicket, ListTickets, UpdateTicket and
 * ListTicketComments) and from the reference beside it:
 * https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
 * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/
 * Stricter than Zendesk itself: a field that is not described is refused, where it would be dropped.
 */
const id = z.int().positive();
const comment = z.strictObject({
  body: z.string().min(1).max(65_535),
  public: z.boolean().optional(),
  author_id: id.optional(),
  uploads: z.array(z.string()).optional(),
});
const fields = {
  subject: z.string().optional(),
  priority: z.enum(["urgent", "high", "normal", "low"]).optional(),
  status: z.enum(["new", "open", "pending", "hold", "solved", "closed"]).optional(),
  type: z.enum(["problem", "incident", "question", "task"]).optional(),
  tags: z.array(z.string().regex(/^\S+$/)).optional(),
  external_id: z.string().optional(),
  assignee_id: id.optional(),
  group_id: id.optional(),
  requester_id: id.optional(),
  custom_fields: z.array(z.strictObject({ id, value: z.string() })).optional(),
};
const createRequest = z.strictObject({
  ticket: z.strictObject({
    ...fields,
    comment,
    requester: z
      .strictObject({ name: z.string().min(1), email: z.email(), locale_id: id.optional() })
      .partial({ email: true, locale_id: true })
      .optional(),
  }),
});
const updateRequest = z.strictObject({
  ticket: z.strictObject({ ...fields, comment: comment.optional() }),
});
const listQuery = z.strictObject({ external_id: z.string().optional() });
const commentsQuery = z.strictObject({
  sort: z.enum(["created_at", "-created_at"]).optional(),
  "page[size]": z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .optional(),
});

export type ZendeskTicket = z.infer<typeof createRequest>["ticket"] & {
  id: number;
  comments: z.infer<typeof comment>[];
};

/** What it does instead of an answer, once for each that is given. */
export type Trouble =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Does what it is told, and closes the connection in place of an answer. */
  | "lost"
  /** Never answers. */
  | "silent";

export type FakeZendesk = {
  url: string;
  tickets: ZendeskTicket[];
  /** As `POST /api/v2/tickets`, in order. */
  calls: string[];
  /** All bytes that came in: addresses, headers and bodies. */
  received: string[];
  /** What did not fit the description; to be empty at the end. */
  unfit: string[];
  trouble: Trouble[];
  /** What it may hold back: the next answers wait until it is resolved. */
  hold: Promise<void> | null;
  /** Two hours have gone by: what was once sent is made anew. */
  forgetKeys(): void;
  close(): Promise<void>;
};

export const ACCOUNT = { email: "bot@example.org", token: "zd-Secret-9x7q" };
const AUTHORIZATION = `Basic ${Buffer.from(`${ACCOUNT.email}/token:${ACCOUNT.token}`).toString("base64")}`;

class Unfit extends Error {}

function fit<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  if (error) throw new Unfit(z.prettifyError(error));
  return data as T;
}

/** A Zendesk on this machine that takes what the published description has, and nothing else. */
export async function fakeZendesk(): Promise<FakeZendesk> {
  const keys = new Map<string, { body: string; answer: unknown }>();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const fake: FakeZendesk = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tickets: [],
    calls: [],
    received: [],
    unfit: [],
    trouble: [],
    hold: null,
    forgetKeys: () => keys.clear(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? "/", fake.url);
    const call = `${request.method} ${url.pathname}`;
    fake.calls.push(call);
    fake.received.push(`${request.url}\n${JSON.stringify(request.headers)}\n${body}`);
    const trouble = fake.trouble.shift();
    if (trouble === "silent") return;
    if (trouble && trouble !== "lost") {
      response.writeHead(trouble.status, trouble.headers);
      response.end(JSON.stringify(trouble.body ?? {}));
      return;
    }
    const [status, data] = carryOut(call, url, body, request);
    await fake.hold;
    if (trouble === "lost") return void response.destroy();
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(data));
  }

  function carryOut(
    call: string,
    url: URL,
    body: string,
    request: IncomingMessage,
  ): [number, unknown] {
    if (request.headers.authorization !== AUTHORIZATION) {
      return [401, { error: "Couldn't authenticate you" }];
    }
    try {
      const [, method, , ticket_id, comments] =
        /^(\w+) (\/api\/v2\/tickets)(?:\/(\d+)(\/comments)?)?$/.exec(call) ?? [];
      if (!method) throw new Unfit(`${call} is not described`);
      const query = Object.fromEntries(url.searchParams);
      const given = () => {
        if (request.headers["content-type"] !== "application/json") throw new Unfit("no JSON");
        return JSON.parse(body);
      };
      if (method === "POST" && !ticket_id)
        return create(fit(createRequest, given()), body, request);
      if (method === "GET" && !ticket_id) {
        const { external_id } = fit(listQuery, query);
        return [200, { tickets: fake.tickets.filter((one) => one.external_id === external_id) }];
      }
      const ticket = fake.tickets.find((one) => one.id === Number(ticket_id));
      if (!ticket) return [404, { error: "RecordNotFound", description: "Not found" }];
      if (method === "GET" && comments) {
        fit(commentsQuery, query);
        return [200, { comments: ticket.comments.toReversed() }];
      }
      if (method !== "PUT" || comments) throw new Unfit(`${call} is not described`);
      const update = fit(updateRequest, given()).ticket;
      if (update.comment) ticket.comments.push(update.comment);
      return [200, { ticket }];
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      fake.unfit.push(`${call}: ${error.message}`);
      return [422, { error: "RecordInvalid", description: error.message }];
    }
  }

  function create(
    { ticket: given }: z.infer<typeof createRequest>,
    body: string,
    { headers }: IncomingMessage,
  ): [number, unknown] {
    const key = `${headers["idempotency-key"] ?? ""}`;
    if (key.length > 255) throw new Unfit("the key is too long");
    const known = keys.get(key);
    if (known && known.body !== body) return [400, { error: "IdempotentRequestError" }];
    if (known) return [201, known.answer];
    const ticket = { ...given, id: 35_436 + fake.tickets.length, comments: [given.comment] };
    fake.tickets.push(ticket);
    if (key) keys.set(key, { body, answer: { ticket } });
    return [201, { ticket }];
  }

  return fake;
}
