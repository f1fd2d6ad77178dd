import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { createChatClient } from "@/lib/client/chat-client";
import type { ClientState, Outgoing } from "@/lib/client/state";
import type { UnsentStore } from "@/lib/client/unsent";
import type { Message } from "@/lib/messages/contract";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { makeCustomer, type Person, startChat } from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

const home = mkdtempSync(join(tmpdir(), "parley-uploads-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
withServer({ PARLEY_DATA_DIR: home });

/** What happens to an upload before it goes out; the browser's XMLHttpRequest over Node's fetch. */
let before = async () => {};
let uploads = 0;
afterEach(() => {
  before = async () => {};
  uploads = 0;
});

class Upload {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onloadend = () => {};
  responseText = "";
  private url = "";
  private readonly headers = new Headers();
  private readonly aborted = new AbortController();
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }
  abort() {
    this.aborted.abort();
    this.onloadend();
  }
  async send(body: FormData) {
    uploads++;
    this.upload.onprogress?.({ loaded: 1, total: 4 });
    const { signal } = this.aborted;
    try {
      await before();
      if (signal.aborted) return;
      const { headers } = this;
      const answer = await fetch(this.url, { method: "POST", headers, body, signal });
      this.responseText = await answer.text();
    } catch {
      // No answer, as without a network.
    }
    if (!signal.aborted) this.onloadend();
  }
}
vi.stubGlobal("XMLHttpRequest", Upload);

/** A busy machine takes its time; nothing here depends on how long. */
const SOON = { timeout: 15_000 };

const pdf = (name = "bill.pdf") => new File(["%PDF-1.7\n"], name, { type: "application/pdf" });

/** A client, and all states that it went through. */
function open({ id: user_id, role, token }: Person, line?: { id: string; entry: Outgoing }) {
  const store: UnsentStore = {
    listen: (listener) => line && listener.onLine(line.id, [line.entry]),
    write() {},
    sent() {},
    discard() {},
    close() {},
  };
  const identity = { side: "customer", token, base_url: origin() } as const;
  const client = createChatClient(identity, { user_id, role }, store);
  const states: ClientState[] = [];
  client.subscribe(() => states.push(client.getState()));
  return { client, states };
}

const logOf = async (who: Person, id: string): Promise<Message[]> =>
  dataOf(await rest(who).get(`/api/live-chat/${id}/messages`)).messages;
const wordsIn = async (who: Person, id: string) =>
  (await logOf(who, id)).map(({ content, attachment }) => content || attachment?.name);

test("promise 5: a file is on the screen at once, tells how far it is, and goes out in order with the text", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const { client, states } = open(customer);
  client.send(id, "one");
  client.sendFile(id, pdf("two.pdf"));
  client.send(id, "three");
  const line = () => client.getState().outgoing[id]?.map((one) => one.file?.name ?? one.content);
  expect(line()).toEqual(["one", "two.pdf", "three"]);
  client.follow(id);
  await vi.waitFor(() => expect(line()).toEqual([]), SOON);
  expect(await wordsIn(customer, id)).toEqual(["one", "two.pdf", "three"]);
  const parts = states.flatMap(({ progress }) => Object.values(progress));
  expect(parts).toContain(0.25);
  expect(client.getState().progress).toEqual({});
  client.close();
});

test("promises 1 and 2: an upload that has no answer is tried again, and one that was answered never again", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const { client } = open(customer);
  before = async () => {
    if (uploads < 3) throw new Error("no network");
  };
  client.follow(id);
  client.sendFile(id, pdf());
  await vi.waitFor(() => expect(client.getState().outgoing[id]).toEqual([]), SOON);
  expect(uploads).toBe(3);
  expect(await wordsIn(customer, id)).toEqual(["bill.pdf"]);
  client.close();
});

test("one that is cancelled is gone, and what waited behind it goes out", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const { client } = open(customer);
  before = () => new Promise(() => {});
  client.follow(id);
  client.sendFile(id, pdf());
  client.send(id, "after it");
  await vi.waitFor(() => expect(uploads).toBe(1), SOON);
  const [first] = client.getState().outgoing[id] ?? [];
  client.discard(id, first?.client_id as string);
  await vi.waitFor(() => expect(client.getState().outgoing[id]).toEqual([]), SOON);
  expect(await wordsIn(customer, id)).toEqual(["after it"]);
  client.close();
});

test("one that the server refuses, or that is too large, fails with the reason and holds nothing up", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const { client } = open(customer);
  client.follow(id);
  client.sendFile(id, new File(["<html>"], "page.png", { type: "image/png" }));
  client.sendFile(id, new File([new Uint8Array(10_485_761)], "huge.pdf"));
  client.send(id, "after them");
  await vi.waitFor(() => expect(client.getState().outgoing[id]).toHaveLength(2), SOON);
  const failed = client.getState().outgoing[id]?.map((one) => [one.state, one.error?.code]);
  expect(failed).toEqual([
    ["failed", "UNSUPPORTED_TYPE"],
    ["failed", "TOO_LARGE"],
  ]);
  // That it is too large is known without the server.
  expect(uploads).toBe(1);
  expect(await wordsIn(customer, id)).toEqual(["after them"]);
  client.close();
});

test("what an earlier page uploaded is sent as it is, and uploaded again where that is gone", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  for (const is_gone of [false, true]) {
    const form = new FormData();
    form.append("session_id", id);
    form.append("file", pdf(`${is_gone}.pdf`));
    const headers = { authorization: `Bearer ${customer.token}` };
    const url = `${origin()}/api/chat-upload/upload`;
    const answer = await fetch(url, { method: "POST", headers, body: form });
    const uploaded = dataOf(await answer.json());
    if (is_gone) {
      const created_at = sql`now() - interval '25 hours'` as never;
      const its = eq(attachments.id, uploaded.attachment_id);
      await db().update(attachments).set({ created_at }).where(its);
    }
    uploads = 0;
    const name = `${is_gone}.pdf`;
    const entry: Outgoing = {
      client_id: name,
      content: "",
      file: { name, size: 9, blob: pdf(), uploaded },
      created_at: new Date().toISOString(),
      is_internal: false,
      state: "waiting",
      error: null,
    };
    const { client } = open(customer, { id, entry });
    client.follow(id);
    await vi.waitFor(() => expect(client.getState().outgoing[id]).toEqual([]), SOON);
    expect(uploads).toBe(is_gone ? 1 : 0);
    client.close();
  }
  expect(await wordsIn(customer, id)).toEqual(["false.pdf", "true.pdf"]);
});

test("one whose bytes the browser could not keep says so", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const entry: Outgoing = {
    client_id: "kept",
    content: "",
    // As it comes back from where only text is kept.
    file: { name: "bill.pdf", size: 9, blob: {} as Blob },
    created_at: new Date().toISOString(),
    is_internal: false,
    state: "waiting",
    error: null,
  };
  const { client } = open(customer, { id, entry });
  await vi.waitFor(() => expect(client.getState().outgoing[id]?.[0]?.state).toBe("failed"), SOON);
  expect(client.getState().outgoing[id]?.[0]?.error?.message).toContain("Choose it again");
  client.close();
});
