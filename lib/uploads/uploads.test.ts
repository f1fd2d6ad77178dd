import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { open, readFile as readBytes, readdir, readlink, writeFile } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { messages } from "@/db/schema/messages";
import { config, setConfig } from "@/lib/config";
import { loadSettings } from "@/lib/settings/queries";
import { sweepUploads } from "@/lib/uploads/commands";
import { FILE_LIMIT } from "@/lib/uploads/contract";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, errorOf, request, rest } from "@/testing/rest";

const home = mkdtempSync(join(tmpdir(), "parley-uploads-"));
const uploads = join(home, "uploads");
afterAll(() => rmSync(home, { recursive: true, force: true }));

withServer({ PARLEY_DATA_DIR: home });

const picture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: "#2266aa" } });
const png = () => picture().png().toBuffer();
const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

/** A busy machine takes its time; nothing here depends on how long. */
const SOON = { timeout: 15_000 };

type File = { content: Uint8Array; name?: string; type?: string };

function upload(who: Person | null, session_id: string | null, file: File | null, more = {}) {
  const form = new FormData();
  if (file) {
    const { content, name = "a file", type = "application/octet-stream" } = file;
    form.append("file", new Blob([content as Uint8Array<ArrayBuffer>], { type }), name);
  }
  if (session_id !== null) form.append("session_id", session_id);
  for (const [field, value] of Object.entries(more)) form.append(field, String(value));
  return request("/api/chat-upload/upload", {
    method: "POST",
    headers: who ? { authorization: `Bearer ${who.token}` } : {},
    body: form,
  });
}

const sendFile = (who: Person, session_id: string, attachment_url: string, more = {}) =>
  rest(who).post(`/api/live-chat/${session_id}/messages`, {
    type: "file",
    client_id: uuidv7(),
    attachment_url,
    ...more,
  });

const get = (who: Person | null, url: string, headers: Record<string, string> = {}) =>
  fetch(origin() + url, {
    headers: { ...(who && { authorization: `Bearer ${who.token}` }), ...headers },
  });

/** Every file that is in the folder, and every row. */
async function left() {
  const files = await readdir(uploads, { recursive: true, withFileTypes: true }).catch(() => []);
  return {
    files: files.filter((file) => file.isFile()).length,
    rows: (await db().select().from(attachments)).length,
  };
}

async function stage() {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id } = await startActiveChat(customer, agent);
  return { id, customer, agent };
}

