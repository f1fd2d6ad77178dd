"use client";

import { clsx } from "clsx";
import { BookOpenText } from "lucide-react";
import { useId, useState } from "react";
import type { SharedArticle } from "@/lib/kb/contract";
import { ArticleReader } from "./article-reader";

/** An article as it was when it was shared; it opens over the chat. */
export default function ArticleCard({ article }: { article: SharedArticle }) {
  const [is_open, setIsOpen] = useState(false);
  const id = useId();
  const { title, category, summary } = article;
  return (
    <>
      <button
        type="button"
        aria-label={`Open the article ${title}`}
        aria-describedby={summary ? id : undefined}
        onClick={() => setIsOpen(true)}
        className="flex size-full flex-col rounded-lg bg-surface-raised px-2.5 py-2 text-start text-text hover:bg-neutral-soft focus-visible:-outline-offset-2"
      >
        <span className="flex w-full min-w-0 shrink-0 items-center gap-1.5 text-xs text-text-muted">
          <BookOpenText aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="shrink-0">Article</span>
          {category && (
            <span className="min-w-0 truncate">
              · <bdi>{category}</bdi>
            </span>
          )}
          <span className="ms-auto shrink-0 ps-2 font-medium text-accent-text">Read</span>
        </span>
        <span
          dir="auto"
          className={clsx(
            "mt-0.5 w-full shrink-0 text-base font-medium wrap-anywhere",
            summary ? "line-clamp-1" : "line-clamp-3",
          )}
        >
          {title}
        </span>
        {summary && (
          <span
            id={id}
            dir="auto"
            className="line-clamp-2 w-full shrink-0 text-sm wrap-anywhere text-text-muted"
          >
            {summary}
          </span>
        )}
      </button>
      {is_open && <ArticleReader article={article} onClose={() => setIsOpen(false)} />}
    </>
  );
}
