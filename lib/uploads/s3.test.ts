import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readdir, readlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { config, setConfig } from "@/lib/config";
import { sweepUploads } from "@/lib/uploads/commands";
import { storage } from "@/lib/uploads/storage";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { makeAgent, makeCustomer, type Person, startActiveChat } from "@/testing/people";
import { dataOf, errorOf, request, rest } from "@/testing/rest";
import { startS3 } from "@/testing/s3-server";

const home = mkdtempSync(join(tmpdir(), "parley-s3-"));
/** Those of Amazon's own examples. */
const keys = {
  region: "us-east-1",
  access_key_id: "AKIAIOSFODNN7EXAMPLE",
  secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const PDF = Buffer.from(`%PDF-1.7\n${"1 0 obj\n<<>>\nendobj\n".repeat(5000)}%%EOF\n`);

let s3: Awaited<ReturnType<typeof startS3>>;

withServer({ PARLEY_DATA_DIR: home });
beforeAll(async () => {
  s3 = await startS3("parley", keys);
  setConfig({ ...config(), s3: { ...keys, bucket: "parley", endpoint: s3.endpoint } });
});
afterAll(async () => {
  await s3.close();
  rmSync(home, { recursive: true, force: true });
});

async function stage() {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id } = await startActiveChat(customer, agent);
  return { id, customer, agent };
}

function upload(who: Person, session_id: string, content = PDF) {
  const form = new FormData();
  form.append("file", new Blob([Uint8Array.from(content)]), "invoice.pdf");
  form.append("session_id", session_id);
  const headers = { authorization: `Bearer ${who.token}` };
  return request("/api/chat-upload/upload", { method: "POST", headers, body: form });
}

const send = (who: Person, session_id: string, attachment_url: string) =>
  rest(who).post(`/api/live-chat/${session_id}/messages`, {
    type: "file",
    client_id: uuidv7(),
    attachment_url,
  });

const get = (who: Person, url: string, headers = {}) =>
  fetch(origin() + url, { headers: { authorization: `Bearer ${who.token}`, ...headers } });

const filesHere = async () => {
  const files = await readdir(home, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).length;
};

/** Until the test is over. */
function trouble(how: Parameters<typeof s3.fail>[0]): void {
  s3.fail(how);
  onTestFinished(() => s3.fail(undefined));
}

test("a file goes into the bucket, comes back whole and in part, and nothing of it stays here", async () => {
  const { id, customer, agent } = await stage();
  const given = dataOf(await upload(customer, id));
  expect(s3.objects.get(given.attachment_id)).toEqual(PDF);
  expect(await filesHere()).toBe(0);
  dataOf(await send(customer, id, given.attachment_url));
  const whole = await get(agent, given.attachment_url);
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(PDF);
  const part = await get(agent, given.attachment_url, { range: "bytes=5-9" });
  expect([part.status, await part.text()]).toEqual([206, PDF.subarray(5, 10).toString()]);
  expect((await get(await makeCustomer(), given.attachment_url)).status).toBe(404);
});

test("what nobody sent is swept from the bucket too", async () => {
  const { id, customer } = await stage();
  const { attachment_id } = dataOf(await upload(customer, id));
  await db()
    .update(attachments)
    .set({ created_at: sql`now() - interval '26 hours'` as never })
    .where(eq(attachments.id, attachment_id));
  await sweepUploads();
  expect(s3.objects.has(attachment_id)).toBe(false);
});

test("an object that somebody removed is gone, and says so", async () => {
  const { id, customer, agent } = await stage();
  const { attachment_id, attachment_url } = dataOf(await upload(customer, id));
  dataOf(await send(customer, id, attachment_url));
  s3.objects.delete(attachment_id);
  const answer = await get(agent, attachment_url);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { message: "This file is gone." } });
});

test.for([
  ["is full", { status: 507, code: "InsufficientStorage" }, "STORAGE_FULL"],
  ["refuses", { status: 403, code: "AccessDenied" }, "UNAVAILABLE"],
  ["fails", { status: 500, code: "InternalError" }, "UNAVAILABLE"],
] as const)("while the storage %s, an upload is refused and can be tried again", async (row) => {
  const [, how, code] = row;
  const { id, customer, agent } = await stage();
  const sent = dataOf(await upload(customer, id)).attachment_url;
  dataOf(await send(customer, id, sent));
  trouble(how);
  const error = errorOf(await upload(customer, id));
  expect(error).toMatchObject({ code, retryable: true });
  expect(error.message).not.toMatch(/S3|AccessDenied|127\.0\.0\.1/);
  expect((await get(agent, sent)).status).toBe(code === "STORAGE_FULL" ? 507 : 503);
  expect(await filesHere()).toBe(0);
  s3.fail(undefined);
  expect(dataOf(await upload(customer, id)).size).toBe(PDF.length);
});

test.runIf(existsSync("/proc/self/fd"))(
  "an upload that did not reach the storage is not held open: its room on the disk is free again",
  async () => {
    const { id, customer } = await stage();
    const usual = config();
    onTestFinished(() => setConfig(usual));
    setConfig({ ...usual, s3: { ...keys, bucket: "parley", endpoint: "http://127.0.0.1:1" } });
    expect(errorOf(await upload(customer, id)).code).toBe("UNAVAILABLE");
    const held = async () => {
      const descriptors = await readdir("/proc/self/fd");
      const paths = await Promise.all(
        descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => "")),
      );
      return paths.filter((path) => path.startsWith(home));
    };
    await expect.poll(held).toEqual([]);
  },
);

test("a file that cannot be read is an upload that failed, and not the end of the process", async () => {
  // What opens and cannot be read, as on a disk that fails.
  const put = storage().put("a key", home);
  await expect(put).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("a storage that never answers costs whoever asks no more than 10 s", async () => {
  const { id, customer, agent } = await stage();
  const sent = dataOf(await upload(customer, id)).attachment_url;
  dataOf(await send(customer, id, sent));
  trouble("silent");
  const before = Date.now();
  expect((await get(agent, sent)).status).toBe(503);
  expect(Date.now() - before).toBeLessThan(10_000);
}, 20_000);

test("a key that is wrong is told as a storage that cannot be reached", async () => {
  const usual = config();
  onTestFinished(() => setConfig(usual));
  const wrong = { ...keys, secret_access_key: "another", bucket: "parley", endpoint: s3.endpoint };
  setConfig({ ...usual, s3: wrong });
  const { id, customer } = await stage();
  expect(errorOf(await upload(customer, id)).code).toBe("UNAVAILABLE");
});
