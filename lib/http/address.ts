/** The peer's address. Set by server.ts on every request, so that no client can say it themselves. */
export const ADDRESS_HEADER = "x-parley-address";
