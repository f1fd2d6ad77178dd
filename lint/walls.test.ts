import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkWalls } from "./check";
import { WALLS } from "./walls";

type Files = Record<string, string>;
/** Where the violation is planted, what is planted there, and what it must be called. */
type Planted = [rule: string, file: string, source: string];

/** A small house that keeps every rule, with each kind of file and each way that is open. */
const CLEAN: Files = {
  "server.ts": `import { gateway } from "@/lib/realtime/gateway"; import "@/db/client"; import "@/lib/users/first-admin"; import "node:http"; import "next";`,
  "app/page.tsx": `import "next/headers"; import "@/components/inbox/queue"; import "@/lib/kb/queries"; import "@/lib/http/session";`,
  "app/layout.tsx": `import "./globals.css"; export const metadata = { title: "x" };`,
  "app/globals.css": `@import "tailwindcss"; .a { @apply flex; }`,
  "app/api/kb/route.ts": `import { route } from "@/lib/http/route"; import { write } from "@/lib/kb/commands";`,
  "components/ui/button.tsx": `import "clsx"; import "react"; export const Button = () => <b />;`,
  "components/chat/bubble.tsx": `import "@/components/ui/button"; import type { Article } from "@/lib/kb/contract";`,
  "components/inbox/queue.tsx": `import "../chat/bubble"; import "../canned-responses/list"; import "@/lib/client/socket"; import "next/link";`,
  "components/canned-responses/list.tsx": `import "../chat/bubble"; export const List = () => null;`,
  "components/customer/start.tsx": "export const Start = () => null;",
  "components/admin/staff.tsx": `import("@/components/ui/button");`,
  "db/client.ts": `import postgres from "postgres"; import "./schema/kb"; export const client = postgres("");`,
  "db/schema/kb.ts": `import "drizzle-orm/pg-core"; export type Row = { id: string };`,
  "lib/env.ts": "export const env = process.env;",
  "lib/errors.ts": "export class AppError extends Error {}",
  "lib/client/socket.ts": `import "socket.io-client"; import "@/lib/realtime/events"; import "@/lib/kb/policy";`,
  "lib/http/session.ts": `import "next/headers"; import "@/lib/kb/queries";`,
  "lib/http/route.ts": `import "next/server"; import "@/lib/errors";`,
  "lib/realtime/events.ts": `import type { Article } from "@/lib/kb/contract"; export type Events = { a: Article };`,
  "lib/realtime/publish.ts": `import "./audience"; export const publish = (event: unknown) => event;`,
  "lib/realtime/audience.ts": `import type { Server } from "socket.io"; export const audience = (io: Server) => io;`,
  "lib/realtime/gateway.ts": `import { Server } from "socket.io"; import "./handlers/kb"; export const gateway = Server;`,
  "lib/realtime/handlers/kb.ts": `import { write } from "@/lib/kb/commands"; import type { Socket } from "socket.io"; export const on = write;`,
  "lib/kb/contract.ts": `import { z } from "zod"; export type Article = z.infer<typeof article>; const article = z.object({});`,
  "lib/kb/policy.ts": `import type { Article } from "./contract"; import "@/lib/errors";`,
  "lib/kb/queries.ts": `import { eq } from "drizzle-orm"; import { client } from "@/db/client"; export const read = () => eq;`,
  "lib/kb/commands.ts": `import "@/db/client"; import { publish } from "@/lib/realtime/publish"; export async function write() { const event = await transaction(async (tx) => tx); publish(event); }`,
  "lib/kb/lanes.ts": `import type { Row } from "@/db/schema/kb"; import { randomInt } from "node:crypto";`,
  "lib/kb/kb.test.ts": `import { test } from "vitest"; import "drizzle-orm"; import "@/db/client"; import "@/testing/world";`,
  "lib/users/first-admin.ts": `import "@/lib/kb/commands";`,
  "testing/world.ts": `import "@/db/client";`,
};

