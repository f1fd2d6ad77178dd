import { eq } from "drizzle-orm";
import { db, type Queryable } from "@/db/client";
import { settings as table } from "@/db/schema/settings";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { type Config, config } from "@/lib/config";
import { authorize } from "@/lib/rights";
import {
  isAllowed,
  SETTING_NAMES,
  type Settings,
  type SettingValues,
  usualSettings,
  variableOf,
} from "@/lib/settings/contract";
import { slot } from "@/lib/slot";

/** What the admins chose, as of the last look at the database, and what follows from it. */
type InForce = {
  chosen: Partial<SettingValues>;
  version: number;
  config: Config;
  values: SettingValues;
  /** When the database was asked, by `performance.now()`. */
  asked_at: number;
};

const in_force = slot<InForce>("settings");

const over = (chosen: Partial<SettingValues>): SettingValues => ({
  ...usualSettings,
  ...chosen,
  ...config().fixed_settings,
});

function put(version: number, chosen: Partial<SettingValues>, asked_at: number): InForce {
  const now = { version, chosen, config: config(), values: over(chosen), asked_at };
  in_force.set(now);
  return now;
}

/** What is in force on this node. Asked for every message, so it asks no database. */
export function settings(): SettingValues {
  const found = in_force.peek();
  if (found?.config === config()) return found.values;
  return put(found?.version ?? 0, found?.chosen ?? {}, found?.asked_at ?? 0).values;
}

/** Of a row that another version of Parley wrote, what this one knows and allows. */
function allowed(values: Partial<SettingValues>): Partial<SettingValues> {
  const known = SETTING_NAMES.filter((name) => isAllowed(name, values[name]));
  return Object.fromEntries(known.map((name) => [name, values[name]]));
}

const selectRow = (q: Queryable) =>
  q
    .select({
      version: table.version,
      values: table.values,
      updated_at: table.updated_at,
      updated_by: { id: users.id, name: users.name },
    })
    .from(table)
    .innerJoin(users, eq(users.id, table.updated_by));

/** Puts in force what the admins chose: at the start, and every few seconds on every node. */
export async function loadSettings(): Promise<void> {
  const asked_at = performance.now();
  const [row] = await db().select({ version: table.version, values: table.values }).from(table);
  // Two looks may overtake each other: what was asked before a save is not to undo it.
  if ((in_force.peek()?.asked_at ?? 0) > asked_at) return;
  put(row?.version ?? 0, allowed(row?.values ?? {}), asked_at);
}

/** The settings as the database has them now. */
export async function readSettingsIn(q: Queryable): Promise<Settings> {
  const [row] = await selectRow(q);
  const fixed = Object.keys(config().fixed_settings) as (keyof SettingValues)[];
  return {
    version: row?.version ?? 0,
    values: over(allowed(row?.values ?? {})),
    fixed: Object.fromEntries(fixed.map((name) => [name, variableOf(name)])),
    updated_by: row?.updated_by ?? null,
    updated_at: row?.updated_at ?? null,
  };
}

export async function readSettings(actor: Actor): Promise<{ settings: Settings }> {
  authorize(actor, "settings.manage");
  return { settings: await readSettingsIn(db()) };
}
