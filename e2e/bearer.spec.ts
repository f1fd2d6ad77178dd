import { randomUUID } from "node:crypto";
import type { Envelope } from "@/lib/errors";
import type { Message, MessagePage } from "@/lib/messages/contract";
import type { ReaderSession } from "@/lib/sessions/contract";
import type { SignedIn } from "@/lib/users/contract";
import { expect, test } from "./fixtures";
import { dataOf, restClient } from "./rest";
import { openSocket } from "./socket";

const send = (session_id: string, content: string) =>
  ({ session_id, client_id: randomUUID(), type: "text", content }) as const;

for (const transport of ["websocket", "polling"] as const) {
  test(`a client that is no browser starts a chat by REST and goes on over ${transport}`, async ({
    server,
    people,
  }) => {
    const nobody = restClient(server.url);
    const person = { name: "Ada", email: `${randomUUID()}@parley.test`, password: "ten letters" };
    await nobody("POST /api/auth/register", person);
    const { email, password } = person;
    const { token, user } = dataOf(
      await nobody<SignedIn>("POST /api/auth/token", { email, password }),
    );
    const ask = restClient(server.url, token);
    const { session } = dataOf(
      await ask<{ session: ReaderSession }>("POST /api/live-chat/start", {
        subject: "From a script",
        message: "one",
      }),
    );
    expect(session).toMatchObject({ status: "pending", customer_id: user.id, channel: "api" });

    const socket = await openSocket(server.url, token, transport);
    const joined = dataOf(await socket.ask("chat:join", { session_id: session.id }));
    expect(joined.messages.map((message) => message.content)).toEqual(["one"]);
    const two = dataOf(await socket.ask("chat:send_message", send(session.id, "two"))).message;

    const agent = await people.agent();
    dataOf(await agent.ask(`POST /api/live-chat/${session.id}/accept`));
    await socket.until("chat:session_assigned", (payload) => payload.agent.id === agent.id);
    const { session_id: _, ...body } = send(session.id, "three");
    const three = dataOf(
      await agent.ask<{ message: Message }>(`POST /api/live-chat/${session.id}/messages`, body),
    ).message;
    await socket.until("chat:new_message", (payload) => payload.message.id === three.id);

    const list = dataOf(await ask<MessagePage>(`GET /api/live-chat/${session.id}/messages`));
    expect(list).toEqual({
      messages: [...joined.messages, two, three],
      last_seq: 3,
      has_more: false,
    });
    socket.close();
  });
}

test("a token that is not ours is refused by REST and by the socket alike", async ({
  server,
  people,
}) => {
  const { token } = await people.customer();
  // A character in the middle: the bits of the last one do not all count.
  const middle = Math.floor(token.length / 2);
  const forged = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
  for (const wrong of [forged, "x", "null"]) {
    const answer = await restClient(server.url, wrong)("GET /api/live-chat/sessions");
    expect(answer).toMatchObject({ ok: false, error: { code: "UNAUTHENTICATED" } });
    await expect(openSocket(server.url, wrong)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  }
  for (const none of [undefined, null, "", 7, { token }]) {
    await expect(openSocket(server.url, none)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  }
  const nobody = await restClient(server.url)("GET /api/live-chat/sessions");
  expect(nobody).toMatchObject({ ok: false, error: { code: "UNAUTHENTICATED" } });
});

test("a bearer that is no good is not made up for by a good cookie", async ({ server, people }) => {
  const { token } = await people.customer();
  const cookie = `parley.customer.session=${token}`;
  const call = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.url}/api/me`, { headers });
    return (await response.json()) as Envelope<unknown>;
  };
  expect(await call({ cookie })).toMatchObject({ ok: true });
  expect(await call({ cookie, authorization: "Bearer x" })).toMatchObject({
    ok: false,
    error: { code: "UNAUTHENTICATED" },
  });
});

test("a stranger's token opens somebody else's chat neither by REST nor by socket (9)", async ({
  people,
}) => {
  const owner = await people.customer();
  const { id } = await people.start(owner, { message: "for staff only" });
  const stranger = await people.customer();
  const socket = await stranger.connect();
  const { session_id, ...body } = send(id, "hello");
  for (const answer of [
    await stranger.ask(`GET /api/live-chat/${id}`),
    await stranger.ask(`GET /api/live-chat/${id}/messages`),
    await stranger.ask(`POST /api/live-chat/${id}/messages`, body),
    await stranger.ask(`POST /api/live-chat/${id}/end`),
    await socket.ask("chat:join", { session_id }),
    await socket.ask("chat:send_message", { session_id, ...body }),
    await socket.ask("chat:typing", { session_id, is_typing: true }),
    await socket.ask("chat:end", { session_id }),
  ]) {
    // The same words as for a chat that does not exist.
    expect(answer).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND", message: "There is no such chat." },
    });
  }
});
