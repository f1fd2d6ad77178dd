import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDrafts, type Drafts, draftName } from "@/lib/client/drafts";
import { forgetKept, keep, readKept } from "@/lib/client/kept";
import type { Draft } from "@/lib/drafts/contract";
import type { Envelope, ErrorCode } from "@/lib/errors";

const PATH = "/api/live-chat/s/draft";

/** What the server would have, and what was asked of it. */
let server: { content: string; version: number };
let calls: { what: string; outlives_page: boolean }[];
/** How the next calls end; without an entry they are carried out and answered. */
let endings: ("lost" | "carried out and lost" | ErrorCode)[];
/** Each call waits for this before it is answered. */
let gate: Promise<void> | null;
let is_open: boolean;
let page: Drafts;

const draftOf = (is_internal = false): Draft => ({ session_id: "s", is_internal, ...server });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  forgetKept();
  server = { content: "", version: 0 };
  calls = [];
  endings = [];
  gate = null;
  is_open = true;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit): Promise<Response> => {
    expect(path).toBe(PATH);
    const { content, is_internal } = JSON.parse(String(init.body ?? "{}"));
    const outlives_page = init.keepalive === true;
    const what = `${is_internal ? "note " : ""}${init.method} ${content ?? ""}`.trim();
    calls.push({ what, outlives_page });
    const ending = endings.shift();
    if (ending === "lost") throw new TypeError("Failed to fetch");
    if (init.method === "PUT" && (!ending || ending === "carried out and lost")) {
      server = { content, version: server.version + 1 };
    }
    const read = server.content ? [draftOf()] : [];
    const draft = draftOf(is_internal);
    if (gate) await gate;
    if (ending === "carried out and lost") throw new TypeError("Failed to fetch");
    const answer: Envelope<unknown> = ending
      ? { ok: false, error: { code: ending, message: "", retryable: ending === "UNAVAILABLE" } }
      : { ok: true, data: init.method === "PUT" ? { draft } : { drafts: read } };
    return Response.json(answer);
  });
  page = createDrafts({ side: "staff" }, { isOpen: () => is_open });
});
afterEach(() => {
  page.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const asked = () => calls.splice(0).map(({ what }) => what);

/** A composer over the text that the tab has kept. */
async function openPlace({ drafts = page, is_internal = false } = {}) {
  const name = draftName(is_internal ? "s.note" : "s");
  const place = { text: readKept(name) ?? "" };
  const where = { session_id: "s", is_internal, text: place.text };
  const handle = drafts.open(where, (text) => {
    place.text = text;
  });
  await pass(0);
  asked();
  return {
    text: () => place.text,
    type(text: string) {
      place.text = text;
      keep(name, text);
      handle.change(text);
    },
    flush: handle.flush,
    close: handle.close,
  };
}

/** Another device of the same person saves it; `unheard` is not told here. */
function elsewhere(content: string, { unheard = false } = {}) {
  server = { content, version: server.version + 1 };
  if (!unheard) page.onSaved(draftOf());
}

test("it is saved 600 ms after the last key, and not for each", async () => {
  const place = await openPlace();
  place.type("H");
  await pass(500);
  place.type("He");
  await pass(599);
  expect(asked()).toEqual([]);
  await pass(1);
  expect(asked()).toEqual(["PUT He"]);
  await pass(60_000);
  expect(asked()).toEqual([]);
});

test("it is saved at once where the field is left, another chat is opened or it was sent", async () => {
  const place = await openPlace();
  place.type("He");
  place.flush();
  place.type("Hey");
  await pass(0);
  expect(asked()).toEqual(["PUT He"]);
  place.type("");
  await pass(0);
  expect(asked()).toEqual(["PUT"]);
  place.type("Then");
  place.close();
  await pass(0);
  expect(asked()).toEqual(["PUT Then"]);
  await pass(60_000);
  expect(asked()).toEqual([]);
});

test("what is written while it is being saved is saved after that", async () => {
  const place = await openPlace();
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  place.type("He");
  await pass(600);
  place.type("Hello");
  place.close();
  await pass(5000);
  expect(asked()).toEqual(["PUT He"]);
  gate = null;
  open();
  await pass(0);
  expect(asked()).toEqual(["PUT Hello"]);
});

test("what was sent while it was being saved is gone after that", async () => {
  const place = await openPlace();
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  place.type("Hello");
  await pass(600);
  place.type("");
  await pass(5000);
  expect(asked()).toEqual(["PUT Hello"]);
  gate = null;
  open();
  await pass(0);
  expect(asked()).toEqual(["PUT"]);
  expect(place.text()).toBe("");
});

test("a note and a message are two", async () => {
  const place = await openPlace();
  const note = await openPlace({ is_internal: true });
  place.type("You");
  note.type("She");
  await pass(600);
  expect(asked()).toEqual(["PUT You", "note PUT She"]);
  page.onSaved({ session_id: "s", is_internal: true, content: "She is", version: 9 });
  expect([place.text(), note.text()]).toEqual(["You", "She is"]);
});

test("without a connection nothing is lost: it is saved when there is one again", async () => {
  const place = await openPlace();
  is_open = false;
  place.type("Hello");
  await pass(60_000);
  place.close();
  await pass(0);
  expect(asked()).toEqual([]);
  is_open = true;
  page.wake();
  await pass(0);
  expect(asked()).toEqual(["GET", "PUT Hello"]);
});

test("what fails for the moment is tried again, what is refused is not", async () => {
  const place = await openPlace();
  endings = ["UNAVAILABLE", "lost"];
  place.type("Hello");
  await pass(10_000);
  expect(asked()).toEqual(["PUT Hello", "PUT Hello", "PUT Hello"]);
  endings = ["CHAT_CLOSED"];
  place.type("Hello you");
  await pass(60_000);
  expect(asked()).toEqual(["PUT Hello you"]);
  expect(place.text()).toBe("Hello you");
});

test("what was written elsewhere is there at once, as it is read and as it is told", async () => {
  server = { content: "From the phone", version: 3 };
  const place = await openPlace();
  expect(place.text()).toBe("From the phone");
  elsewhere("From the phone, longer");
  expect(place.text()).toBe("From the phone, longer");
  expect(readKept(draftName("s"))).toBe("From the phone, longer");
  elsewhere("");
  expect(place.text()).toBe("");
  await pass(60_000);
  expect(asked()).toEqual([]);
});

test("what was saved here and sent elsewhere is gone here too", async () => {
  const place = await openPlace();
  place.type("Hello");
  await pass(600);
  page.onSaved(draftOf());
  expect(place.text()).toBe("Hello");
  elsewhere("");
  expect(place.text()).toBe("");
});

test("promise 5: what stands under the fingers stays; what was written elsewhere follows it", async () => {
  const place = await openPlace();
  place.type("Here");
  elsewhere("There");
  expect(place.text()).toBe("Here\nThere");
  await pass(600);
  expect(asked()).toEqual(["PUT Here\nThere"]);

  place.type("Here\nThere and");
  elsewhere("");
  expect(place.text()).toBe("Here\nThere and");
  await pass(600);
  expect(asked()).toEqual(["PUT Here\nThere and"]);
});

test("what was written on there is all of it", async () => {
  const place = await openPlace();
  place.type("Hel");
  elsewhere("Hello");
  expect(place.text()).toBe("Hello");
});

test("what was told late changes nothing", async () => {
  const place = await openPlace();
  elsewhere("second");
  page.onSaved({ session_id: "s", is_internal: false, content: "first", version: 0 });
  expect(place.text()).toBe("second");
});

test("its own save that comes back as news is none, also where its answer was lost", async () => {
  const place = await openPlace();
  endings = ["carried out and lost"];
  place.type("Hello");
  await pass(600);
  place.type("Hell");
  page.onSaved(draftOf());
  expect(place.text()).toBe("Hell");
  await pass(5000);
  expect(server.content).toBe("Hell");

  endings = ["carried out and lost"];
  place.type("Hello");
  await pass(600);
  place.type("Hell");
  expect(server.content).toBe("Hello");
  await pass(5000);
  expect(server.content).toBe("Hell");

  endings = ["carried out and lost"];
  place.type("Hello again");
  await pass(600);
  place.type("Hello");
  page.wake();
  await pass(0);
  expect(place.text()).toBe("Hello");
  expect(server.content).toBe("Hello");
});

test("after a loss of the connection it is read again, within 2 s and not by all at once", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const place = await openPlace();
  elsewhere("Written meanwhile", { unheard: true });
  page.wake();
  await pass(999);
  expect(asked()).toEqual([]);
  await pass(1);
  expect(asked()).toEqual(["GET"]);
  expect(place.text()).toBe("Written meanwhile");
  vi.restoreAllMocks();
});

test("at the first connection it is read without a wait", async () => {
  is_open = false;
  server = { content: "From the phone", version: 3 };
  const place = await openPlace();
  expect(place.text()).toBe("");
  is_open = true;
  page.wake();
  await pass(0);
  expect(place.text()).toBe("From the phone");
});

test("what is told while it is being read counts", async () => {
  server = { content: "old", version: 3 };
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const place = await openPlace();
  elsewhere("");
  open();
  await pass(0);
  expect(place.text()).toBe("");
});

/** The page is loaded again, in the same tab. */
async function reload() {
  page.close();
  await pass(0);
  asked();
  page = createDrafts({ side: "staff" }, { isOpen: () => is_open });
}

test("after a reload it is known what is new here and what elsewhere", async () => {
  let place = await openPlace();
  place.type("Hello");
  await pass(600);
  await reload();
  elsewhere("", { unheard: true });
  place = await openPlace();
  expect(place.text()).toBe("");

  is_open = false;
  endings = ["lost"];
  place.type("Offline");
  await reload();
  is_open = true;
  place = await openPlace();
  expect(place.text()).toBe("Offline");
  expect(server.content).toBe("Offline");

  is_open = false;
  endings = ["lost"];
  place.type("Offline here");
  await reload();
  elsewhere("Written there", { unheard: true });
  is_open = true;
  place = await openPlace();
  expect(place.text()).toBe("Offline here\nWritten there");
  await pass(600);
  expect(server.content).toBe("Offline here\nWritten there");
});

test("a page that goes saves what is new, in a call that outlives it", async () => {
  page.close();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  page = createDrafts({ side: "staff" }, { isOpen: () => is_open });
  const place = await openPlace();
  place.type("Hello");
  window.dispatchEvent(new Event("pagehide"));
  expect(calls.splice(0)).toEqual([{ what: "PUT Hello", outlives_page: true }]);

  Object.assign(document, { visibilityState: "hidden" });
  place.type("Hello you");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(calls.splice(0)).toEqual([{ what: "PUT Hello you", outlives_page: true }]);
  await pass(0);
  Object.assign(document, { visibilityState: "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(600);
  expect(place.text()).toBe("Hello you");
});

test("what was sent while it was being saved is taken back also where the page goes at once", async () => {
  const place = await openPlace();
  gate = new Promise(() => {});
  place.type("Hello");
  await pass(600);
  place.type("");
  page.close();
  expect(calls.splice(0).map(({ what }) => what)).toEqual(["PUT Hello", "PUT"]);
});

test("another device may write again what was written here once", async () => {
  const place = await openPlace();
  endings = ["carried out and lost"];
  place.type("Hello");
  await pass(600);
  page.onSaved(draftOf());
  elsewhere("Other");
  elsewhere("Hello");
  await pass(60_000);
  expect(place.text()).toBe("Hello");
  expect(server.content).toBe("Hello");
});

test("what is too long to be sent is kept here and not tried", async () => {
  const place = await openPlace();
  place.type("🙂".repeat(10_001));
  await pass(60_000);
  expect(asked()).toEqual([]);
  place.type("🙂".repeat(10_000));
  await pass(600);
  expect(asked()).toHaveLength(1);
});

test("a place that was left is not read for, and hears of nothing", async () => {
  const place = await openPlace();
  place.type("Hello");
  place.close();
  await pass(0);
  expect(asked()).toEqual(["PUT Hello"]);
  elsewhere("Other");
  page.wake();
  await pass(5000);
  expect(asked()).toEqual([]);
  expect(readKept(draftName("s"))).toBe("Hello");
  expect(place.text()).toBe("Hello");

  is_open = false;
  (await openPlace()).close();
  is_open = true;
  page.wake();
  await pass(5000);
  expect(asked()).toEqual([]);
  const again = await openPlace();
  expect(again.text()).toBe("Other");
});
