/** The migrated database that tests copy; nobody connects to it once it is migrated. */
export const TEMPLATE = "parley_template";

/** The same server, another database. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
