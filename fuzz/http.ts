import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";
import { ROUTES } from "@/testing/rest-server";
import { anything, inputOf } from "./arbitrary";
import { type Findings, leakIn } from "./findings";

const APP = fileURLToPath(new URL("../app/api", import.meta.url));
/** The server promises an answer within 10 s; in milliseconds. */
const ANSWERED_WITHIN = 15_000;

/** Whom requests come from, and real ids for those that need one. */
export type Cast = { tokens: Record<string, string>; ids: string[]; user_ids: number[] };

type Call = { method: string; path: string; input: Arbitrary<unknown> };

/** `whole`: HTTP has nothing against it, so it must be answered; the rest may be cut off. */
export type Input = { bytes: Buffer; is_whole: boolean };

/** Every call of every route, with its inputs as far as its file names their schema. */
export function callsOf(schemas: Map<string, z.ZodType>): Call[] {
  return ROUTES.flatMap(({ path, segments }) => {
    const source = readFileSync(join(APP, ...segments, "route.ts"), "utf8");
    const exported = source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE) = ([^;]+);/g);
    const calls = [...exported].map(([, method = "GET", made = ""]) => {
      const schema = schemas.get(/input: (\w+)/.exec(made)?.[1] ?? "");
      return { method, path, input: schema ? inputOf(schema) : anything };
    });
    return calls.length > 0 ? calls : [{ method: "POST", path, input: anything }];
  });
}

const raw = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.webPath());

/** As it may stand in a request's first line: without what would end the line. */
const asPath = (text: string) => text.replace(/[^!-~]/gu, encode);
function encode(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    return "%ED%A0%80";
  }
}

function pathOf(path: string, input: unknown, cast: Cast, pick: number): string {
  const id = cast.ids[pick % cast.ids.length] ?? "";
  const user_id = cast.user_ids[pick % cast.user_ids.length] ?? 1;
  const strange = ["0", "-1", "%00", "..", "%2e%2e%2f", "null", "a".repeat(300), "%ED%A0%80"];
  const fields = (typeof input === "object" && input !== null ? input : {}) as Record<
    string,
    unknown
  >;
  return path.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_, name: string) => {
    if (pick % 7 === 0) return strange[pick % strange.length] ?? "";
    if (pick % 5 === 0) return asPath(JSON.stringify(fields[name]) ?? "");
    return /^(user|agent)_id$/.test(name) ? String(user_id) : id;
  });
}

function queryOf(input: unknown): string {
  if (typeof input !== "object" || input === null) return "";
  const pairs = Object.entries(input).map(([key, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `${asPath(key).replace(/[&=#?]/g, encode)}=${asPath(text ?? "").replace(/[&=#?]/g, encode)}`;
  });
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** JSON of anything, lone surrogates too, which `JSON.stringify` writes as escapes. */
const bodyOf = (input: unknown): Buffer => Buffer.from(JSON.stringify(input) ?? "null");

function request(first_line: string, headers: string[], body: Buffer): Buffer {
  const head = [first_line, "host: HOST", "connection: close", ...headers];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), body]);
}

const lengthOf = (body: Buffer) => `content-length: ${body.length}`;

