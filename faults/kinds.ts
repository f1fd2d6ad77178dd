import { CROWDS } from "./kinds/crowds";
import { NETWORK } from "./kinds/network";
import { PROCESSES } from "./kinds/processes";

/** Every kind of fault that the checker knows. */
export const KINDS = { ...PROCESSES, ...NETWORK, ...CROWDS };
export type KindName = keyof typeof KINDS;
