import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CallError, callApi, type Identity } from "@/lib/client/api";
import type { Settings, UpdateSettingsInput } from "@/lib/settings/contract";

const SETTINGS_KEY = ["settings"] as const;
const STAFF_SIDE: Identity = { side: "staff" };
/** No event tells what another admin saves; in milliseconds. */
const LOOK_AGAIN = 20_000;

type Answer = { settings: Settings };

async function load(): Promise<Settings> {
  const { settings } = await callApi<Answer>(STAFF_SIDE, "GET", "/api/settings");
  return settings;
}

export function useSettings() {
  return useQuery({ queryKey: SETTINGS_KEY, queryFn: load, refetchInterval: LOOK_AGAIN });
}

/**
 * Saves; the page has what is in force as soon as it is answered, also when the answer is that
 * somebody else was first. @throws CallError
 */
export function useSaveSettings() {
  const queries = useQueryClient();
  return async (input: UpdateSettingsInput): Promise<void> => {
    // A look that began before would put back what it saw then.
    await queries.cancelQueries({ queryKey: SETTINGS_KEY });
    try {
      const { settings } = await callApi<Answer>(STAFF_SIDE, "PATCH", "/api/settings", input);
      queries.setQueryData(SETTINGS_KEY, settings);
    } catch (error) {
      if (error instanceof CallError && error.body.code === "CONFLICT") {
        queries.setQueryData(SETTINGS_KEY, (error.body.details as Answer).settings);
      }
      throw error;
    }
  };
}
