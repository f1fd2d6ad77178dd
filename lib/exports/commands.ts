import { transaction } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import type { Download } from "@/lib/download";
import { AppError } from "@/lib/errors";
import type { ExportInput } from "@/lib/exports/contract";
import { LINES } from "@/lib/exports/lines";
import { readExport } from "@/lib/exports/queries";
import { authorize } from "@/lib/rights";
import { slot } from "@/lib/slot";

/** So many at once: each has a connection of the pool for as long as it takes. */
const AT_ONCE = 3;

const running = slot<Set<object>>("exports");

function underWay(): Set<object> {
  const found = running.peek() ?? new Set();
  running.set(found);
  return found;
}

async function* write({ format, ...period }: ExportInput): AsyncGenerator<string> {
  const { head, line } = LINES[format];
  const mark = {};
  underWay().add(mark);
  try {
    if (head) yield head;
    for await (const rows of readExport({ format, ...period })) yield rows.map(line).join("");
  } finally {
    underWay().delete(mark);
  }
}

/**
 * All chats of a period with their messages and notes, as a file. That it was asked for is in the
 * audit log before the first byte.
 * @throws AppError FORBIDDEN, RATE_LIMITED while others are under way
 */
export async function exportMessages(actor: Actor, input: ExportInput): Promise<Download> {
  authorize(actor, "message.export");
  if (underWay().size >= AT_ONCE) {
    throw new AppError("RATE_LIMITED", "Other exports are under way. Try again in a moment.", {
      retry_after_ms: 5000,
    });
  }
  const { from, to, format } = input;
  await transaction((tx) =>
    writeAudit(tx, actor, "message.export", actor.user_id, { from, to, format }),
  );
  return {
    content_type: LINES[format].content_type,
    filename: `chats-${from.slice(0, 10)}-${to.slice(0, 10)}.${format}`,
    chunks: write(input),
  };
}
