/**
 * An id that nobody else makes: 128 bits of chance, in hex. By hand, because browsers have no
 * `randomUUID` on a page that came over plain HTTP, and a package for it is a burden to customers.
 */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
