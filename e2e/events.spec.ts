import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { newId } from "@/lib/ids";
import type { ReaderSession } from "@/lib/sessions/contract";
import type { SignedIn } from "@/lib/users/contract";
import { expect, test } from "./fixtures";
import { test as atHome } from "./home";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

/** What `curl -N` prints, and whether it has ended. */
function curl(url: string, token: string, ...more: string[]) {
  const header = `authorization: Bearer ${token}`;
  const process: ChildProcess = spawn("curl", ["-sN", "--compressed", "-H", header, ...more, url]);
  let text = "";
  process.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  return { text: () => text, ended: () => process.exitCode !== null, end: () => process.kill() };
}

atHome(
  "curl hears what happens as it happens, goes on from where it was, and is let go at the end",
  async ({ home }) => {
    const server = await home.start(ADMIN_SETTINGS);
    const nobody = restClient(server.url);
    const admin = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
    const guest = dataOf(await nobody<SignedIn>("POST /api/auth/guest", { name: "Gus" }));
    const [staff, customer] = [
      restClient(server.url, admin.token),
      restClient(server.url, guest.token),
    ];
    const { session } = dataOf(
      await customer<{ session: ReaderSession }>("POST /api/live-chat/start", {
        subject: "Events",
      }),
    );
    dataOf(await staff(`POST /api/live-chat/${session.id}/accept`));
    const say = async (content: string, more = {}) => {
      const message = { type: "text", client_id: randomUUID(), content, ...more };
      dataOf(await staff(`POST /api/live-chat/${session.id}/messages`, message));
    };
    const events = `${server.url}/api/live-chat/${session.id}/events`;

    const first = curl(events, guest.token);
    await expect.poll(first.text).toContain("event: chat:session_updated");
    await say("One");
    // Pressed together it would come with the next ones.
    await expect.poll(first.text).toContain('"content":"One"');
    first.end();
    await say("A note", { is_internal: true });
    await say("Two");
    const last_id = /id: (.+)\nevent: chat:new_message/.exec(first.text())?.[1];
    const second = curl(events, guest.token, "-H", `Last-Event-ID: ${last_id}`);
    await expect.poll(second.text).toContain('"content":"Two"');
    expect(second.text()).not.toMatch(/"One"|A note/);

    expect(await server.end("SIGTERM")).toMatchObject({ code: 0 });
    await expect.poll(second.ended).toBe(true);
  },
);

test("an export waits for who reads slowly, and ends with who goes", async ({
  server,
  people,
  sql,
}) => {
  const customer = await people.customer();
  const { id, created_at } = await people.start(customer, { subject: "Large" });
  // 50 MB: more than all that lies between takes.
  const ids = Array.from({ length: 5000 }, newId);
  await sql`insert into messages
      (id, session_id, seq, note_seq, sender_id, sender_type, type, content, created_at)
    select message_id, ${id}, n, 0, ${customer.id}, 'customer', 'text', repeat('x', 10000), now()
    from unnest(${ids}::uuid[]) with ordinality as made (message_id, n)`;
  const underWay = async () =>
    (
      await sql`select 1 from pg_stat_activity
        where state = 'idle in transaction' and query like 'fetch%'`
    ).length;

  const { hostname, port } = new URL(server.url);
  const reader = connect(Number(port), hostname);
  const period = `from=${created_at}&to=${created_at}&format=jsonl`;
  reader.write(
    `GET /api/live-chat/admin/export?${period} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${people.admin.token}\r\n\r\n`,
  );
  await new Promise((resolve) => reader.once("data", resolve));
  reader.pause();
  await expect.poll(underWay).toBe(1);
  reader.destroy();
  await expect.poll(underWay).toBe(0);
});
