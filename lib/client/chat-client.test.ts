import { expect, test, vi } from "vitest";
import { createChatClient } from "@/lib/client/chat-client";
import type { Outgoing } from "@/lib/client/state";
import type { UnsentStore } from "@/lib/client/unsent";
import { type Message, PAGE_SIZE } from "@/lib/messages/contract";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import {
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";

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
    const client = createChatClient(identity, { user_id, role });
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
