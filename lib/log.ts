import { pino, stdSerializers } from "pino";
import { readLogLevel } from "@/lib/env";

/**
 * An error without the values of its query, which Drizzle puts into its words and PostgreSQL into its
 * details: they are what people wrote, addresses and hashes of passwords, and whoever reads the log
 * may read none of them.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const values: string[] = [];
  for (let e: unknown = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if ("params" in e) values.push(`\nparams: ${e.params}`);
  }
  const strip = (text: string) => values.reduce((left, value) => left.replaceAll(value, ""), text);
  const { params, detail, where, message, stack, ...fields } = stdSerializers.err(error);
  return { ...fields, message: strip(message), stack: strip(stack) };
}

/** The server's log: JSON lines on standard error, so that standard output stays for people. */
export const log = pino(
  { level: readLogLevel(), serializers: { err: withoutValues } },
  pino.destination(2),
);