const PLANTED: Planted[] = [
  // components → lib/client → contracts
  ["components", "components/inbox/a.tsx", `import { client } from "@/db/client";`],
  ["components", "components/inbox/b.tsx", `import type { Row } from "../../db/schema/kb";`],
  ["components", "components/chat/c.tsx", `import { read } from "@/lib/kb/queries";`],
  ["components", "components/chat/d.tsx", `export { write } from "../../lib/kb/commands";`],
  ["components", "components/admin/e.tsx", `const read = await import("@/lib/kb/queries");`],
  ["components", "components/admin/f.tsx", `type Q = typeof import("@/lib/kb/queries");`],
  ["components", "components/admin/g.tsx", `import { headers } from "next/headers";`],
  ["components", "components/admin/h.tsx", `import fs from "node:fs";`],
  ["components", "components/admin/i.tsx", `import "@/lib/http/route";`],
  ["browser-client", "lib/client/a.ts", `import { read } from "../kb/queries";`],
  ["browser-client", "lib/client/b.ts", `import { createHash } from "crypto";`],
  ["browser-client", "lib/client/c.ts", `import { write } from "@/lib/kb/commands";`],
  ["browser-client", "lib/client/d.ts", `export * from "@/components/ui/button";`],
  ["browser-client", "lib/client/e.ts", `import { Server } from "socket.io";`],
  ["browser-client", "lib/client/f.ts", `export * from "@/lib/realtime/gateway";`],
  // A component that imports these contracts reaches the server: stopped where they hand it on.
  ["runs-anywhere", "lib/leak-a/contract.ts", `export * from "../kb/queries";`],
  ["runs-anywhere", "lib/leak-b/contract.ts", `import { env } from "@/lib/env"; export { env };`],
  ["runs-anywhere", "lib/leak-c/policy.ts", `import { readFileSync } from "fs";`],
  ["runs-anywhere", "lib/leak-d/policy.ts", `import type { Row } from "@/db/schema/kb";`],
  ["runs-anywhere", "lib/leak-e/contract.ts", `import { eq } from "drizzle-orm";`],
  ["runs-anywhere", "lib/rights.ts", `export * from "./kb/lanes";`],
  // screens
  ["screens-apart", "components/customer/a.tsx", `import { Q } from "@/components/inbox/queue";`],
  ["screens-apart", "components/inbox/j.tsx", `import type { S } from "../admin/staff";`],
  ["screens-apart", "components/admin/k.tsx", `export * from "../customer/start";`],
  ["shared-chat", "components/chat/l.tsx", `import { Start } from "@/components/customer/start";`],
  ["shared-chat", "components/chat/m.tsx", `export * from "../inbox/queue";`],
  ["staff-shared", "components/canned-responses/a.tsx", `import "@/components/inbox/queue";`],
  [
    "customers-load-little",
    "components/customer/b.tsx",
    `import "@/components/canned-responses/list";`,
  ],
  ["customers-load-little", "components/chat/q.tsx", `import "../canned-responses/list";`],
  ["plain-ui", "components/ui/n.tsx", `import "@/components/chat/bubble";`],
  ["plain-ui", "components/ui/o.tsx", `import type { Article } from "../../lib/kb/contract";`],
  ["plain-ui", "components/ui/p.tsx", `export * from "@/lib/errors";`],
  // pages and routes
  ["pages", "app/a/page.tsx", `import { client } from "@/db/client";`],
  ["pages", "app/b/layout.tsx", `import { write } from "../../lib/kb/commands";`],
  ["pages", "app/c/page.tsx", `export * from "@/lib/realtime/gateway";`],
  ["pages", "app/d/page.tsx", `import { eq } from "drizzle-orm";`],
  ["pages", "app/e/page.tsx", `import { POST } from "@/app/api/kb/route";`],
  ["routes", "app/api/a/route.ts", `import { Bubble } from "@/components/chat/bubble";`],
  ["routes", "app/api/b/route.ts", `import { client } from "../../../db/client";`],
  ["routes", "app/api/c/route.ts", `export * from "@/lib/realtime/publish";`],
  ["routes", "app/api/d/route.ts", `import { eq } from "drizzle-orm";`],
  ["routes", "app/feed/route.ts", `import { socket } from "@/lib/client/socket";`],
  ["headers-in-two-places", "app/api/f/route.ts", `import { cookies } from "next/headers";`],
  ["headers-in-two-places", "lib/realtime/a.ts", `const h = await import("next/headers");`],
  ["headers-in-two-places", "lib/kb/a.ts", `export { cookies } from "next/headers";`],
  // server.ts has one file only, so its violation is planted beside the allowed imports.
  ["server-through-gateway", "server.ts", `${CLEAN["server.ts"]} import "./lib/kb/commands";`],
  // database
  ["drizzle-stays-below", "lib/kb/b.ts", `import { sql } from "drizzle-orm";`],
  ["drizzle-stays-below", "lib/kb/c.ts", `export * from "drizzle-orm";`],
  ["drizzle-stays-below", "lib/http/d.ts", `import postgres from "postgres";`],
  ["drizzle-stays-below", "lib/realtime/e.ts", `import type { SQL } from "drizzle-orm/sql";`],
  ["database-through-queries", "lib/kb/f.ts", `import { client } from "../../db/client";`],
  ["database-through-queries", "lib/realtime/g.ts", `import { client } from "@/db/client";`],
  ["database-through-queries", "lib/http/h.ts", `export * from "@/db/schema/kb";`],
  ["no-laundering", "lib/wash-a/queries.ts", `export { sql } from "drizzle-orm";`],
  [
    "no-laundering",
    "lib/wash-b/queries.ts",
    `import { client } from "@/db/client"; export { client };`,
  ],
  ["no-laundering", "lib/wash-c/commands.ts", `export * from "../../db/client";`],
  ["no-laundering", "db/wash.ts", `export * from "drizzle-orm";`],
  ["database-below-all", "db/a.ts", `import { read } from "@/lib/kb/queries";`],
  // domains and adapters
  ["domains-know-no-transport", "lib/kb/g.ts", `import { after } from "next/server";`],
  ["domains-know-no-transport", "lib/kb/h.ts", `import { cache } from "react";`],
  ["domains-know-no-transport", "lib/kb/i.ts", `import { session } from "@/lib/http/session";`],
  ["domains-know-no-transport", "lib/kb/j.ts", `export * from "../realtime/gateway";`],
  ["domains-know-no-transport", "lib/kb/k.ts", `import { audience } from "../realtime/audience";`],
  ["audience-alone-emits", "lib/kb/l.ts", `import { Server } from "socket.io";`],
  ["audience-alone-emits", "lib/http/m.ts", `import type { Server } from "socket.io";`],
  ["audience-alone-emits", "lib/realtime/rooms.ts", `export { Server } from "socket.io";`],
  ["adapters-know-no-screens", "lib/http/n.ts", `import "@/components/ui/button";`],
  ["sockets-know-no-next", "lib/realtime/o.ts", `import "../http/session";`],
  // the rest
  ["env-is-read-once", "lib/kb/m.ts", `import { env } from "node:process";`],
  ["env-is-read-once", "app/f/page.tsx", `import process from "process";`],
  ["no-test-code", "lib/kb/n.ts", `import "@/testing/world";`],
  ["no-barrel", "lib/kb/index.ts", "export const a = 1;"],
  ["no-utils", "lib/utils/text.ts", "export const a = 1;"],
  ["no-utils", "lib/kb/date-helpers.ts", "export const a = 1;"],
  ["app-is-routing", "app/g/chart.tsx", "export const Chart = () => null;"],
  ["no-circle", "lib/kb/ring-a.ts", `import "./ring-b";`],
  ["no-unresolved", "lib/kb/o.ts", `import "./gone";`],
  ["no-computed-import", "lib/kb/p.ts", "export const load = (name: string) => import(name);"],
  ["no-undeclared-package", "lib/kb/q.ts", `import "left-pad";`],
  ["no-dev-dependency", "lib/kb/r.ts", `import fc from "fast-check";`],
];