/** Calls as a client would make them, with inputs that are right, wrong and strange. */
function calls(all: Call[], cast: Cast): Arbitrary<Input> {
  const who = fc.constantFrom(
    ...Object.values(cast.tokens),
    "",
    "garbage",
    "eyJhbGciOiJub25lIn0.e30.",
  );
  const call = fc.constantFrom(...all).chain(({ method, path, input }) =>
    fc.record({
      method: fc.oneof(
        { arbitrary: fc.constant(method), weight: 9 },
        { arbitrary: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"), weight: 1 },
      ),
      path: fc.constant(path),
      input,
    }),
  );
  const type = fc.constantFrom(
    "application/json",
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
  );
  return fc
    .tuple(call, who, fc.nat(10_000), type)
    .map(([{ method, path, input }, token, pick, type]) => {
      const is_get = method === "GET";
      const body = is_get ? Buffer.alloc(0) : bodyOf(input);
      const address = pathOf(path, input, cast, pick) + (is_get ? queryOf(input) : "");
      const headers = [
        ...(token ? [`authorization: Bearer ${token}`] : []),
        ...(is_get ? [] : [`content-type: ${type}`, lengthOf(body)]),
      ];
      return { bytes: request(`${method} ${address} HTTP/1.1`, headers, body), is_whole: true };
    });
}

/** Bodies that are no JSON, too much of it, or not what the headers say. */
function bodies(all: Call[], cast: Cast): Arbitrary<Input> {
  const target = fc.constantFrom(...all.filter(({ method }) => method !== "GET"));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    raw.map((text) => Buffer.from(text)),
    fc.constantFrom(
      Buffer.from("[".repeat(100_000)),
      Buffer.from(`${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`),
      Buffer.from(`{"content":"${"a".repeat(300_001)}"}`),
      Buffer.from(`{"a":1,"a":2,"__proto__":{"role":"admin"},"constructor":{"prototype":1}}`),
      Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
      Buffer.from(`{"n":1e99999,"m":-0}`),
      Buffer.from(`[${"0,".repeat(100_000)}0]`),
    ),
  );
  const token = fc.constantFrom(...Object.values(cast.tokens));
  return fc.tuple(target, body, token, fc.nat(10)).map(([{ method, path }, body, token, how]) => {
    const address = pathOf(path, {}, cast, 1);
    const auth = `authorization: Bearer ${token}`;
    const line = `${method} ${address} HTTP/1.1`;
    if (how === 0) {
      // Chunks whose lengths are wrong.
      const chunked = Buffer.concat([Buffer.from("zz\r\n"), body]);
      return {
        bytes: request(line, [auth, "transfer-encoding: chunked"], chunked),
        is_whole: false,
      };
    }
    if (how === 1) {
      // Ends before it said it would.
      const length = `content-length: ${body.length + 50}`;
      return { bytes: request(line, [auth, length], body), is_whole: false };
    }
    return { bytes: request(line, [auth, lengthOf(body)], body), is_whole: true };
  });
}

/** Addresses that lead nowhere, and somewhere by a detour. */
function addresses(cast: Cast): Arbitrary<Input> {
  const strange = fc.constantFrom(
    ...["//", "/./", "/../", "/%2e%2e/", "/%00", "/%", "/%zz", "/\\", "/api", "/api/", "/API/me"],
    ...["/api/me/", "/api/me//", "/api/me;x=1", "/api/me%2f", "/_next/image?url=http://127.0.0.1"],
    ...[
      "/_next/../server.ts",
      "/_next/static/%2e%2e%2f%2e%2e%2fpackage.json",
      "/.env",
      "/.git/config",
    ],
    ...["/socket.io/", "/socket.io/?EIO=4&transport=polling&sid=x", "/socket.io/?EIO=99"],
    `/${"a".repeat(9000)}`,
    `/api/kb-articles?q=${"%F0%9F%98%80".repeat(900)}`,
  );
  const path = fc.oneof(
    strange,
    raw.map((text) => `/${asPath(text)}`),
  );
  const token = fc.constantFrom("", ...Object.values(cast.tokens));
  const method = fc.constantFrom("GET", "GET", "HEAD", "POST", "OPTIONS", "PROPFIND");
  return fc.tuple(path, method, token).map(([path, method, token]) => {
    const headers = token ? [`authorization: Bearer ${token}`] : [];
    const bytes = request(
      `${method} ${path} HTTP/1.1`,
      [...headers, "content-length: 0"],
      Buffer.alloc(0),
    );
    return { bytes, is_whole: true };
  });
}

