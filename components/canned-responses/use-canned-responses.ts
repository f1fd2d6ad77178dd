import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CannedResponse,
  CreateCannedResponseInput,
  UpdateCannedResponseInput,
} from "@/lib/canned-responses/contract";
import { callApi, type Identity } from "@/lib/client/api";
import type { List } from "@/lib/sessions/contract";

const RESPONSES = ["canned-responses"] as const;
const PATH = "/api/canned-responses";
const STAFF_SIDE: Identity = { side: "staff" };
/** No event tells what a colleague changes; in milliseconds. */
const FRESH_FOR = 20_000;

const byName = (a: CannedResponse, b: CannedResponse) =>
  a.name.localeCompare(b.name) || a.id.localeCompare(b.id);

async function loadAll(): Promise<CannedResponse[]> {
  const items: CannedResponse[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor && `&cursor=${cursor}`;
    const page: List<CannedResponse> = await callApi(STAFF_SIDE, "GET", `${PATH}?limit=200${more}`);
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items.sort(byName);
}

/** One's own and the shared ones, by name; all of them, so that finding one waits for no answer. */
export function useCannedResponses(enabled = true) {
  return useQuery({ queryKey: RESPONSES, queryFn: loadAll, staleTime: FRESH_FOR, enabled });
}

type Answer = { canned_response: CannedResponse };

/** What one can do to them; the list has it as soon as it is answered. Each @throws CallError */
export function useResponseChanges() {
  const queries = useQueryClient();
  return {
    async create(input: CreateCannedResponseInput): Promise<void> {
      put(queries, (await callApi<Answer>(STAFF_SIDE, "POST", PATH, input)).canned_response);
    },
    async update({ canned_response_id, ...change }: UpdateCannedResponseInput): Promise<void> {
      const path = `${PATH}/${canned_response_id}`;
      put(queries, (await callApi<Answer>(STAFF_SIDE, "PATCH", path, change)).canned_response);
    },
    async remove(id: string): Promise<void> {
      await callApi(STAFF_SIDE, "DELETE", `${PATH}/${id}`);
      change(queries, (all) => all.filter((one) => one.id !== id));
    },
  };
}

function change(queries: QueryClient, to: (all: CannedResponse[]) => CannedResponse[]): void {
  queries.setQueryData<CannedResponse[]>(RESPONSES, (all) => all && to(all));
  void queries.invalidateQueries({ queryKey: RESPONSES });
}

const put = (queries: QueryClient, response: CannedResponse) =>
  change(queries, (all) => [...all.filter((one) => one.id !== response.id), response].sort(byName));
