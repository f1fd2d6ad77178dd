import { expect, test, vi } from "vitest";
import { transfer } from "@/lib/client/assignment";
import { createChatClient } from "@/lib/client/chat-client";
import { createStaffLists } from "@/lib/client/staff-lists";
import type { KnownSession, Outgoing } from "@/lib/client/state";
import type { UnsentStore } from "@/lib/client/unsent";
import { type Message, PAGE_SIZE } from "@/lib/messages/contract";
import { bePresent } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

/** Over a store that has `line` on its way in a session, as an earlier page left it. */
function openWith({ id: user_id, role, token }: Person, session_id: string, line: Outgoing[]) {
  const store: UnsentStore = {
    listen: (listener) => listener.onLine(session_id, line),
    write() {},
    sent() {},
    discard() {},
    close() {},
  };
  const identity = { side: "customer", token, base_url: origin() } as const;
  return createChatClient(identity, { user_id, role }, store);
}

const unsent = ({ client_id, content, created_at }: Message): Outgoing => ({
  client_id: client_id as string,
  content,
  created_at,
  is_internal: false,
  state: "waiting",
  error: null,
});

test("promise 4: what is sent once more and has been in the log for long is on its way no more, and leaves no gap", async () => {
  const customer = await makeCustomer();
  const { id } = await startChat(customer);
  const log: Message[] = [];
  for (let n = 0; n < PAGE_SIZE + 3; n++) log.push(await say(customer, id, `line ${n}`));

  const client = openWith(customer, id, log.slice(0, 1).map(unsent));
  const shown = () => client.getState().conversations[id]?.messages.map(({ seq }) => seq);
  const last_page = log.slice(-PAGE_SIZE).map(({ seq }) => seq);
  client.follow(id);
  await vi.waitFor(() => expect(client.getState().outgoing[id]).toEqual([]));
  await vi.waitFor(() => expect(shown()).toEqual(last_page));
  client.close();
});

test("an accept whose answer was lost is a success after a load too, before the lists are there", async () => {
  const [agent, other, customer] = [await makeAgent(), await makeAgent(), await makeCustomer()];
  const { id } = await startActiveChat(customer, agent);
  const real_fetch = globalThis.fetch;
  const lists_never_come = vi.spyOn(globalThis, "fetch").mockImplementation((url, init) => {
    if (String(url).endsWith(`/api/live-chat/${id}`)) return real_fetch(url, init);
    return new Promise(() => {});
  });
  const open = async ({ id: user_id, role, token }: Person) => {
    const identity = { side: "staff", token, base_url: origin() } as const;
    const client = createChatClient(identity, { user_id, role }, undefined, createStaffLists);
    await vi.waitFor(() => expect(client.getState().connection).toBe("online"));
    return client;
  };

  const again = await open(agent);
  expect(await again.accept(id)).toMatchObject({ id, status: "active", agent_id: agent.id });
  await vi.waitFor(() => expect(again.getState().conversations[id]?.status).toBe("ready"));
  again.close();

  const late = await open(other);
  await expect(late.accept(id)).rejects.toMatchObject({ body: { code: "ALREADY_ASSIGNED" } });
  late.close();
  lists_never_come.mockRestore();
});

test("a transfer whose answer was lost is a success when it is tried again, and its note is there once", async () => {
  const [agent, next, other, customer] = [
    await makeAgent(),
    await makeAgent(),
    await makeAgent(),
    await makeCustomer(),
  ];
  await Promise.all([next, other].map((person) => bePresent(person)));
  const { id } = await startActiveChat(customer, agent);
  const identity = { side: "staff", token: agent.token, base_url: origin() } as const;
  const client = createChatClient(
    identity,
    { user_id: agent.id, role: agent.role },
    undefined,
    createStaffLists,
  );
  await vi.waitFor(() => expect(client.getState().sessions[id]?.status).toBe("active"));
  const notes = async () => {
    const { messages } = dataOf(await rest(next).get(`/api/live-chat/${id}/messages`));
    return messages.filter((message: Message) => message.is_internal).length;
  };

  // It was done, and this client has not heard of it: as after a cut.
  const before = client.getState().sessions[id] as KnownSession;
  dataOf(
    await rest(agent).post(`/api/live-chat/${id}/transfer`, { agent_id: next.id, note: "Hi" }),
  );
  client.getState().sessions[id] = before;
  expect(await transfer(client, id, next.id, "Hi")).toMatchObject({ id, agent_id: next.id });
  expect(await transfer(client, id, next.id, "Hi")).toMatchObject({ id, agent_id: next.id });
  expect(await notes()).toBe(1);
  // It is theirs no more to hand to somebody else.
  client.getState().sessions[id] = before;
  await expect(transfer(client, id, other.id)).rejects.toMatchObject({
    body: { code: "FORBIDDEN" },
  });
  client.close();
});

test("a canned response that is sent without a connection goes out once there is one, and is counted once", async () => {
  const [agent, customer] = [await makeAgent(), await makeCustomer()];
  const { id } = await startActiveChat(customer, agent);
  const path = "/api/canned-responses";
  const response = { name: "Greeting", content: "Hello {{customer_name}}" };
  const made = dataOf(await rest(agent).post(path, response)).canned_response;
  const identity = { side: "staff", token: agent.token, base_url: origin() } as const;
  const client = createChatClient(identity, { user_id: agent.id, role: agent.role });
  // Before the connection is there.
  client.send(id, "Hello Maria, as I said", false, made.id);
  client.send(id, "And this is no canned response");
  expect(client.getState().outgoing[id]?.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  const texts = async () => {
    const page = dataOf(await rest(customer).get(`/api/live-chat/${id}/messages`));
    return page.messages.map(({ content }: Message) => content);
  };
  const sent = ["Hello Maria, as I said", "And this is no canned response"];
  await vi.waitFor(async () => expect(await texts()).toEqual(sent));
  const counted = dataOf(await rest(agent).get(`${path}/${made.id}`)).canned_response;
  expect(counted.use_count).toBe(1);
  client.close();
});

test("an article that is shared without a connection is on the screen, and goes out once there is one", async () => {
  const [agent, admin, customer] = [await makeAgent(), await makeAdmin(), await makeCustomer()];
  const { id } = await startActiveChat(customer, agent);
  const article = { title: "Returns", content: "In its box.", status: "published" };
  const made = dataOf(await rest(admin).post("/api/kb-articles", article)).kb_article;
  const { title, category, summary, url } = made;
  const kb_article = { id: made.id, title, category, summary, url };
  const identity = { side: "staff", token: agent.token, base_url: origin() } as const;
  const client = createChatClient(identity, { user_id: agent.id, role: agent.role });
  client.share(id, kb_article);
  expect(client.getState().outgoing[id]).toMatchObject([{ state: "waiting", kb_article }]);
  await vi.waitFor(async () => {
    const page = dataOf(await rest(customer).get(`/api/live-chat/${id}/messages`));
    expect(page.messages).toMatchObject([{ type: "kb_article", content: "", kb_article }]);
  });
  client.close();
});