/** What Biome must say, by the plugin's own words. */
const ENV = "Only lib/env.ts reads the environment";
const PUBLISH = "publish after the commit";
const LINTED: Planted[] = [
  [ENV, "lib/x/a.ts", "export const a = process.env.HOME;"],
  [ENV, "lib/x/b.ts", `export const b = process["env"].HOME;`],
  [ENV, "lib/x/c.ts", "export const { env } = process;"],
  [ENV, "lib/x/d.ts", "const { pid, env: all } = process; export { all, pid };"],
  [ENV, "lib/x/e.ts", "const held = process; export const e = held.env;"],
  [ENV, "lib/x/f.ts", "export const f = globalThis.process.env.HOME;"],
  [ENV, "scripts/g.ts", "export const g = process?.env?.HOME;"],
  [PUBLISH, "lib/x/h.ts", "await transaction(async (tx) => { await publish(tx); });"],
  [PUBLISH, "lib/x/i.ts", "await db().transaction((tx) => [tx].map((one) => publish(one)));"],
  [PUBLISH, "lib/x/j.ts", "await transaction<void>(async (tx) => { if (tx) publish(tx); });"],
];
const LINTED_CLEAN: Files = {
  "lib/env.ts": "export const env = process.env;",
  "drizzle.config.ts": "export default { url: process.env.DATABASE_URL };",
  "lib/x/exit.ts": `process.once("SIGTERM", () => process.exit(1)); process.exitCode = 1;`,
  "lib/x/commands.ts": CLEAN["lib/kb/commands.ts"] ?? "",
};

