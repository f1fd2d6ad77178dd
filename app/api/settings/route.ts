import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { updateSettings } from "@/lib/settings/commands";
import { updateSettingsInput } from "@/lib/settings/contract";
import { readSettings } from "@/lib/settings/queries";

export const GET = route({ input: noInput, run: readSettings });
export const PATCH = route({ input: updateSettingsInput, run: updateSettings });
