import { pino } from "pino";
import { readLogLevel } from "@/lib/env";

/** The server's log: JSON lines on standard error, so that standard output stays for people. */
export const log = pino({ level: readLogLevel() }, pino.destination(2));
