"use client";

import { BookOpenText, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useSettled } from "@/components/ui/use-settled";
import { ArticleFilterBar, isFiltered, NO_FILTERS } from "./article-filter-bar";
import { ArticleRows } from "./article-rows";
import { ArticlesLoading } from "./article-states";
import { useArticles } from "./use-articles";

/** So long after the last key it is searched for, in milliseconds. */
const SEARCH_AFTER = 200;

/** All articles, where staff find and write them. `base` is the address of this very page. */
export function ArticlesScreen({ base }: { base: string }) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const q = useSettled(filters.q.trim(), SEARCH_AFTER);
  const found = useArticles({ ...filters, q });
  const articles = found.data?.pages.flatMap(({ items }) => items);
  const is_empty = articles?.length === 0;

  return (
    <>
      <PageHeader
        title="Articles"
        description="What customers ask often, written once: for chats, and for everybody to read."
        actions={
          <Link href={`${base}/new`} className={buttonClass({ variant: "primary" })}>
            <Plus aria-hidden="true" />
            New article
          </Link>
        }
      />
      {(!is_empty || isFiltered(filters)) && (
        <ArticleFilterBar filters={filters} onChange={setFilters} />
      )}
      {found.error && (
        <LoadFailed
          what="The articles"
          error={found.error}
          retrying={found.isFetching}
          onRetry={() => void found.refetch()}
          has_old={articles !== undefined}
        />
      )}
      {!articles && !found.error && <ArticlesLoading what="The articles are loading." />}
      {is_empty && !isFiltered(filters) && (
        <div className="rounded-lg border border-border bg-surface">
          <EmptyState icon={<BookOpenText />} title="There are no articles yet.">
            Write the first one: how to send something back, how long a delivery takes, how to put
            it together.
          </EmptyState>
        </div>
      )}
      {is_empty && isFiltered(filters) && (
        <div role="status" className="rounded-lg border border-border bg-surface">
          <EmptyState
            icon={<SearchX />}
            title="No article matches."
            action={<Button onClick={() => setFilters(NO_FILTERS)}>Clear the filters</Button>}
          >
            Whole words are searched for; the last may be begun.
          </EmptyState>
        </div>
      )}
      {articles && !is_empty && (
        <>
          <p role="status" className={isFiltered(filters) ? "text-text-muted" : "sr-only"}>
            {articles.length}
            {found.hasNextPage ? " or more" : ""} found
          </p>
          <ArticleRows articles={articles} base={base} />
          {found.hasNextPage && (
            <Button
              className="self-center"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
    </>
  );
}