describe("a picture", () => {
  test("is uploaded, sent with its size, told to the others and fetched as it was", async () => {
    const { id, customer, agent } = await stage();
    const socket = await connect(agent);
    await socket.call("chat:join", { session_id: id });
    const content = await png();
    const given = dataOf(await upload(customer, id, { content, name: "Screen shot.png" }));
    expect(given).toEqual({
      attachment_id: expect.any(String),
      attachment_url: `/api/chat-upload/${given.attachment_id}`,
      name: "Screen shot.png",
      size: content.length,
      mime_type: "image/png",
    });
    const answer = await sendFile(customer, id, given.attachment_url, { type: "image" });
    const { message } = dataOf(answer);
    const attachment = {
      id: given.attachment_id,
      url: given.attachment_url,
      name: "Screen shot.png",
      size: content.length,
      mime_type: "image/png",
      width: 40,
      height: 20,
    };
    expect(message).toMatchObject({ type: "image", content: "", seq: 1, attachment });
    expect(await socket.next("chat:new_message")).toEqual({ message });
    const page = dataOf(await rest(agent).get(`/api/live-chat/${id}/messages`));
    expect(page.messages).toEqual([message]);
    const { session } = dataOf(await rest(agent).get(`/api/live-chat/${id}`));
    expect(session.last_message).toEqual(message);

    const file = await get(agent, given.attachment_url);
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(content.length),
      "content-disposition": `inline; filename="Screen shot.png"; filename*=UTF-8''Screen%20shot.png`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-cache",
    });
  });

  test("has a thumbnail that is encoded anew, and its size is that of how it is seen", async () => {
    const { id, customer } = await stage();
    const secret = "51 deg 30' 26.00\" N";
    const content = await picture(1600, 800)
      .withExif({ IFD0: { Copyright: secret } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { attachment_url } = dataOf(await upload(customer, id, { content, name: "x.jpg" }));
    const sent = dataOf(await sendFile(customer, id, attachment_url, { type: "image" }));
    expect(sent.message.attachment).toMatchObject({ width: 800, height: 1600 });
    const thumbnail = await get(customer, `${attachment_url}?size=thumbnail`);
    expect(thumbnail.headers.get("content-type")).toBe("image/webp");
    const bytes = Buffer.from(await thumbnail.arrayBuffer());
    // Decoders of what lies in memory are shut off, as all that are not needed.
    const path = join(home, "thumbnail");
    await writeFile(path, bytes);
    expect(await sharp(path).metadata()).toMatchObject({
      width: 320,
      height: 640,
      format: "webp",
    });
    expect(bytes.includes("Copyright")).toBe(false);
    expect((await get(customer, `${attachment_url}?size=huge`)).status).toBe(400);
  });

  test("that is broken or has too many pixels is refused, and nothing of it is left", async () => {
    const { id, customer } = await stage();
    const before = await left();
    const whole = await picture(300, 300).png({ compressionLevel: 0 }).toBuffer();
    // 51 million pixels, in a few kilobytes.
    const bomb = await picture(7200, 7100).png({ compressionLevel: 1 }).toBuffer();
    for (const content of [whole.subarray(0, 2000), bomb, Buffer.from("GIF89a<script>")]) {
      const answer = await upload(customer, id, { content, name: "x.png" });
      expect(answer.status).toBe(415);
      expect(errorOf(answer).code).toBe("UNSUPPORTED_TYPE");
    }
    expect(await left()).toEqual(before);
  });

  test("that has to be in memory as a whole may have fewer pixels than one that is read by the line", async () => {
    const { id, customer } = await stage();
    const large = picture(6000, 6000);
    const by_line = await large.clone().png({ compressionLevel: 1 }).toBuffer();
    expect((await upload(customer, id, { content: by_line, name: "x.png" })).status).toBe(201);
    const in_passes = await large
      .clone()
      .png({ compressionLevel: 1, progressive: true })
      .toBuffer();
    const frame = await large.clone().gif().toBuffer();
    for (const content of [in_passes, frame]) {
      const answer = await upload(customer, id, { content, name: "x.png" });
      expect(errorOf(answer).code).toBe("UNSUPPORTED_TYPE");
    }
  });
});

