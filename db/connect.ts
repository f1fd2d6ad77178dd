import postgres, { type Options, type Sql } from "postgres";

/**
 * A client of the database at `url`. As in the addresses of PostgreSQL's own programs, `host` in its
 * query may be the directory of a Unix socket, `port` the number at the end of the socket's name.
 */
export function connect(url: string, options: Options<Record<string, never>>): Sql {
  const [address = "", query] = url.split("?", 2);
  const given = new URLSearchParams(query);
  const [host, port] = [given.get("host"), given.get("port")];
  // What else is in the query goes to the server as settings, which knows no such ones.
  given.delete("host");
  given.delete("port");
  return postgres(`${address}?${given}`, {
    ...options,
    ...(host && { host }),
    ...(port && { port: Number(port) }),
  });
}
