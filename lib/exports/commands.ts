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

/** What is not read by then, as after HEAD, never is; in milliseconds. */
const READ_WITHIN = 5000;

const running = slot<Set<object>>("exports");

function underWay(): Set<object> {
  const found = running.peek() ?? new Set();
  running.set(found);
  return found;
}

/** One of the few, from the moment in which it is allowed: others may ask before it is read. */
type Place = { unread?: NodeJS.Timeout };

function takePlace(): Place {
  if (underWay().size >= AT_ONCE) {
    throw new AppError("RATE_LIMITED", "Other exports are under way. Try again in a moment.", {
      retry_after_ms: 5000,
    });
  }
  const place: Place = {};
  underWay().add(place);
  return place;
}

async function* write({ format, ...period }: ExportInput, place: Place): AsyncGenerator<string> {
  const { head, line } = LINES[format];
  clearTimeout(place.unread);
  underWay().add(place);
  try {
    if (head) yield head;
    for await (const rows of readExport({ format, ...period })) yield rows.map(line).join("");
  } finally {
    underWay().delete(place);
  }
}

/**
 * All chats of a period with their messages and notes, as a file. That it was asked for is in the
 * audit log before the first byte.
 * @throws AppError FORBIDDEN, RATE_LIMITED while others are under way
 */
export async function exportMessages(actor: Actor, input: ExportInput): Promise<Download> {
  authorize(actor, "message.export");
  const place = takePlace();
  const giveBack = () => underWay().delete(place);
  const { from, to, format } = input;
  try {
    await transaction((tx) =>
      writeAudit(tx, actor, "message.export", actor.user_id, { from, to, format }),
    );
  } catch (error) {
    giveBack();
    throw error;
  }
  place.unread = setTimeout(giveBack, READ_WITHIN).unref();
  return {
    content_type: LINES[format].content_type,
    filename: `chats-${from.slice(0, 10)}-${to.slice(0, 10)}.${format}`,
    chunks: write(input, place),
  };
}