describe("what is taken", () => {
  test("is decided by content: neither by name nor by header", async () => {
    const { id, customer } = await stage();
    const taken: [Buffer, string, string][] = [
      [await picture().jpeg().toBuffer(), "image/jpeg", "evil.html.jpg"],
      [await png(), "image/png", "evil.html.png"],
      [await picture().gif().toBuffer(), "image/gif", "evil.html.gif"],
      [await picture().webp().toBuffer(), "image/webp", "evil.html.webp"],
      [PDF, "application/pdf", "evil.html.pdf"],
    ];
    for (const [content, mime_type, name] of taken) {
      const file = { content, name: "evil.html", type: "text/html" };
      expect(dataOf(await upload(customer, id, file))).toMatchObject({ mime_type, name });
    }
    const before = await left();
    const refused = [
      "<!doctype html><script>alert(1)</script>",
      `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
      `<?xml version="1.0"?><svg/>`,
      "MZ\x90\x00 a program",
      "  %PDF-1.7 after white space",
      "",
      "G",
    ];
    for (const text of refused) {
      const content = Buffer.from(text);
      const answer = await upload(customer, id, { content, name: "x.png", type: "image/png" });
      expect(errorOf(answer), text).toMatchObject({ code: "UNSUPPORTED_TYPE", retryable: false });
    }
    expect(await left()).toEqual(before);
  });

  test("has a name without a path, without what misleads, and of a length that can be shown", async () => {
    const { id, customer } = await stage();
    const names: [string, string][] = [
      ["../../etc/passwd", "passwd.pdf"],
      ["C:\\Users\\me\\bill.PDF", "bill.PDF"],
      ["a\u202Efdp.exe", "afdp.exe.pdf"],
      ["tab\tand\u0007bell.pdf", "tabandbell.pdf"],
      [".pdf", "file.pdf"],
      ["...", "file.pdf"],
      ["فاتورة.pdf", "فاتورة.pdf"],
      [`${"é".repeat(300)}.pdf`, `${"é".repeat(116)}.pdf`],
    ];
    for (const [given, name] of names) {
      const taken = dataOf(await upload(customer, id, { content: PDF, name: given }));
      expect(taken.name).toBe(name);
      const file = await get(customer, taken.attachment_url);
      const disposition = file.headers.get("content-disposition");
      expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''\S+$/);
      expect(decodeURIComponent(disposition?.split("''")[1] ?? "")).toBe(name);
    }
  });

  test("is at most 10 MB: one byte more leaves nothing behind", async () => {
    const { id, customer } = await stage();
    const content = Buffer.alloc(FILE_LIMIT + 1, "%PDF-1.7\n");
    const before = await left();
    const answer = await upload(customer, id, { content });
    expect(answer.status).toBe(413);
    expect(errorOf(answer).code).toBe("TOO_LARGE");
    const vast = await upload(customer, id, {
      content: Buffer.alloc(3 * FILE_LIMIT, "%PDF-1.7\n"),
    });
    expect(errorOf(vast).code).toBe("TOO_LARGE");
    expect(await left()).toEqual(before);
    const fits = await upload(customer, id, { content: content.subarray(0, FILE_LIMIT) });
    expect(dataOf(fits).size).toBe(FILE_LIMIT);
  });

  test("is at most what an admin allows, and the refusal names it", async () => {
    const { id, customer } = await stage();
    const usual = config();
    setConfig({ ...usual, fixed_settings: { file_size: 2 * 1_048_576 } });
    onTestFinished(() => setConfig(usual));
    await loadSettings();
    const content = Buffer.alloc(2 * 1_048_576 + 1, "%PDF-1.7\n");
    const answer = await upload(customer, id, { content });
    expect(errorOf(answer)).toMatchObject({ code: "TOO_LARGE", message: "The file is over 2 MB." });
    expect(dataOf(await upload(customer, id, { content: content.subarray(0, -1) })).size).toBe(
      content.length - 1,
    );
  });

  test("may be larger where the server was told so, and what is over that is refused with its size", async () => {
    const { id, customer } = await stage();
    const usual = config();
    const most = 25 * 1_048_576;
    setConfig({ ...usual, fixed_settings: { file_size: most } });
    onTestFinished(() => setConfig(usual));
    const content = Buffer.alloc(most, "%PDF-1.7\n");
    expect(dataOf(await upload(customer, id, { content })).size).toBe(most);
    const over = await upload(customer, id, { content: Buffer.alloc(2 * most, content) });
    expect(errorOf(over)).toMatchObject({ code: "TOO_LARGE", message: "The file is over 25 MB." });
  });

  test("comes as a whole form with one file and a session", async () => {
    const { id, customer } = await stage();
    const before = await left();
    const file = { content: PDF };
    const wrong: [ReturnType<typeof upload>, string | undefined][] = [
      [upload(customer, id, null), "file"],
      [upload(customer, null, file), "session_id"],
      [upload(customer, "no-id", file), "session_id"],
      [upload(customer, id, file, { session_id: id }), "session_id"],
      [upload(customer, id, file, { mime_type: "image/png" }), "mime_type"],
    ];
    for (const [answer, field] of wrong) {
      expect(errorOf(await answer)).toMatchObject({ code: "VALIDATION", field });
    }
    const headers = { authorization: `Bearer ${customer.token}` };
    const bodies: [string, string][] = [
      ["application/json", "{}"],
      ["multipart/form-data", "x"],
      ["multipart/form-data; boundary=b", "x"],
      [
        "multipart/form-data; boundary=b",
        `--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${PDF}`,
      ],
    ];
    for (const [type, body] of bodies) {
      const answer = await request("/api/chat-upload/upload", {
        method: "POST",
        headers: { ...headers, "content-type": type },
        body,
      });
      expect(errorOf(answer).code, type).toBe("VALIDATION");
    }
    expect(await left()).toEqual(before);
  });

  test("an upload that is cut off leaves nothing, and the server goes on", async () => {
    const { id, customer } = await stage();
    const before = await left();
    const { port } = new URL(origin());
    const socket = connectTcp(Number(port), "127.0.0.1");
    const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`;
    socket.write(
      `POST /api/chat-upload/upload HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${customer.token}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 100000\r\n\r\n${head}${PDF}`,
    );
    await vi.waitFor(async () => expect((await left()).files).toBe(before.files + 1), SOON);
    socket.destroy();
    await vi.waitFor(async () => expect(await left()).toEqual(before), SOON);
    dataOf(await upload(customer, id, { content: PDF }));
  });
});

test("a full disk is said, leaves no half file and no row, and chats go on", async () => {
  const { id, customer } = await stage();
  const content = await png();
  const before = await left();
  const handle = await open(join(home, "any"), "w");
  await handle.close();
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  for (const method of ["writeFile", "sync"]) {
    const write = vi.spyOn(Object.getPrototypeOf(handle), method).mockRejectedValue(full);
    const answer = await upload(customer, id, { content });
    write.mockRestore();
    expect(answer.status).toBe(507);
    expect(errorOf(answer)).toMatchObject({ code: "STORAGE_FULL", retryable: true });
    expect(await left()).toEqual(before);
  }
  await say(customer, id, "Hello");
  dataOf(await upload(customer, id, { content }));
});

describe("who may", () => {
  test("promise 9: nobody uploads into a chat that is not theirs, nor into a closed one", async () => {
    const { id, customer, agent } = await stage();
    const strangers = await Promise.all([makeCustomer(), makeGuest(), makeAgent()]);
    for (const who of strangers) {
      expect(errorOf(await upload(who, id, { content: PDF })).code).toBe("NOT_FOUND");
    }
    const admin = await makeAdmin();
    expect(errorOf(await upload(admin, id, { content: PDF })).code).toBe("FORBIDDEN");
    expect(errorOf(await upload(null, id, { content: PDF })).code).toBe("UNAUTHENTICATED");
    dataOf(await upload(agent, id, { content: PDF }));
    await rest(customer).post(`/api/live-chat/${id}/end`);
    expect(errorOf(await upload(customer, id, { content: PDF })).code).toBe("CHAT_CLOSED");
  });

  test("a file is its uploader's until it is sent, and then its readers'", async () => {
    const { id, customer, agent } = await stage();
    const [stranger, colleague, admin] = await Promise.all([
      makeCustomer(),
      makeAgent(),
      makeAdmin(),
    ]);
    const { attachment_url } = dataOf(await upload(customer, id, { content: await png() }));
    const paths = [attachment_url, `${attachment_url}?size=thumbnail`];
    const statuses = async () => {
      const found: Record<string, number[]> = {};
      for (const [name, who] of Object.entries({
        customer,
        agent,
        admin,
        stranger,
        colleague,
        nobody: null,
      })) {
        found[name] = await Promise.all(paths.map(async (path) => (await get(who, path)).status));
      }
      return found;
    };
    const [yes, no, out] = [
      [200, 200],
      [404, 404],
      [401, 401],
    ];
    const others = { stranger: no, colleague: no, nobody: out };
    expect(await statuses()).toEqual({ customer: yes, agent: no, admin: no, ...others });
    dataOf(await sendFile(customer, id, attachment_url));
    expect(await statuses()).toEqual({ customer: yes, agent: yes, admin: yes, ...others });
    // Who held it before reads what they held; who was never there does not.
    await rest(agent).post(`/api/live-chat/${id}/release`);
    dataOf(await rest(colleague).post(`/api/live-chat/${id}/accept`));
    const now = {
      customer: yes,
      agent: yes,
      admin: yes,
      stranger: no,
      colleague: yes,
      nobody: out,
    };
    expect(await statuses()).toEqual(now);
    expect((await get(customer, `/api/chat-upload/${uuidv7()}`)).status).toBe(404);
  });

  test("promise 8: a note's file is unreadable for the customer", async () => {
    const { id, customer, agent } = await stage();
    const secret = { content: await png(), name: "secret.png" };
    const { attachment_url } = dataOf(await upload(agent, id, secret));
    const note = dataOf(await sendFile(agent, id, attachment_url, { is_internal: true }));
    expect(note.message).toMatchObject({ is_internal: true, note_seq: 1 });
    for (const path of [attachment_url, `${attachment_url}?size=thumbnail`]) {
      expect((await get(customer, path)).status).toBe(404);
      expect((await get(agent, path)).status).toBe(200);
    }
    const page = JSON.stringify((await rest(customer).get(`/api/live-chat/${id}/messages`)).body);
    expect(page).not.toContain(note.message.attachment.id);
    for (const format of ["txt", "html", "json"]) {
      const path = `/api/live-chat/${id}/transcript?format=${format}`;
      const [theirs, ours] = await Promise.all(
        [customer, agent].map(async (who) => (await get(who, path)).text()),
      );
      expect(ours).toContain("secret.png");
      expect(theirs).not.toContain("secret");
    }
    const own = dataOf(await upload(customer, id, { content: PDF }));
    const refusal = await sendFile(customer, id, own.attachment_url, { is_internal: true });
    expect(errorOf(refusal).code).toBe("FORBIDDEN");
  });

  test("an attachment_url counts for this sender, this session, and one message", async () => {
    const { id, customer, agent } = await stage();
    const other = await startActiveChat(customer, agent);
    const { attachment_url } = dataOf(await upload(customer, id, { content: PDF }));
    const wrong: [Person, string, string, object?][] = [
      [agent, id, attachment_url],
      [customer, other.id, attachment_url],
      [customer, id, `/api/chat-upload/${uuidv7()}`],
      [customer, id, "https://example.org/evil.png"],
      [customer, id, `${attachment_url}/../x`],
      [customer, id, attachment_url, { type: "image" }],
    ];
    for (const [who, session_id, url, more] of wrong) {
      const refusal = errorOf(await sendFile(who, session_id, url, more));
      expect(refusal).toMatchObject({ code: "VALIDATION", field: "attachment_url" });
    }
    const text = { type: "text", content: "Hello", client_id: uuidv7() };
    const with_text = { ...text, attachment_url };
    const answer = await rest(customer).post(`/api/live-chat/${id}/messages`, with_text);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION", field: "attachment_url" });

    // None of these spent a place in the log.
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => sendFile(customer, id, attachment_url)),
    );
    const sent = tries.filter(({ body }) => body.ok);
    expect(sent).toHaveLength(1);
    for (const { body } of tries) if (!body.ok) expect(body.error.field).toBe("attachment_url");
    const log = await db().select().from(messages).where(eq(messages.session_id, id));
    expect(log.map(({ seq }) => seq)).toEqual([1]);
  });

  test("promises 2 and 7: a retry gives the first message, also after the end; nothing else is taken then", async () => {
    const { id, customer } = await stage();
    const { attachment_url } = dataOf(await upload(customer, id, { content: PDF }));
    const late = dataOf(await upload(customer, id, { content: PDF }));
    const same = { client_id: uuidv7() };
    const tries = await Promise.all(
      Array.from({ length: 4 }, () => sendFile(customer, id, attachment_url, same)),
    );
    const [first] = tries.map((answer) => dataOf(answer).message);
    for (const answer of tries) expect(dataOf(answer).message).toEqual(first);
    await rest(customer).post(`/api/live-chat/${id}/end`);
    const again = await sendFile(customer, id, late.attachment_url, same);
    expect(dataOf(again).message).toEqual(first);
    const refusal = await sendFile(customer, id, late.attachment_url);
    expect(errorOf(refusal).code).toBe("CHAT_CLOSED");
  });
});

