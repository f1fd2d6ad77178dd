import { and, arrayContains, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Queryable } from "@/db/client";
import { canned_response_uses, canned_responses } from "@/db/schema/canned-responses";
import type { Actor } from "@/lib/actor";
import type {
  CannedResponse,
  CannedResponseInput,
  ListCannedResponsesInput,
} from "@/lib/canned-responses/contract";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";
import type { List } from "@/lib/sessions/contract";
import { unfinished } from "@/lib/text";

export const cannedResponseColumns = {
  id: canned_responses.id,
  name: canned_responses.name,
  content: canned_responses.content,
  category: canned_responses.category,
  tags: canned_responses.tags,
  is_active: canned_responses.is_active,
  is_shared: sql<boolean>`${canned_responses.owner_id} is null`,
  use_count: sql<number>`(select count(*)::int from ${canned_response_uses}
    where ${canned_response_uses.canned_response_id} = ${canned_responses}.id)`,
  created_at: canned_responses.created_at,
  updated_at: canned_responses.updated_at,
};

/** One's own and the shared: nobody knows of another's, an admin neither. */
export const isTheirs = (actor: Actor): SQL | undefined =>
  or(isNull(canned_responses.owner_id), eq(canned_responses.owner_id, actor.user_id));

export const noSuchResponse = () =>
  new AppError("NOT_FOUND", "There is no such canned response.", { field: "canned_response_id" });

/** Null where there is none, or it is another's own. */
export async function findCannedResponse(
  actor: Actor,
  id: string,
  q: Queryable = db(),
): Promise<CannedResponse | null> {
  const [found] = await q
    .select(cannedResponseColumns)
    .from(canned_responses)
    .where(and(eq(canned_responses.id, id), isTheirs(actor)));
  return found ?? null;
}

/** @throws AppError FORBIDDEN, NOT_FOUND */
export async function readCannedResponse(
  actor: Actor,
  { canned_response_id }: CannedResponseInput,
): Promise<{ canned_response: CannedResponse }> {
  authorize(actor, "canned_response.read");
  const canned_response = await findCannedResponse(actor, canned_response_id);
  if (!canned_response) throw noSuchResponse();
  return { canned_response };
}

const DEFAULT_LIMIT = 50;
/** By so much of the name a list is in order, in Unicode characters: it has room in a cursor. */
const SORTED_BY = 40;

const keyOf = ({ name, id }: CannedResponse) => [[...name].slice(0, SORTED_BY).join(""), id];

/** The actor's own and the shared ones, by name. @throws AppError FORBIDDEN */
export async function listCannedResponses(
  actor: Actor,
  input: ListCannedResponsesInput,
): Promise<List<CannedResponse>> {
  authorize(actor, "canned_response.read");
  const { q, category, tags, is_active, is_shared, cursor, limit = DEFAULT_LIMIT } = input;
  const after =
    cursor === undefined ? null : decodeCursor(cursor, z.tuple([unfinished(SORTED_BY), z.uuid()]));
  const pattern = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const by_name = sql`lower(left(${canned_responses.name}, ${SORTED_BY}::int))`;
  const rows = await db()
    .select(cannedResponseColumns)
    .from(canned_responses)
    .where(
      and(
        isTheirs(actor),
        category === undefined ? undefined : eq(canned_responses.category, category),
        tags && arrayContains(canned_responses.tags, tags),
        is_active === undefined ? undefined : eq(canned_responses.is_active, is_active),
        is_shared === undefined
          ? undefined
          : (is_shared ? isNull : isNotNull)(canned_responses.owner_id),
        pattern === undefined
          ? undefined
          : sql`concat_ws(' ', ${canned_responses.name}, ${canned_responses.content},
            ${canned_responses.category}, array_to_string(${canned_responses.tags}, ' ')) ilike ${pattern}`,
        after
          ? sql`(${by_name}, ${canned_responses.id}) > (lower(${after[0]}), ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(by_name, canned_responses.id)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next_cursor: last && rows.length > limit ? encodeCursor(keyOf(last)) : null,
  };
}
