import { connect } from "@/db/connect";

/** What an acknowledged message stands on. Anything but `off` waits for this server's own disk. */
const SETTINGS = ["fsync", "synchronous_commit", "full_page_writes"] as const;

/** Which of them leave a commit to luck. */
export const settingsThatRisk = (settings: Record<string, string>): string[] =>
  SETTINGS.filter((name) => settings[name] === "off");

/**
 * Sees that the database at `url` keeps what it has committed through a crash. A kill cannot show
 * that it does not: what was not written out is safe in the system's cache until the power fails.
 * @throws Error with one sentence when it does not
 */
export async function assertDurable(url: string): Promise<void> {
  const client = connect(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    const rows = await client<{ name: string; value: string }[]>`
      select name, current_setting(name) as value from unnest(${SETTINGS}::text[]) as name`;
    const off = settingsThatRisk(Object.fromEntries(rows.map((row) => [row.name, row.value])));
    if (off.length === 0) return;
    throw new Error(
      `The database may lose messages that were acknowledged, because it runs with ${off.join(" and ")} off: switch it on for this server, database and user.`,
    );
  } finally {
    await client.end({ timeout: 5 });
  }
}
