import { csvCell } from "@/lib/csv";
import type { ExportFormat, ExportRow } from "@/lib/exports/contract";

function cell(value: ExportRow[keyof ExportRow]): string {
  if (value === null) return "";
  return typeof value === "string" ? csvCell(value) : String(value);
}

type Lines = { content_type: string; head: string; line: (row: ExportRow) => string };

/** In the order of the columns; a compile error where one is forgotten. */
const COLUMNS = Object.keys({
  session_id: 1,
  subject: 1,
  status: 1,
  priority: 1,
  channel: 1,
  customer_id: 1,
  customer_name: 1,
  agent_id: 1,
  agent_name: 1,
  session_created_at: 1,
  assigned_at: 1,
  ended_at: 1,
  rating: 1,
  message_id: 1,
  seq: 1,
  note_seq: 1,
  message_created_at: 1,
  sender_type: 1,
  sender_id: 1,
  sender_name: 1,
  type: 1,
  is_internal: 1,
  content: 1,
  kb_article_title: 1,
} satisfies Record<keyof ExportRow, 1>) as (keyof ExportRow)[];

export const LINES: Record<ExportFormat, Lines> = {
  // https://www.rfc-editor.org/rfc/rfc4180
  csv: {
    content_type: "text/csv; charset=utf-8",
    head: `${COLUMNS.join(",")}\r\n`,
    line: (row) => `${COLUMNS.map((column) => cell(row[column])).join(",")}\r\n`,
  },
  // https://jsonlines.org
  jsonl: {
    content_type: "application/x-ndjson; charset=utf-8",
    head: "",
    line: (row) => `${JSON.stringify(row)}\n`,
  },
};
