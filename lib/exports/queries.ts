import { reserveConnection } from "@/db/client";
import type { ExportInput, ExportRow } from "@/lib/exports/contract";

/** So many rows are held at a time: of the longest messages four megabytes. */
const AT_A_TIME = 100;

/** A reader who is slow holds the snapshot; who reads nothing is cut off by then (lib/http/incoming.ts). */
const PATIENCE = `set local idle_in_transaction_session_timeout = '90s';
  set local statement_timeout = '30s'; set local cursor_tuple_fraction = 0.001`;

const utc = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ROWS = `declare export_rows no scroll cursor for
  select s.id as session_id, s.subject, s.status, s.priority, s.channel, s.customer_id,
    customer.name as customer_name, s.agent_id, agent.name as agent_name,
    ${utc("s.created_at")} as session_created_at, ${utc("s.assigned_at")} as assigned_at,
    ${utc("s.ended_at")} as ended_at, s.rating, m.id as message_id, m.seq, m.note_seq,
    ${utc("m.created_at")} as message_created_at, m.sender_type, m.sender_id,
    sender.name as sender_name, m.type, m.is_internal, m.content,
    m.kb_article ->> 'title' as kb_article_title
  from sessions s
    join users customer on customer.id = s.customer_id
    left join users agent on agent.id = s.agent_id
    left join messages m on m.session_id = s.id
    left join users sender on sender.id = m.sender_id
  where s.created_at between $1::timestamptz and $2::timestamptz
  order by s.created_at, s.id, m.seq, m.note_seq`;

/**
 * The messages of a period, by chat and in the order of their logs, all as of one moment. More is
 * read when it is asked for, over a connection of its own until then; who stops asking lets it go.
 */
export async function* readExport({ from, to }: ExportInput): AsyncGenerator<ExportRow[]> {
  const connection = await reserveConnection();
  try {
    await connection.unsafe("begin isolation level repeatable read read only");
    await connection.unsafe(PATIENCE);
    await connection.unsafe(ROWS, [from, to]);
    for (;;) {
      const rows = await connection.unsafe<ExportRow[]>(`fetch ${AT_A_TIME} from export_rows`);
      if (rows.length === 0) return;
      yield [...rows];
    }
  } finally {
    await connection.unsafe("rollback").catch(() => {
      // The connection is lost, and what was begun on it.
    });
    connection.release();
  }
}
