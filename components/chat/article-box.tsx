"use client";

import { lazy, Suspense } from "react";
import type { SharedArticle } from "@/lib/kb/contract";

/** Comes with the first article that is shown, for most chats have none; without it the title is. */
const Card = lazy(() =>
  import("./article-card").catch(() => ({
    default: ({ article }: { article: SharedArticle }) => <>{article.title}</>,
  })),
);

/** A message's article. It has its room from the start, so that nothing moves while it is loaded. */
export function ArticleBox({ article }: { article: SharedArticle }) {
  return (
    <div className="-mx-1.5 my-1 h-26 w-80 max-w-[calc(100%+0.75rem)] overflow-hidden rounded-lg">
      <Suspense>
        <Card article={article} />
      </Suspense>
    </div>
  );
}
