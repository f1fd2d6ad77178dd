/**
 * Who may do what, written down by hand from the "who" columns and "Who may" of the design, to hold
 * lib/rights.ts against. It knows nothing of that file: a right that is changed there by mistake is
 * red here.
 */

/** How somebody stands to the session on which a call is made. */
export const STANDINGS = [
  "its customer",
  "its guest",
  "another customer",
  "another guest",
  "assignee",
  "former assignee",
  "agent of the customer's other chat",
  "unrelated agent",
  "admin",
  "admin who is the assignee",
  "nobody",
  "bad token",
] as const;
export type Standing = (typeof STANDINGS)[number];

/** What comes of it: done, done without what one may not see, or the code of the refusal. */
export type Outcome =
  | "ok"
  /** Answered, and no note is in the answer. */
  | "no notes"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "UNAUTHENTICATED"
  | "ALREADY_ASSIGNED"
  | "CHAT_CLOSED"
  | "CONFLICT"
  /** There is no such standing in this state. */
  | "-";

/**
 * A customer of the session and a guest of it may the same, and so for those of another one; nobody
 * may anything without a token. That leaves eight columns:
 *
 * cust: its customer · other: another customer · asgn: assignee · former: former assignee ·
 * serves: agent of the customer's other chat · agent: unrelated agent · admin ·
 * a+a: admin who is the assignee
 *
 * A refusal is shortened: F = FORBIDDEN (they know of the session), . = NOT_FOUND (they do not),
 * taken = ALREADY_ASSIGNED, closed = CHAT_CLOSED, queued and early (before the end) = CONFLICT.
 */
export const ON_SESSION = parse(`
                          cust      other  asgn      former    serves    agent     admin     a+a
session.read     pending  ok        .      -         ok        ok        ok        ok        -
session.read     active   ok        .      ok        ok        ok        .         ok        ok
session.read     closed   ok        .      ok        ok        ok        .         ok        ok

session.accept   pending  F         .      -         ok        ok        ok        ok        -
session.accept   active   F         .      taken     taken     taken     taken     taken     taken
session.accept   closed   F         .      closed    closed    closed    closed    closed    closed

session.end      pending  ok        .      -         F         F         F         ok        -
session.end      active   ok        .      ok        F         F         .         ok        ok
session.end      closed   closed    .      closed    F         F         .         closed    closed

session.release  pending  F         .      -         F         F         F         queued    -
session.release  active   F         .      ok        F         F         .         ok        ok
session.release  closed   F         .      closed    F         F         .         closed    closed

session.transfer pending  F         .      -         F         F         F         queued    -
session.transfer active   F         .      ok        F         F         .         ok        ok
session.transfer closed   F         .      closed    F         F         .         closed    closed

session.assign   pending  F         .      -         F         F         F         ok        -
session.assign   active   F         .      F         F         F         .         taken     taken
session.assign   closed   F         .      F         F         F         .         closed    closed

assignment.read  pending  F         .      -         F         F         F         ok        -
assignment.read  active   F         .      F         F         F         .         ok        ok
assignment.read  closed   F         .      F         F         F         .         ok        ok

session.rate     pending  early     .      -         F         F         F         F         -
session.rate     active   early     .      F         F         F         .         F         F
session.rate     closed   ok        .      F         F         F         .         F         F

message.send     pending  ok        .      -         F         F         F         F         -
message.send     active   ok        .      ok        F         F         .         F         ok
message.send     closed   closed    .      closed    F         F         .         F         closed

note.write       pending  F         .      -         F         F         F         F         -
note.write       active   F         .      ok        F         F         .         F         ok
note.write       closed   F         .      closed    F         F         .         F         closed

note.read        pending  no_notes  .      -         ok        ok        ok        ok        -
note.read        active   no_notes  .      ok        ok        ok        .         ok        ok
note.read        closed   no_notes  .      ok        ok        ok        .         ok        ok

message.seen     pending  ok        .      -         F         F         F         F         -
message.seen     active   ok        .      ok        F         F         .         F         ok
message.seen     closed   ok        .      ok        F         F         .         F         ok

message.typing   pending  ok        .      -         F         F         F         F         -
message.typing   active   ok        .      ok        F         F         .         F         ok
message.typing   closed   ok        .      ok        F         F         .         F         ok

customer.read    pending  F         .      -         ok        ok        ok        ok        -
customer.read    active   F         .      ok        ok        ok        .         ok        ok
customer.read    closed   F         .      ok        ok        ok        .         ok        ok

ticket.convert   pending  F         .      -         F         F         F         ok        -
ticket.convert   active   F         .      ok        F         F         .         ok        ok
ticket.convert   closed   F         .      ok        F         F         .         ok        ok

draft.read       pending  ok        .      -         F         F         F         F         -
draft.read       active   ok        .      ok        F         F         .         F         ok
draft.read       closed   ok        .      ok        F         F         .         F         ok

draft.write      pending  ok        .      -         F         F         F         F         -
draft.write      active   ok        .      ok        F         F         .         F         ok
draft.write      closed   closed    .      closed    F         F         .         F         closed

canned_response.use  pending  F   .      -         F         F         F         F         -
canned_response.use  active   F   .      ok        F         F         .         F         ok
canned_response.use  closed   F   .      closed    F         F         .         F         closed

kb_article.share pending  F         .      -         F         F         F         F         -
kb_article.share active   F         .      ok        F         F         .         F         ok
kb_article.share closed   F         .      closed    F         F         .         F         closed
`);