test("a part of a file is served, and what is known already is not sent again", async () => {
  const customer = await makeGuest();
  const { id } = await startChat(customer);
  const { attachment_url: url } = dataOf(await upload(customer, id, { content: PDF }));
  const part = await get(customer, url, { range: "bytes=0-4" });
  expect([part.status, await part.text()]).toEqual([206, "%PDF-"]);
  expect(part.headers.get("content-range")).toBe(`bytes 0-4/${PDF.length}`);
  expect(await (await get(customer, url, { range: "bytes=-6" })).text()).toBe("%%EOF\n");
  expect((await get(customer, url, { range: "bytes=999-" })).status).toBe(416);
  expect((await get(customer, url, { range: "lines=1-2" })).status).toBe(200);
  const etag = part.headers.get("etag") ?? "";
  expect((await get(customer, url, { "if-none-match": etag })).status).toBe(304);
  const stranger = await makeGuest();
  expect((await get(stranger, url, { "if-none-match": etag })).status).toBe(404);
});

test.runIf(existsSync("/proc/self/fd"))(
  "an answer that nobody reads, as to HEAD, opens no file",
  async () => {
    const { id, customer } = await stage();
    // More than a stream takes in advance.
    const content = Buffer.concat([PDF, Buffer.alloc(1_000_000)]);
    const { attachment_id, attachment_url } = dataOf(await upload(customer, id, { content }));
    const headers = { authorization: `Bearer ${customer.token}` };
    for (let n = 0; n < 5; n++) {
      const answer = await fetch(origin() + attachment_url, { method: "HEAD", headers });
      expect([answer.status, answer.headers.get("content-length")]).toEqual([
        200,
        String(content.length),
      ]);
    }
    // What is opened is opened at once.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const descriptors = await readdir("/proc/self/fd");
    const paths = await Promise.all(
      descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => "")),
    );
    expect(paths.filter((path) => path.includes(attachment_id))).toEqual([]);
  },
);

