import { createStore, del, delMany, set, update, values } from "idb-keyval";
import type { Side } from "@/lib/client/api";
import type { Outgoing } from "@/lib/client/state";

/** A message that is not acknowledged, as the browser keeps it. */
export type UnsentRow = {
  side: Side;
  user_id: number;
  session_id: string;
  /** The tab that sends it. */
  tab: string;
  /** Its place in its session's line: the order in which the messages were written, over all tabs. */
  place: number;
  entry: Outgoing;
};

const store = createStore("parley", "unsent");

class Kept extends Error {}

/*
 * The browser's database: it outlives the tab and the browser, and all tabs share it. Each of these
 * may reject, where the browser has none, refuses it or is out of room.
 */

export async function readRows(user_id: number): Promise<UnsentRow[]> {
  const rows = await values<UnsentRow>(store);
  return rows.filter((row) => row.user_id === user_id);
}

export async function putRow(row: UnsentRow): Promise<void> {
  await set(row.entry.client_id, row, store);
}

export async function removeRow(client_id: string): Promise<void> {
  await del(client_id, store);
}

/**
 * Makes `tab` the one that sends it, unless it is no longer with `from`: of several tabs that try,
 * one gets it.
 * @returns the row as it is now; undefined when there is none
 */
export async function takeRow(
  client_id: string,
  { from, tab }: { from: string; tab: string },
): Promise<UnsentRow | undefined> {
  let row: UnsentRow | undefined;
  try {
    await update<UnsentRow>(
      client_id,
      (known) => {
        row = known;
        if (known?.tab !== from) throw new Kept();
        row = { ...known, tab };
        return row;
      },
      store,
    );
  } catch (error) {
    if (!(error instanceof Kept)) throw error;
  }
  return row;
}

export async function forgetRows(side: Side): Promise<void> {
  const rows = await values<UnsentRow>(store);
  const own = rows.filter((row) => row.side === side);
  await delMany(
    own.map((row) => row.entry.client_id),
    store,
  );
}
