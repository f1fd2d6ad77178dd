import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { callApi, type Identity } from "@/lib/client/api";
import type {
  CreateKbArticleInput,
  KbArticle,
  KbArticleItem,
  UpdateKbArticleInput,
} from "@/lib/kb/contract";
import type { List } from "@/lib/sessions/contract";

const ARTICLES = ["kb-articles"] as const;
const PATH = "/api/kb-articles";
const STAFF_SIDE: Identity = { side: "staff" };
/** No event tells what a colleague changes; in milliseconds. */
const FRESH_FOR = 20_000;

export type ArticleFilters = { q: string; status: string; category: string };

/** What the filters let through, a page at a time; what was there stays until the next is. */
export function useArticles(filters: ArticleFilters, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...ARTICLES, "list", filters],
    initialPageParam: "",
    queryFn({ pageParam }) {
      const asked = Object.entries({ ...filters, cursor: pageParam }).filter(([, value]) => value);
      return callApi<List<KbArticleItem>>(
        STAFF_SIDE,
        "GET",
        `${PATH}?${new URLSearchParams(asked)}`,
      );
    },
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: FRESH_FOR,
    enabled,
  });
}

export function useArticleCategories(): string[] {
  const { data } = useQuery({
    queryKey: [...ARTICLES, "categories"],
    queryFn: () => callApi<{ categories: string[] }>(STAFF_SIDE, "GET", `${PATH}/categories`),
    staleTime: FRESH_FOR,
  });
  return data?.categories ?? [];
}

/** One article as it is when the page opens: what is being written in is not changed from behind. */
export function useArticle(id: string) {
  return useQuery({
    queryKey: [...ARTICLES, "one", id],
    queryFn: () => callApi<Answer>(STAFF_SIDE, "GET", `${PATH}/${id}`),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

type Answer = { kb_article: KbArticle };

/** What one can do to them. Each @throws CallError */
export function useArticleChanges() {
  const queries = useQueryClient();
  const changed = () => {
    void queries.invalidateQueries({ queryKey: [...ARTICLES, "list"] });
    void queries.invalidateQueries({ queryKey: [...ARTICLES, "categories"] });
  };
  return {
    async create(input: CreateKbArticleInput): Promise<KbArticle> {
      const { kb_article } = await callApi<Answer>(STAFF_SIDE, "POST", PATH, input);
      changed();
      return kb_article;
    },
    async update({ kb_article_id, ...change }: UpdateKbArticleInput): Promise<KbArticle> {
      const path = `${PATH}/${kb_article_id}`;
      const { kb_article } = await callApi<Answer>(STAFF_SIDE, "PATCH", path, change);
      changed();
      return kb_article;
    },
    async remove(id: string): Promise<void> {
      await callApi(STAFF_SIDE, "DELETE", `${PATH}/${id}`);
      changed();
    },
  };
}

/** What a text will look like, or null as long as there is none. */
export function useArticlePreview(content: string) {
  const is_empty = content.trim() === "";
  const { data, error } = useQuery({
    queryKey: [...ARTICLES, "preview", content],
    queryFn: () => callApi<{ html: string }>(STAFF_SIDE, "POST", `${PATH}/preview`, { content }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    enabled: !is_empty,
  });
  return { html: is_empty ? null : data?.html, error: is_empty ? null : error };
}