/** Headers that a proxy, a browser or nobody would send. */
function headers(all: Call[], cast: Cast): Arbitrary<Input> {
  const one = fc.oneof(
    fc.constantFrom(
      ...["x-forwarded-for: 1.2.3.4", "x-forwarded-for: ,,,", "x-forwarded-host: evil.example"],
      ...["origin: null", "origin: https://evil.example", "origin: ://", "x-parley-side: staff"],
      ...[
        "x-parley-side: \u00ff",
        "cookie: parley.staff=garbage",
        "cookie: =;;;==",
        "range: bytes=5-1",
      ],
      ...[
        "range: bytes=0-,0-,0-",
        "accept-language: \u0080",
        "if-none-match: *",
        "expect: 200-maybe",
      ],
      ...[
        "last-event-id: 9e9.1",
        "x-middleware-subrequest: middleware",
        "next-action: x",
        "rsc: 1",
      ],
      ...["next-router-state-tree: %5B%22", "content-type: multipart/form-data"],
      `cookie: ${"a=b; ".repeat(1500)}`,
      `authorization: Bearer ${"A".repeat(6000)}`,
    ),
    fc
      .tuple(fc.stringMatching(/^[a-z-]{1,20}$/), fc.string({ maxLength: 60 }))
      .map(([name, value]) => `${name}: ${value.replace(/\p{Cc}/gu, "")}`),
  );
  const pages = [
    "/",
    "/chat",
    "/inbox",
    "/admin",
    "/login",
    "/account",
    "/tickets",
    "/setup?token=x",
  ];
  const target = fc.oneof(
    fc.constantFrom(...pages).map((path) => ({ method: "GET", path })),
    fc
      .constantFrom(...all)
      .map(({ method, path }) => ({ method, path: pathOf(path, {}, cast, 1) })),
  );
  const more = fc.array(one, { minLength: 1, maxLength: 4 });
  return fc.tuple(target, more).map(([{ method, path }, more]) => {
    const length = method === "GET" ? [] : ["content-length: 0"];
    const lines = more.map((line) => line.replace(/[^ -~\u0080-\u00ff]/g, "?"));
    const bytes = request(`${method} ${path} HTTP/1.1`, [...lines, ...length], Buffer.alloc(0));
    // Some of these headers are themselves no HTTP.
    return { bytes, is_whole: false };
  });
}

const garbage: Arbitrary<Input> = fc
  .oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      Buffer.from("GET / HTTP/9.9\r\n\r\n"),
      Buffer.from("GET /api/me HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n"),
      Buffer.from("POST /api/setup HTTP/1.1\r\nhost: HOST\r\ncontent-length: -1\r\n\r\n"),
      Buffer.from(
        "POST /api/setup HTTP/1.1\r\nhost: HOST\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      ),
      Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "latin1"),
    ),
  )
  .map((bytes) => ({ bytes, is_whole: false }));

/** Requests of every kind. */
export const requestsTo = (all: Call[], cast: Cast): Arbitrary<Input> =>
  fc.oneof(
    { arbitrary: calls(all, cast), weight: 70 },
    { arbitrary: bodies(all, cast), weight: 10 },
    { arbitrary: addresses(cast), weight: 10 },
    { arbitrary: headers(all, cast), weight: 6 },
    { arbitrary: garbage, weight: 4 },
  );

type Answer = { status: number; text: string; ended_by: "close" | "time" };

/** Sends bytes and reads until the server closes, or enough of a stream that does not end. */
function exchange(url: URL, { bytes, is_whole }: Input): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname);
    const chunks: Buffer[] = [];
    const done = (ended_by: Answer["ended_by"]) => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString("utf8");
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text, ended_by });
    };
    const timer = setTimeout(() => done("time"), ANSWERED_WITHIN);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      // An event stream goes on; its head is the answer.
      if (/content-type: text\/event-stream/i.test(chunk.toString("latin1"))) done("close");
    });
    socket.on("error", () => {});
    socket.on("close", () => done("close"));
    const host = `${url.hostname}:${url.port}`;
    const text = bytes.toString("latin1").replaceAll("host: HOST", `host: ${host}`);
    socket.write(Buffer.from(text, "latin1"));
    // What ends before it said it would is cut off by this end, as on a line that broke.
    if (!is_whole) socket.end();
  });
}

/** Sends one and judges the answer. */
export async function sendRequest(url: URL, input: Input, findings: Findings): Promise<void> {
  const sent = input.bytes.toString("latin1");
  const { status, text, ended_by } = await exchange(url, input);
  const tell = (kind: string) => findings.tell(kind, JSON.stringify(sent));
  if (ended_by === "time" && input.is_whole) tell("a request is not answered");
  if (status === 0) {
    if (input.is_whole) tell("a request is closed without an answer");
    return;
  }
  const path = sent.split(" ", 2)[1]?.split("?")[0] ?? "";
  if (status === 500) tell(`500 for ${path.replace(/[0-9a-f-]{36}|\d+/g, "*")}`);
  if (status === 503) tell(`503 for ${path.replace(/[0-9a-f-]{36}|\d+/g, "*")}`);
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  const is_page = /content-type: text\/html/i.test(text);
  const leak = is_page ? null : leakIn(body, sent);
  if (leak) tell(`the answer has “${leak}”`);
}
