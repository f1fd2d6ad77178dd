import type { APIResponse } from "@playwright/test";

export type Ids = {
  session_id: string;
  ticket_id: string;
  kb_article_id: string;
  draft_id: string;
};

/** What somebody gets: the page, the way to sign in, another page, or the word that it is not theirs. */
type Outcome = "page" | "login" | "admins only" | "not found" | `→ ${string}`;

export const VISITORS = ["nobody", "customer", "account", "agent", "admin"] as const;
type Visitor = (typeof VISITORS)[number];

type Page = { path: (ids: Ids) => string; outcomes: Record<Visitor, Outcome> };

/** A customer by a guest's sign-in and one with an account may the same. */
const page = (path: Page["path"] | string, outcomes: Omit<Page["outcomes"], "account">): Page => ({
  path: typeof path === "string" ? () => path : path,
  outcomes: { ...outcomes, account: outcomes.customer },
});

const PUBLIC = { nobody: "page", customer: "page", agent: "page", admin: "page" } as const;
const OF_STAFF = { nobody: "login", customer: "login", agent: "page", admin: "page" } as const;
const OF_ADMINS = { ...OF_STAFF, agent: "admins only" } as const;

/**
 * Every page of the app, by the path of its file, and who gets it: written down by hand from the
 * design and never made from the pages.
 */
export const PAGES: Record<string, Page> = {
  "": page("/", { nobody: "→ /chat", customer: "→ /chat", agent: "→ /chat", admin: "→ /chat" }),
  account: page("/account", OF_STAFF),
  admin: page("/admin", OF_ADMINS),
  "admin/articles": page("/admin/articles", OF_ADMINS),
  "admin/articles/[kb_article_id]": page((ids) => `/admin/articles/${ids.draft_id}`, OF_ADMINS),
  "admin/articles/new": page("/admin/articles/new", OF_ADMINS),
  "admin/audit": page("/admin/audit", OF_ADMINS),
  "admin/canned-responses": page("/admin/canned-responses", OF_ADMINS),
  "admin/chats": page("/admin/chats", OF_ADMINS),
  "admin/chats/[session_id]": page((ids) => `/admin/chats/${ids.session_id}`, OF_ADMINS),
  "admin/reports": page("/admin/reports", OF_ADMINS),
  "admin/settings": page("/admin/settings", OF_ADMINS),
  "admin/staff": page("/admin/staff", OF_ADMINS),
  articles: page("/articles", PUBLIC),
  "articles/[kb_article_id]": page((ids) => `/articles/${ids.kb_article_id}`, PUBLIC),
  chat: page("/chat", PUBLIC),
  design: page("/design", PUBLIC),
  inbox: page("/inbox", OF_STAFF),
  "inbox/articles": page("/inbox/articles", OF_STAFF),
  "inbox/articles/[kb_article_id]": page((ids) => `/inbox/articles/${ids.draft_id}`, OF_STAFF),
  "inbox/articles/new": page("/inbox/articles/new", OF_STAFF),
  "inbox/canned-responses": page("/inbox/canned-responses", OF_STAFF),
  login: page("/login", { ...PUBLIC, agent: "→ /inbox", admin: "→ /admin" }),
  setup: page("/setup?token=unknown", PUBLIC),
  tickets: page("/tickets", OF_STAFF),
  "tickets/[ticket_id]": page((ids) => `/tickets/${ids.ticket_id}`, OF_STAFF),
};

const MISSING = {
  nobody: "not found",
  customer: "not found",
  agent: "not found",
  admin: "not found",
} as const;

/** Addresses that lead nowhere, and a draft where everybody reads: nobody learns that there is one. */
export const NO_PAGES: Page[] = [
  page("/no/such/page", MISSING),
  page((ids) => `/articles/${ids.draft_id}`, MISSING),
];

export async function outcomeOf(response: APIResponse): Promise<Outcome> {
  const { location = "" } = response.headers();
  if (response.status() === 307) return location.startsWith("/login") ? "login" : `→ ${location}`;
  if (response.status() === 404) return "not found";
  if (response.status() !== 200) throw new Error(`${response.url()} answered ${response.status()}`);
  return (await response.text()).includes("<h1>Admins only</h1>") ? "admins only" : "page";
}
