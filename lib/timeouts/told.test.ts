import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { attendToIdle } from "@/lib/timeouts/commands";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { makeAgent, makeCustomer, startActiveChat } from "@/testing/people";
import { dataOf } from "@/testing/rest";

withServer({ PARLEY_SESSION_TIMEOUT: "1800" });

test("both sides hear the warning and the end, each once, and the agent has room again", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id: session_id } = await startActiveChat(customer, agent);
  const [own, theirs] = await Promise.all([connect(customer), connect(agent)]);
  for (const side of [own, theirs]) dataOf(await side.call("chat:join", { session_id }));
  const pass = (minutes: number) =>
    db()
      .update(sessions)
      .set({
        assigned_at: sql`${sessions.assigned_at} - make_interval(mins => ${minutes})`,
        timeout_warned_at: sql`${sessions.timeout_warned_at} - make_interval(mins => ${minutes})`,
      })
      .where(eq(sessions.id, session_id));

  await pass(25);
  await attendToIdle();
  for (const side of [own, theirs]) {
    const { message } = await side.next("chat:new_message");
    expect(message).toMatchObject({ seq: 1, sender_id: null, type: "system" });
    expect(message.content).toContain("closes in 5 minutes");
  }
  await pass(5);
  await attendToIdle();
  for (const side of [own, theirs]) {
    const { message } = await side.next("chat:new_message");
    expect(message.content).toBe("This chat was closed because nobody wrote for 30 minutes.");
    const { session } = await side.next("chat:ended");
    expect(session).toMatchObject({ id: session_id, status: "closed", last_seq: 2 });
    expect(session).not.toHaveProperty("timeout_warned_at");
    expect(await side.all("chat:new_message")).toHaveLength(2);
    expect(await side.all("chat:ended")).toHaveLength(1);
  }
  const { agent: now } = await theirs.next(
    "agent:status",
    (e) => e.agent_id === agent.id && e.agent?.active_chats === 0,
  );
  expect(now?.active_chats).toBe(0);
});
