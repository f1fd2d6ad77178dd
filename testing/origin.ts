import { slot } from "@/lib/slot";

const address = slot<string>("address of the test's server");

/** Where the test file's server is reached. */
export const origin = address.get;
export const setOrigin = address.set;
