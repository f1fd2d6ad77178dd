import type { KindName } from "./kinds";
import type { Line } from "./views";

/** A known fault: what is replaced in the source, and the line of the verdict that must tell it. */
export type Plant = {
  edits: { file: string; from: string; to: string }[];
  /** What has to strike for it to show. */
  only: KindName[];
  reveals: Line;
};

/** The checker must find each of them; otherwise its zeros would mean nothing. */
export const PLANTS: Record<string, Plant> = {
  /** The sender is told before the transaction ends. */
  early_ack: {
    edits: [
      {
        file: "db/append.ts",
        from: "export async function append(entries: Entry[]): Promise<Outcome[]> {",
        to: `export function append(entries: Entry[]): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    const work = logClient().begin(async (tx) => {
      const [row] = await tx.unsafe<Row[]>(\`\${BEFORE}$1\${AFTER}\`, [JSON.stringify(entries)]);
      resolve(decode(entries, row));
      await new Promise((later) => setTimeout(later, 100));
    });
    work.catch(reject);
  });
}

export async function appendInTime(entries: Entry[]): Promise<Outcome[]> {`,
      },
    ],
    only: ["app_kill", "both_kill", "postgres_kill"],
    reveals: "lost",
  },

  /** Who comes back gets what has a later id, not what has a higher seq. */
  id_cursor: {
    edits: [
      {
        file: "lib/messages/queries.ts",
        from: `    when not \${messages.is_internal} then \${messages.seq} > \${seq}\n`,
        to: `    when not \${messages.is_internal} then \${messages.id} > coalesce((select known.id
      from messages known where known.session_id = \${messages.session_id} and known.seq = \${seq}
        and not known.is_internal), '00000000-0000-0000-0000-000000000000')\n`,
      },
    ],
    only: ["clock", "cut"],
    reveals: "lost",
  },

  /** A message that is sent again is written again. */
  blind_retry: {
    edits: [
      {
        file: "db/append.ts",
        from: "and m.client_id = e.client_id\n",
        to: "and m.client_id = e.client_id and false\n",
      },
      {
        file: "db/append.ts",
        from: "and client_id = $3::text limit 1\n",
        to: "and client_id = $3::text and false limit 1\n",
      },
      {
        file: "db/migrations/0000_start.sql",
        from: 'CREATE UNIQUE INDEX "messages_client_id_key"',
        to: 'CREATE INDEX "messages_client_id_key"',
      },
    ],
    only: ["postgres_stop", "cut", "delay"],
    reveals: "duplicated",
  },

  /** An event is shown whatever is missing before it. */
  no_gap_check: {
    edits: [
      {
        file: "lib/client/apply-event.ts",
        from: "    : message.seq > last.seq + 1;",
        to: "    : false;",
      },
    ],
    only: ["cut", "app_kill"],
    reveals: "gaps",
  },
};
