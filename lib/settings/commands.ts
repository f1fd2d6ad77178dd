import { sql } from "drizzle-orm";
import { transaction } from "@/db/client";
import { settings as table } from "@/db/schema/settings";
import type { Actor } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";
import {
  SETTING_NAMES,
  type Settings,
  type UpdateSettingsInput,
  usualSettings,
} from "@/lib/settings/contract";
import { loadSettings, readSettingsIn } from "@/lib/settings/queries";

/** No two saves at once, also while there is no row that one could lock. */
const ONE_AT_A_TIME = sql`select pg_advisory_xact_lock(hashtext('parley.settings'))`;

/**
 * Changes the settings that are named. They are in force on this node with the answer, and on the
 * others within 5 s.
 * @throws AppError FORBIDDEN; VALIDATION for one that the environment decides; CONFLICT with
 *   `details: { settings }` when somebody saved since the version that is named
 */
export async function updateSettings(
  actor: Actor,
  { version, ...named }: UpdateSettingsInput,
): Promise<{ settings: Settings }> {
  authorize(actor, "settings.manage");
  const settings = await transaction(async (tx) => {
    await tx.execute(ONE_AT_A_TIME);
    const now = await readSettingsIn(tx);
    if (now.version !== version) {
      const who = now.updated_by?.name ?? "Somebody";
      throw new AppError("CONFLICT", `${who} has saved other settings in the meantime.`, {
        details: { settings: now },
      });
    }
    const changed = SETTING_NAMES.filter(
      (name) => named[name] !== undefined && named[name] !== now.values[name],
    );
    for (const name of changed) {
      const variable = now.fixed[name];
      if (!variable) continue;
      throw new AppError("VALIDATION", `${name}: is set by the variable ${variable}`, {
        field: name,
      });
    }
    if (changed.length === 0) return now;
    // What the environment decides now keeps what was chosen before.
    const [row] = await tx.select({ values: table.values }).from(table);
    const values = { ...row?.values, ...Object.fromEntries(changed.map((n) => [n, named[n]])) };
    for (const name of SETTING_NAMES) {
      if (values[name] === usualSettings[name]) delete values[name];
    }
    const saved = { version: version + 1, values, updated_by: actor.user_id };
    await tx
      .insert(table)
      .values(saved)
      .onConflictDoUpdate({ target: table.id, set: { ...saved, updated_at: sql`now()` } });
    const pick = (of: Record<string, unknown>) =>
      Object.fromEntries(changed.map((name) => [name, of[name]]));
    await writeAudit(tx, actor, "settings.update", "settings", {
      before: pick(now.values),
      after: pick(named),
    });
    return readSettingsIn(tx);
  });
  await loadSettings();
  return { settings };
}
