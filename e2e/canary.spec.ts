import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, newName, type Person, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { dataOf } from "./rest";

type Heard = { text(): Promise<string> };

/** Every byte that a page receives from now on, over its sockets and as answers. */
function heardBy(page: Page): Heard {
  const texts: Promise<string>[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => texts.push(Promise.resolve(String(payload)))),
  );
  // A redirect has no body.
  page.on("response", (response) =>
    texts.push(
      response.body().then(
        (body) => body.toString("latin1"),
        () => "",
      ),
    ),
  );
  return { text: async () => (await Promise.all(texts)).join("\n") };
}

/** A stream of Server-Sent Events, as it comes. */
async function heardAsEvents(url: string, { token }: Person): Promise<Heard & { end(): void }> {
  const ending = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" },
    signal: ending.signal,
  });
  let text = `${response.status}\n`;
  const reading = async () => {
    for await (const bytes of response.body ?? []) text += Buffer.from(bytes).toString("latin1");
  };
  reading().catch(() => {});
  return { text: async () => text, end: () => ending.abort() };
}

/** All that a person can ask for about these chats and files, allowed or not, as one text. */
async function askedBy({ token }: Person, url: string, paths: string[]): Promise<string> {
  const answers = paths.map(async (path) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${path}`, { headers });
    const name = response.headers.get("content-disposition");
    return `${name}\n${Buffer.from(await response.arrayBuffer()).toString("latin1")}`;
  });
  return (await Promise.all(answers)).join("\n");
}

/** Sends a picture whose bytes and whose name say the word. */
async function sendPicture(url: string, by: Person, session_id: string, word: string, more = {}) {
  const picture = await sharp({
    create: { width: 40, height: 40, channels: 3, background: "#2266aa" },
  })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set("session_id", session_id);
  // What follows a picture's end is no part of it, and is kept as it came.
  form.set("file", new Blob([Uint8Array.from(picture), word]), `${word}.png`);
  const headers = { authorization: `Bearer ${by.token}` };
  const answer = await fetch(`${url}/api/chat-upload/upload`, {
    method: "POST",
    headers,
    body: form,
  });
  const { attachment_url } = dataOf<{ attachment_url: string }>(await answer.json());
  const message = { client_id: randomUUID(), type: "image", attachment_url, ...more };
  dataOf(await by.ask(`POST /api/live-chat/${session_id}/messages`, message));
  return attachment_url;
}

test("a note, another's chat and another's file are in no byte that a customer receives, and the staff find them (8, 9)", async ({
  people,
  browse,
  server: { url },
}) => {
  const word = (what: string) => `${newName(what).replace(" ", "")}${randomUUID().slice(0, 8)}`;
  const [in_note, in_note_file] = [word("note"), word("notefile")];
  const [in_chat, in_file] = [word("otherchat"), word("otherfile")];
  const canaries = [in_note, in_note_file, in_chat, in_file];
  const [customer, other, agent] = [
    await people.customer(),
    await people.customer(),
    await people.agent(),
  ];
  const text = (content: string, more = {}) => ({
    client_id: randomUUID(),
    type: "text",
    content,
    ...more,
  });
  const mine = await people.start(customer, { message: "Where is my lamp?" });
  const theirs = await people.start(other, { message: "Where is my desk?" });
  for (const { id } of [mine, theirs]) dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));

  const page = await browse(customer);
  const staff_page = await browse(agent);
  const [in_browser, at_the_staffs] = [heardBy(page), heardBy(staff_page)];
  const as_events = await heardAsEvents(`${url}/api/live-chat/${mine.id}/events`, customer);
  const not_theirs = await heardAsEvents(`${url}/api/live-chat/${theirs.id}/events`, customer);
  const socket = await customer.connect();
  for (const { id } of [mine, theirs]) await socket.ask("chat:join", { session_id: id });
  await page.goto(`/chat?session=${mine.id}`);
  const chat = new CustomerPage(page).chat;
  await chat.expectLast("Where is my lamp?");
  await staff_page.goto(`/inbox?session=${mine.id}`);

  const say = (by: Person, { id }: { id: string }, message: object) =>
    by.ask(`POST /api/live-chat/${id}/messages`, message).then(dataOf);
  await say(agent, mine, text(`For us: ${in_note}`, { is_internal: true }));
  const of_note = await sendPicture(url, agent, mine.id, in_note_file, { is_internal: true });
  await say(other, theirs, text(`My code is ${in_chat}`));
  const of_other = await sendPicture(url, other, theirs.id, in_file);
  await say(agent, mine, text("It is on its way"));
  await chat.expectLast("It is on its way");
  await socket.until("chat:new_message", ({ message }) => message.content === "It is on its way");
  await expect.poll(as_events.text).toContain("It is on its way");
  await expect(staff_page.getByText(in_note).first()).toBeVisible();
  dataOf(await agent.ask(`POST /api/live-chat/${mine.id}/end`));
  await expect(new CustomerPage(page).ended).toBeVisible();
  await page.reload();
  await chat.expectLast("It is on its way");

  const about = ({ id }: { id: string }) => [
    `/api/live-chat/${id}`,
    `/api/live-chat/${id}/messages`,
    `/api/live-chat/${id}/customer-context`,
    `/chat?session=${id}`,
    ...["txt", "json", "html"].map((format) => `/api/live-chat/${id}/transcript?format=${format}`),
    ...canaries.map((canary) => `/api/live-chat/search?q=${canary}&session_id=${id}`),
  ];
  const paths = [
    "/api/live-chat/sessions",
    ...[mine, theirs].flatMap(about),
    ...canaries.map((canary) => `/api/live-chat/search?q=${canary}`),
    of_note,
    of_other,
  ];
  const without_their_own_words = (heard: string) =>
    canaries.reduce((left, canary) => left.replaceAll(`q=${canary}`, ""), heard);
  const received = {
    browser: await in_browser.text(),
    socket: JSON.stringify(socket.received),
    events: await as_events.text(),
    "another's events": await not_theirs.text(),
    answers: without_their_own_words(await askedBy(customer, url, paths)),
  };
  for (const from of ["browser", "socket", "events", "answers"] as const) {
    expect(received[from].includes("It is on its way"), from).toBe(true);
  }
  // Which of them are where: what holds them is too long to be printed.
  const leaks = Object.entries(received).flatMap(([from, bytes]) =>
    canaries.filter((canary) => bytes.includes(canary)).map((canary) => `${canary} in ${from}`),
  );
  expect(leaks).toEqual([]);

  const on_screen = await at_the_staffs.text();
  for (const canary of [in_note, in_note_file]) expect(on_screen.includes(canary)).toBe(true);
  const found = await askedBy(people.admin, url, paths);
  expect(canaries.filter((canary) => !found.includes(canary))).toEqual([]);
  // The bytes of the files too, and not only their names.
  const of_files = await askedBy(people.admin, url, [of_note, of_other]);
  expect(of_files).toContain(`IEND\xaeB\`\x82${in_note_file}`);
  expect(of_files).toContain(`IEND\xaeB\`\x82${in_file}`);
  as_events.end();
  not_theirs.end();
});
