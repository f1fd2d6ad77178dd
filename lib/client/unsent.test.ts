import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Me, Outgoing } from "@/lib/client/state";
import { forgetUnsent } from "@/lib/client/unsent";
import type { Message } from "@/lib/messages/contract";
import { forgetKept } from "./kept";
import { tellTabs } from "./tabs";
import { browserStore } from "./unsent";
import { putRow, readRows, removeRow, takeRow, type UnsentRow } from "./unsent-rows";

/** Longer than a roll call takes, and than the time between two. */
const PATIENCE = { timeout: 8000, interval: 20 };

const open: { close(): void }[] = [];
let made = 0;
let me: Me;

beforeEach(() => {
  // Nobody finds what the test before has left.
  me = { user_id: ++made, role: "customer" };
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  vi.unstubAllGlobals();
});

const entry = (client_id: string, state: Outgoing["state"] = "sending"): Outgoing => ({
  client_id: `${client_id}-${me.user_id}`,
  content: client_id,
  is_internal: false,
  created_at: "2026-01-05T12:00:00.000Z",
  state,
  error: null,
});

const acknowledged = ({ client_id }: Outgoing) => ({ client_id, session_id: "s" }) as Message;

/** A tab as the client has it: what is on its way, and what it heard of. */
function openTab(who = me) {
  const store = browserStore(who);
  open.push(store);
  let outgoing: Record<string, Outgoing[]> = {};
  const heard: Message[] = [];
  store.listen({
    onLine(session_id, line) {
      outgoing = { ...outgoing, [session_id]: line };
      store.write(outgoing);
    },
    onSent: (message) => heard.push(message),
  });
  const writeAll = (lines: Record<string, Outgoing[]>) => {
    outgoing = { ...outgoing, ...lines };
    store.write(outgoing);
  };
  return {
    store,
    heard,
    line: () => outgoing.s ?? [],
    write: (line: Outgoing[]) => writeAll({ s: line }),
    writeAll,
    /** As `what` the line shows each of them. */
    shows: (
      what: [content: string, state: Outgoing["state"], whose: "own" | "elsewhere"][],
      session_id = "s",
    ) =>
      vi.waitFor(
        () =>
          expect(
            (outgoing[session_id] ?? []).map(({ content, state, is_elsewhere }) => [
              content,
              state,
              is_elsewhere ? "elsewhere" : "own",
            ]),
          ).toEqual(what),
        PATIENCE,
      ),
  };
}

const kept = async () => (await readRows(me.user_id)).map((row) => row.entry.content).sort();
const keeps = (contents: string[]) =>
  vi.waitFor(async () => expect(await kept()).toEqual(contents), PATIENCE);

const rowOf = (one: Outgoing, tab: string, place: number): UnsentRow => ({
  side: "customer",
  user_id: me.user_id,
  session_id: "s",
  tab,
  place,
  entry: one,
});

test("promise 5: what a tab has left when it was closed is the next one's, in order and for the same person alone", async () => {
  const first = openTab();
  first.write(["a", "b", "c"].map((id) => entry(id)));
  await keeps(["a", "b", "c"]);
  first.store.close();
  const other = openTab({ ...me, user_id: -1 });
  const next = openTab();
  await next.shows([
    ["a", "waiting", "own"],
    ["b", "waiting", "own"],
    ["c", "waiting", "own"],
  ]);
  expect(other.line()).toEqual([]);
  // It had come to the next one while that one was already written in.
  next.write([...next.line(), entry("d")]);
  next.store.close();
  const last = openTab();
  await last.shows(["a", "b", "c", "d"].map((id) => [id, "waiting", "own"] as const as never));
});

test("promise 5: what a tab has left in several chats is the next one's in each of them", async () => {
  const first = openTab();
  first.writeAll({ s: [entry("a")], t: [entry("b")] });
  await keeps(["a", "b"]);
  first.store.close();
  const next = openTab();
  await next.shows([["a", "waiting", "own"]]);
  await next.shows([["b", "waiting", "own"]], "t");
  expect(await kept()).toEqual(["a", "b"]);
});

test("what is acknowledged or deleted is kept no longer", async () => {
  const tab = openTab();
  const [a, b] = [entry("a"), entry("b", "failed")];
  tab.write([a, b]);
  await keeps(["a", "b"]);
  tab.store.sent(acknowledged(a));
  tab.store.discard(b.client_id);
  tab.write([]);
  await keeps([]);
});

test("a tab that lives sends its own; the others show how far it got, and hear what it has sent", async () => {
  const [one, other] = [openTab(), openTab()];
  const a = entry("a");
  one.write([a]);
  await other.shows([["a", "sending", "elsewhere"]]);
  one.write([{ ...a, state: "failed" }]);
  await other.shows([["a", "failed", "elsewhere"]]);
  // Also one that is opened only now: it has called the roll when it has what a dead tab left.
  await putRow(rowOf(entry("b"), "dead", Date.now()));
  const late = openTab();
  await late.shows([
    ["a", "failed", "elsewhere"],
    ["b", "waiting", "own"],
  ]);
  late.store.discard(entry("b").client_id);
  late.write(late.line().slice(0, 1));
  one.write([{ ...a, state: "sent" }]);
  one.store.sent(acknowledged(a));
  await other.shows([["a", "sent", "elsewhere"]]);
  expect(other.heard).toEqual([acknowledged(a)]);
  await keeps([]);
});

