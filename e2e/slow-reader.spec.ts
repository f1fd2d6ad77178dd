import { randomInt, randomUUID } from "node:crypto";
import { MESSAGE_LIMIT, type Message } from "@/lib/messages/contract";
import type { SignedIn } from "@/lib/users/contract";
import { freezingProxy } from "@/testing/freezing-proxy";
import { expect, test } from "./home";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";
import { openSocket } from "./socket";

/** Rare Chinese characters, so that there is little to compress. */
const character = () => String.fromCodePoint(0x20000 + randomInt(0xa000));
/** The longest that a message can be: 40,000 bytes. */
const LONGEST = Array.from({ length: MESSAGE_LIMIT }, character).join("");
/** 20 MB on the wire: what the server buffers and what the system does are well under it. */
const MOST_MESSAGES = 1000;

test("a client that stops reading is cut off; others get all, and so does it when it comes back (4, 12)", async ({
  home,
}) => {
  const server = await home.start({ ...ADMIN_SETTINGS, PARLEY_MESSAGES_PER_SECOND: "1000000" });
  const nobody = restClient(server.url);
  const guest = dataOf(await nobody<SignedIn>("POST /api/auth/guest", {}));
  const admin = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  const proxy = await freezingProxy(server.url);
  const slow = await openSocket(proxy.url, guest.token);
  const { session } = dataOf(await slow.ask("chat:start", { subject: "Slow" }));
  const session_id = session.id;
  const sender = await openSocket(server.url, admin.token);
  dataOf(await sender.ask("chat:accept", { session_id }));
  const reader = await openSocket(server.url, admin.token);
  dataOf(await reader.ask("chat:join", { session_id }));
  const send = async () => {
    const text = { session_id, client_id: randomUUID(), type: "text", content: LONGEST } as const;
    return dataOf(await sender.ask("chat:send_message", text)).message.seq;
  };
  const isGone = () =>
    sender.received.some(({ event, payload }) => event === "chat:presence" && !payload.is_online);

  const started = Date.now();
  proxy.freeze();
  let last_seq = 0;
  while (!isGone() && last_seq < MOST_MESSAGES) last_seq = await send();
  expect(last_seq).toBeLessThan(MOST_MESSAGES);
  // Sooner than a heartbeat that was missed would tell.
  expect(Date.now() - started).toBeLessThan(15_000);
  for (let n = 0; n < 10; n++) last_seq = await send();
  await reader.until("chat:new_message", ({ message }) => message.seq === last_seq);
  const all = Array.from({ length: last_seq }, (_, index) => index + 1);
  const seen = reader.received.map((one) =>
    one.event === "chat:new_message" ? one.payload.message.seq : 0,
  );
  expect(seen.filter(Boolean)).toEqual(all);
  slow.close();
  await proxy.close();

  const back = await openSocket(server.url, guest.token);
  const caught_up: Message[] = [];
  for (let has_more = true; has_more; ) {
    const after_seq = caught_up.at(-1)?.seq ?? 0;
    const page = dataOf(await back.ask("chat:join", { session_id, after_seq }));
    caught_up.push(...page.messages);
    has_more = page.has_more;
  }
  expect(caught_up.map(({ seq }) => seq)).toEqual(all);
});

test("the server's end waits for no client that has fallen silent", async ({ home }) => {
  const server = await home.start(ADMIN_SETTINGS);
  const { token } = dataOf(await restClient(server.url)<SignedIn>("POST /api/auth/guest", {}));
  const proxy = await freezingProxy(server.url);
  const silent = await openSocket(proxy.url, token);
  const polling = await openSocket(proxy.url, token, "polling");
  proxy.freeze();
  const started = Date.now();
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  expect(Date.now() - started).toBeLessThan(6000);
  silent.close();
  polling.close();
  await proxy.close();
});
