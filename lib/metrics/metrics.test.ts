import { expect, test } from "vitest";
import { config, setConfig } from "@/lib/config";
import { readMetrics } from "@/lib/metrics/queries";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { makeAgent, makeCustomer, say, startActiveChat, startChat } from "@/testing/people";

const TOKEN = "a token of the tests";
withServer({ PARLEY_METRICS_TOKEN: TOKEN });

/** The samples alone, as names with their labels. */
async function samples(): Promise<Record<string, number>> {
  const lines = (await readMetrics({ token: TOKEN })).split("\n");
  const found = lines.filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    found.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

test("what waits, who is there and what was said are counted, and the process with them", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const before = await samples();
  await connect(agent);
  await expect.poll(async () => (await samples())['parley_agents{status="online"}']).toBe(1);
  const { id } = await startActiveChat(customer, agent);
  await startChat(customer, { message: "Zero" });
  await say(customer, id, "One");
  await say(agent, id, "Two");
  const now = await samples();
  expect(now['parley_sessions{status="active"}']).toBe(1);
  expect(now['parley_sessions{status="pending"}']).toBe(1);
  expect(now.parley_connections).toBe(1);
  expect(now.parley_longest_wait_seconds).toBeGreaterThanOrEqual(0);
  for (const [sender_type, count] of [
    ["customer", 2],
    ["agent", 1],
  ] as const) {
    const name = `parley_messages_total{sender_type="${sender_type}"}`;
    expect((now[name] ?? 0) - (before[name] ?? 0)).toBe(count);
  }
  expect(now.process_cpu_seconds_total).toBeGreaterThan(0);
});

test("nobody's name and nobody's words are in it", async () => {
  const [customer, agent] = await Promise.all([
    makeCustomer({ name: "Wilhelmina" }),
    makeAgent({ name: "Marguerite" }),
  ]);
  const { id } = await startActiveChat(customer, agent);
  await say(customer, id, "A periwinkle lamp");
  const text = await readMetrics({ token: TOKEN });
  expect(text).not.toMatch(/Wilhelmina|Marguerite|periwinkle|@example/);
  expect(text).not.toContain(id);
});

test.each([null, "", "another token of tests", `${TOKEN}s`])(
  "%j is not the token",
  async (token) => {
    await expect(readMetrics({ token })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  },
);

test("nothing is told unless it is turned on", async () => {
  setConfig({ ...config(), metrics_token: undefined });
  await expect(readMetrics({ token: TOKEN })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
