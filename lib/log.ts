import { pino } from "pino";
import { readEnv } from "@/lib/env";

/** The server's log: JSON lines on standard error, so that standard output stays for people. */
export const log = pino({ level: readEnv().PARLEY_LOG_LEVEL }, pino.destination(2));
