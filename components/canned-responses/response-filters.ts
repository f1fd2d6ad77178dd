import { rankCommands } from "@/components/ui/command-rank";
import { plain } from "@/components/ui/plain-text";
import type { CannedResponse } from "@/lib/canned-responses/contract";

export type ResponseFilters = {
  q: string;
  owner: "" | "own" | "shared";
  category: string;
  tag: string;
  state: "" | "active" | "inactive";
};

export const NO_FILTERS: ResponseFilters = { q: "", owner: "", category: "", tag: "", state: "" };

export const isFiltered = (filters: ResponseFilters) => Object.values(filters).some(Boolean);

const findable = (response: CannedResponse) => ({
  id: response.id,
  label: plain(response.name),
  text: plain([response.category ?? "", ...response.tags, response.content].join(" ")),
  response,
});

/** Those with all the words of `query`, the best first; without one all, in their order. */
export const searchResponses = (responses: readonly CannedResponse[], query: string) =>
  rankCommands(responses.map(findable), plain(query), []).map(({ response }) => response);

export function filterResponses(
  responses: readonly CannedResponse[],
  { q, owner, category, tag, state }: ResponseFilters,
): CannedResponse[] {
  const narrowed = responses.filter(
    (one) =>
      (!owner || one.is_shared === (owner === "shared")) &&
      (!category || one.category === category) &&
      (!tag || one.tags.includes(tag)) &&
      (!state || one.is_active === (state === "active")),
  );
  return searchResponses(narrowed, q);
}

/** What the composer offers: the active ones, without a query the most used first. */
export function offeredResponses(responses: readonly CannedResponse[], query: string) {
  const active = responses.filter(({ is_active }) => is_active);
  return searchResponses(
    active.toSorted((a, b) => b.use_count - a.use_count),
    query,
  );
}

const sorted = (values: Iterable<string>) =>
  [...new Set(values)].sort((a, b) => a.localeCompare(b));
export const categoriesOf = (responses: readonly CannedResponse[]) =>
  sorted(responses.flatMap(({ category }) => category ?? []));
export const tagsOf = (responses: readonly CannedResponse[]) =>
  sorted(responses.flatMap(({ tags }) => tags));
