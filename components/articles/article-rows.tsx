import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { FoundText } from "@/components/chat/found-text";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KbArticleItem } from "@/lib/kb/contract";
import { ArticleStatus } from "./article-status";

type ArticleRowsProps = {
  articles: KbArticleItem[];
  /** Where each has its page for writing. */
  base: string;
};

export function ArticleRows({ articles, base }: ArticleRowsProps) {
  return (
    <ul
      aria-label="Articles"
      className="min-w-0 divide-y overflow-hidden rounded-lg border border-border bg-surface"
    >
      {articles.map((article) => (
        <Row key={article.id} article={article} base={base} />
      ))}
    </ul>
  );
}

function Row({ article, base }: { article: KbArticleItem; base: string }) {
  const { id, title, category, passage, matches, status, updated_at, updated_by, url } = article;
  return (
    <li
      aria-label={title}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 p-3 transition-colors hover:bg-hover sm:px-4"
    >
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`${base}/${id}`} className="min-w-0 rounded-sm font-semibold hover:underline">
            <FoundText content={title} matches={matches.title} />
          </Link>
          <ArticleStatus status={status} />
        </div>
        {passage && (
          <div className="mt-0.5 text-text-muted">
            <FoundText content={passage} matches={matches.passage} />
          </div>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-subtle">
          {category && (
            <Badge className="max-w-full">
              <IsolatedText>{category}</IsolatedText>
            </Badge>
          )}
          <span className="min-w-0 wrap-anywhere">
            Changed <RelativeTime at={updated_at} />
            {updated_by && (
              <>
                {" "}
                by <bdi>{updated_by.name}</bdi>
              </>
            )}
          </span>
        </p>
      </div>
      {status === "published" && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-label={`Open the page of ${title}`}
          className={buttonClass({ size: "sm", variant: "ghost" })}
        >
          <ExternalLink aria-hidden="true" />
          Page
        </a>
      )}
    </li>
  );
}
