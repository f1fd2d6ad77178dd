import { AsyncLocalStorage } from "node:async_hooks";
import type postgres from "postgres";
import { db } from "@/db/client";

/** Names a call of a test, so that its queries are told from what the server asks by itself. */
export const CALL_HEADER = "x-call-of-test";

const of_calls = new Map<string, string[]>();
const asked = new AsyncLocalStorage<string[]>();

/** Runs what a named call comes to. */
export function asCall<T>(name: string | undefined, work: () => T): T {
  if (name === undefined) return work();
  const texts: string[] = [];
  of_calls.set(name, texts);
  return asked.run(texts, work);
}

/** The texts of a named call's queries, in their order. */
export function queriesOf(name: string): string[] {
  const texts = of_calls.get(name);
  if (!texts) throw new Error(`There was no call ${name}.`);
  of_calls.delete(name);
  return texts;
}

function listenTo(client: Pick<postgres.Sql, "unsafe">): void {
  const { unsafe } = client;
  client.unsafe = ((text: string, ...rest: never[]) => {
    asked.getStore()?.push(text);
    return unsafe.call(client, text, ...rest);
  }) as typeof unsafe;
}

/** Keeps the queries of the calls that are named from now on, those in transactions too. */
export function keepQueries(): void {
  const { $client: client } = db() as unknown as { $client: postgres.Sql };
  listenTo(client);
  const begin: (work: (tx: postgres.TransactionSql) => unknown) => Promise<unknown> = client.begin;
  client.begin = ((work: (tx: postgres.TransactionSql) => unknown) =>
    begin((tx) => {
      asked.getStore()?.push("begin");
      listenTo(tx);
      return work(tx);
    })) as typeof client.begin;
}