/** Calls that concern no one session. */
export const BY_ROLE: Record<string, Record<"customer" | "guest" | "agent" | "admin", Outcome>> = {
  "session.start": { customer: "ok", guest: "ok", agent: "FORBIDDEN", admin: "FORBIDDEN" },
  "session.list_own": { customer: "ok", guest: "ok", agent: "FORBIDDEN", admin: "FORBIDDEN" },
  "session.list_all": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
  "canned_response.read": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "canned_response.write_own": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "ok",
    admin: "ok",
  },
  "canned_response.write_shared": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
  "kb_article.read": { customer: "ok", guest: "ok", agent: "ok", admin: "ok" },
  "kb_article.write_draft": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "ok",
    admin: "ok",
  },
  "kb_article.publish": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
  "queue.read": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "message.export": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "message.search": { customer: "ok", guest: "ok", agent: "ok", admin: "ok" },
  "agent.list": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "agent.set_own_status": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "agent.read_own_workload": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "ok",
    admin: "ok",
  },
  "agent.read_any_workload": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
  "ticket.list": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  // Of a customer with whom the agent has nothing to do; the ticket is nobody's yet.
  "ticket.create": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "NOT_FOUND", admin: "ok" },
  "ticket.read": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "ticket.change": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "ticket.comment": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "user.read_self": { customer: "ok", guest: "ok", agent: "ok", admin: "ok" },
  "user.change_own_password": { customer: "ok", guest: "CONFLICT", agent: "ok", admin: "ok" },
  "login.manage_own": { customer: "ok", guest: "ok", agent: "ok", admin: "ok" },
  "two_factor.manage_own": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "ok", admin: "ok" },
  "user.manage": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "analytics.read": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "customer.export": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
  "customer.erase": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "audit.read": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "zendesk.manage": { customer: "FORBIDDEN", guest: "FORBIDDEN", agent: "FORBIDDEN", admin: "ok" },
  "settings.manage": {
    customer: "FORBIDDEN",
    guest: "FORBIDDEN",
    agent: "FORBIDDEN",
    admin: "ok",
  },
};

export type Row = {
  operation: string;
  status: "pending" | "active" | "closed";
  outcomes: Record<Standing, Outcome>;
};

function parse(table: string): Row[] {
  const short: Record<string, Outcome> = {
    ok: "ok",
    no_notes: "no notes",
    F: "FORBIDDEN",
    ".": "NOT_FOUND",
    taken: "ALREADY_ASSIGNED",
    closed: "CHAT_CLOSED",
    queued: "CONFLICT",
    early: "CONFLICT",
    "-": "-",
  };
  const lines = table.split("\n").filter((line) => line.trim());
  return lines.slice(1).map((line) => {
    const [operation = "", status, ...cells] = line.trim().split(/\s+/);
    const [cust, other, asgn, former, serves, agent, admin, both] = cells.map((c) => short[c]);
    if (!both || cells.length !== 8) throw new Error(`A row of the table is wrong: ${line}`);
    return {
      operation,
      status: status as Row["status"],
      outcomes: {
        "its customer": cust,
        "its guest": cust,
        "another customer": other,
        "another guest": other,
        assignee: asgn,
        "former assignee": former,
        "agent of the customer's other chat": serves,
        "unrelated agent": agent,
        admin,
        "admin who is the assignee": both,
        nobody: "UNAUTHENTICATED",
        "bad token": "UNAUTHENTICATED",
      } as Record<Standing, Outcome>,
    };
  });
}