test("what is uploaded and not sent is swept after a day, and what is sent stays", async () => {
  const { id, customer } = await stage();
  const unused = dataOf(await upload(customer, id, { content: await png() }));
  const used = dataOf(await upload(customer, id, { content: await png() }));
  const fresh = dataOf(await upload(customer, id, { content: PDF }));
  dataOf(await sendFile(customer, id, used.attachment_url));
  const age = (hours: number, attachment_id: string) =>
    db()
      .update(attachments)
      .set({ created_at: sql`now() - ${hours} * interval '1 hour'` as never })
      .where(eq(attachments.id, attachment_id));
  await age(26, unused.attachment_id);
  await age(26, used.attachment_id);
  await age(24.5, fresh.attachment_id);
  const before = await left();
  await sweepUploads();
  expect(await left()).toEqual({ files: before.files - 2, rows: before.rows - 1 });
  expect((await get(customer, unused.attachment_url)).status).toBe(404);
  expect((await get(customer, used.attachment_url)).status).toBe(200);
  // Too old to be sent, so that it cannot be swept in the moment in which it is.
  const late = await sendFile(customer, id, fresh.attachment_url);
  expect(errorOf(late).field).toBe("attachment_url");
});

test("files lie under names of the server's, and only the server's user reads them", async () => {
  const { id, customer } = await stage();
  const { attachment_id } = dataOf(await upload(customer, id, { content: PDF, name: "bill.pdf" }));
  const files = await readdir(uploads, { recursive: true });
  expect(files.filter((file) => file.includes("bill"))).toEqual([]);
  const [file] = files.filter((one) => one.endsWith(attachment_id));
  expect((await readBytes(join(uploads, file as string))).equals(PDF)).toBe(true);
});
