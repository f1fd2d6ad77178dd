"use client";

import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { LoadFailed } from "@/components/staff/load-failed";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toErrorBody } from "@/lib/client/api";
import type { Me } from "@/lib/client/state";
import { canChange } from "@/lib/kb/policy";
import { ArticleEditor } from "./article-editor";
import { ArticlesLoading } from "./article-states";
import { ReadOnlyArticle } from "./read-only-article";
import { useArticle } from "./use-articles";

type ArticleScreenProps = {
  me: Me;
  id: string;
  /** Where the list is. */
  base: string;
};

/** One article, to write in it or, where one may not, to read it. */
export function ArticleScreen({ me, id, base }: ArticleScreenProps) {
  const { data, error, isFetching, refetch } = useArticle(id);
  // What is being written in stays, whatever becomes of it meanwhile.
  if (error && !data) {
    if (toErrorBody(error).code === "NOT_FOUND") return <NoSuchArticle base={base} />;
    return (
      <LoadFailed
        what="The article"
        error={error}
        retrying={isFetching}
        onRetry={() => void refetch()}
        has_old={false}
      />
    );
  }
  if (!data) return <ArticlesLoading what="The article is loading." />;
  const { kb_article } = data;
  if (!canChange(me, kb_article)) return <ReadOnlyArticle article={kb_article} base={base} />;
  return <ArticleEditor me={me} article={kb_article} base={base} />;
}

export function NoSuchArticle({ base }: { base: string }) {
  return (
    <EmptyState
      icon={<FileQuestion />}
      title={<h1>There is no such article.</h1>}
      action={
        <Link href={base} className={buttonClass()}>
          All articles
        </Link>
      }
    >
      It was deleted, or the address is wrong.
    </EmptyState>
  );
}