const trees: string[] = [];

function plant(...parts: Files[]): string {
  const root = mkdtempSync(path.join(tmpdir(), "parley-walls-"));
  trees.push(root);
  for (const name of ["package.json", "biome.json", ".gitignore", "lint"]) {
    cpSync(name, path.join(root, name), { recursive: true });
  }
  for (const [file, source] of Object.entries(Object.assign({}, ...parts) as Files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), `${source}\n`);
  }
  return root;
}

const asFiles = (planted: Planted[]): Files =>
  Object.fromEntries(planted.map(([, file, source]) => [file, source]));

afterAll(() => {
  for (const root of trees) rmSync(root, { recursive: true });
});

describe("walls", () => {
  const found = new Map<string, string[]>();

  beforeAll(() => {
    const rest = { "lib/kb/ring-b.ts": `import "./ring-a";` };
    for (const { rule, from } of checkWalls(plant(CLEAN, asFiles(PLANTED), rest)).violations) {
      found.set(from, [...(found.get(from) ?? []), rule]);
    }
  });

  test("a house that keeps them passes", () => {
    expect(checkWalls(plant(CLEAN)).violations).toEqual([]);
  });

  test.each(PLANTED)("%s: %s", (rule, file) => {
    expect(found.get(file)).toEqual([rule]);
  });

  test("nothing else is reported", () => {
    expect([...found.keys()].sort()).toEqual(PLANTED.map(([, file]) => file).sort());
  });

  test("every wall has a violation here", () => {
    const tried = new Set(PLANTED.map(([rule]) => rule));
    expect(WALLS.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

describe("plugins of the linter", () => {
  let reported: string[] = [];

  beforeAll(() => {
    const root = plant(LINTED_CLEAN, asFiles(LINTED));
    reported = biome(root).filter((line) => line.includes("title=plugin"));
  });

  test.each(LINTED)("%s: %s", (message, file) => {
    const lines = reported.filter((line) => line.includes(`${file},`));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
  });

  test.each(Object.keys(LINTED_CLEAN))("%s may", (file) => {
    expect(reported.filter((line) => line.includes(`${file},`))).toEqual([]);
  });
});

/** One line for each finding. */
function biome(root: string): string[] {
  const bin = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const options = ["lint", "--reporter=github", "--max-diagnostics=none", "."];
  try {
    return execFileSync(process.execPath, [bin, ...options], {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
    }).split("\n");
  } catch (error) {
    // It exits with 1 when it has findings.
    return (error as { stdout: string }).stdout.split("\n");
  }
}