test("of the tabs that are left one takes over what a closed one had under way", async () => {
  const [one, other, third] = [openTab(), openTab(), openTab()];
  one.write([entry("a"), entry("b")]);
  for (const tab of [other, third]) {
    await tab.shows([
      ["a", "sending", "elsewhere"],
      ["b", "sending", "elsewhere"],
    ]);
  }
  one.store.close();
  await vi.waitFor(() => {
    for (const place of [0, 1]) {
      const owners = [other, third].filter((tab) => !tab.line()[place]?.is_elsewhere);
      expect(owners).toHaveLength(1);
    }
    // Before the next roll call: it has said good-bye.
  }, 2000);
});

test("of several that take a message over at once one gets it, and what is gone nobody does", async () => {
  const row = rowOf(entry("a"), "dead", 1);
  await putRow(row);
  const { client_id } = row.entry;
  const taken = await Promise.all(
    ["one", "other"].map((tab) => takeRow(client_id, { from: "dead", tab })),
  );
  expect(taken.map((now) => now?.tab)).toEqual(["one", "one"]);
  await removeRow(client_id);
  expect(await takeRow(client_id, { from: "one", tab: "other" })).toBeUndefined();
  await keeps([]);
});

test("a tab that crashed says no good-bye, and is found by a roll call", async () => {
  const tab = openTab();
  await tab.shows([]);
  const row = rowOf(entry("a"), "crashed", 1);
  await putRow(row);
  tellTabs("parley.unsent.customer", { kind: "row", row });
  await tab.shows([["a", "sending", "elsewhere"]]);
  await tab.shows([["a", "waiting", "own"]]);
});

test("what is retried here is this tab's, and what is deleted here is gone there", async () => {
  const [one, other] = [openTab(), openTab()];
  const [a, b] = [entry("a", "failed"), entry("b", "failed")];
  one.write([a, b]);
  await other.shows([
    ["a", "failed", "elsewhere"],
    ["b", "failed", "elsewhere"],
  ]);
  other.store.discard(b.client_id);
  other.write([{ ...a, state: "waiting" }]);
  await one.shows([["a", "waiting", "elsewhere"]]);
  await keeps(["a"]);
});

test("a sign-out leaves nothing on that side, and no tab keeps anything after it", async () => {
  const agent = openTab({ user_id: -2, role: "agent" });
  const tab = openTab();
  agent.write([{ ...entry("note"), client_id: "note" }]);
  tab.write([entry("a", "failed")]);
  await keeps(["a"]);
  await forgetUnsent("customer");
  await keeps([]);
  // It goes on in a tab that is open still, until its connection is closed.
  const heard = openTab();
  await heard.shows([]);
  tab.write([...tab.line(), entry("b")]);
  await vi.waitFor(() => expect(heard.line()).toHaveLength(1), PATIENCE);
  expect(await kept()).toEqual([]);
  expect((await readRows(-2)).map((row) => row.entry.content)).toEqual(["note"]);
});

test("where the browser refuses its database, a reload of the tab loses nothing and nothing is thrown", async () => {
  vi.stubGlobal("sessionStorage", storage());
  vi.stubGlobal("BroadcastChannel", undefined);
  // As a full disk has it: it can be opened, and nothing goes in.
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const first = openTab();
  const [a, b] = [entry("a"), entry("b")];
  first.write([a, b]);
  await vi.waitFor(() => expect(JSON.stringify(sessionStorage)).toContain(b.client_id), PATIENCE);
  first.store.sent(acknowledged(a));
  first.write([b]);
  first.store.close();
  const next = openTab();
  await next.shows([["b", "waiting", "own"]]);
  vi.restoreAllMocks();

  next.store.close();
  forgetKept();
  const after = openTab();
  after.write([entry("c")]);
  await after.shows([["c", "sending", "own"]]);
});

test("where there is nothing at all to keep it in, it is kept as long as the page", async () => {
  vi.stubGlobal("sessionStorage", undefined);
  vi.stubGlobal("indexedDB", undefined);
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.resetModules();
  const bare = await import("./unsent");
  const store = bare.browserStore(me);
  open.push(store);
  const onNews = () => expect.unreachable();
  store.listen({ onLine: onNews, onSent: onNews });
  store.write({ s: [entry("a")] });
  store.write({ s: [entry("a", "failed")] });
  store.discard(entry("a").client_id);
  store.write({ s: [] });
  await bare.forgetUnsent("customer");
});

function storage(): object {
  const texts: Record<string, string> = {};
  return new Proxy(texts, {
    get: (_, key) =>
      ({
        getItem: (name: string) => texts[name] ?? null,
        setItem: (name: string, text: string) => {
          texts[name] = text;
        },
        removeItem: (name: string) => delete texts[name],
      })[String(key)] ?? texts[String(key)],
  });
}
