import { expect, test } from "vitest";
import { closeDatabase, openDatabase } from "@/db/client";
import { connect } from "@/testing/connect";
import { makeDatabase } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import { type LosingProxy, losingProxy } from "@/testing/lost-answers";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { type Answer, dataOf, errorOf, rest } from "@/testing/rest";

let postgres: LosingProxy;
withServer({}, async () => {
  const { url, drop } = await makeDatabase();
  await closeDatabase();
  postgres = await losingProxy(url);
  openDatabase(postgres.url, { max: 5 });
  return {
    async drop() {
      await drop();
      await postgres.close();
    },
  };
});

const chat = (id: string, what: string) => `/api/live-chat/${id}/${what}`;

/** Makes a call that is carried out, and whose caller is told that nobody knows. */
async function loses(words: string, call: () => Promise<Answer>): Promise<void> {
  postgres.lose(words);
  expect(errorOf(await call())).toMatchObject({ retryable: true });
}

test("promise 4: a start that was committed unheard is in the queue of every agent", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const onlooker = await connect(agent);
  const body = { subject: "A lost start" };
  await loses("COMMIT", () => rest(customer).post("/api/live-chat/start", body));
  const { session } = await onlooker.next("chat:session_updated");
  expect(session).toMatchObject({ subject: "A lost start", status: "pending" });
});

test("promise 4: an accept, a release and an end that were committed unheard are told to all", async () => {
  const [customer, agent, other] = await Promise.all([makeCustomer(), makeAgent(), makeAgent()]);
  const own = await connect(customer);
  const holder = await connect(agent);
  const onlooker = await connect(other);
  const { id } = await startChat(customer);
  await own.call("chat:join", { session_id: id });

  await loses("COMMIT", () => rest(agent).post(chat(id, "accept")));
  for (const one of [own, onlooker]) {
    const { session } = await one.next(
      "chat:session_updated",
      (e) => e.session.status === "active",
    );
    expect(session.agent).toMatchObject({ id: agent.id });
  }
  await holder.next("chat:session_assigned", (e) => e.session.id === id);
  await onlooker.next(
    "agent:status",
    (e) => e.agent_id === agent.id && e.agent?.active_chats === 1,
  );

  await loses("COMMIT", () => rest(agent).post(chat(id, "release")));
  for (const one of [own, onlooker]) {
    await one.next(
      "chat:session_updated",
      (e) => e.session.status === "pending" && e.session.version === 3,
    );
  }
  await onlooker.next(
    "agent:status",
    (e) => e.agent_id === agent.id && e.agent?.active_chats === 0,
  );

  await loses("COMMIT", () => rest(customer).post(chat(id, "end")));
  await own.next("chat:ended", (e) => e.session.id === id);
  await onlooker.next(
    "chat:session_updated",
    (e) => e.session.id === id && e.session.status === "closed",
  );
});

test("promise 4: what somebody has seen, committed unheard, is told to the other side", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id } = await startActiveChat(customer, agent);
  const message = await say(customer, id, "Hello");
  const own = await connect(customer);
  dataOf(await own.call("chat:join", { session_id: id }));
  const other = await connect(agent);
  postgres.lose("INSERT 0 1");
  errorOf(await other.call("chat:seen", { session_id: id, message_id: message.id }));
  await own.next("chat:seen", (e) => e.user_id === agent.id && e.seq === message.seq);
});

test("promise 4: what an admin or an agent changed of the staff, committed unheard, is told to colleagues", async () => {
  const [admin, agent, other] = await Promise.all([makeAdmin(), makeAgent(), makeAgent()]);
  const holder = await connect(agent);
  const isOnline = (one: { id: number }) => (e: { agent_id: number; status: string }) =>
    e.agent_id === one.id && e.status === "online";
  await holder.next("agent:status", isOnline(agent));
  const colleague = await connect(other);
  await holder.next("agent:status", isOnline(other));
  // Theirs are the only rows that are changed from here on.
  postgres.lose("UPDATE 1");
  errorOf(await holder.call("agent:set_status", { status: "busy" }));
  await colleague.next("agent:status", (e) => e.agent_id === agent.id && e.status === "busy");

  await loses("COMMIT", () => rest(admin).patch(`/api/users/${agent.id}`, { name: "Another" }));
  await colleague.next(
    "agent:status",
    (e) => e.agent_id === agent.id && e.agent?.name === "Another",
  );

  await loses("COMMIT", () => rest(admin).patch(`/api/users/${agent.id}`, { role: "customer" }));
  await colleague.next("agent:status", (e) => e.agent_id === agent.id && e.agent === null);
});
