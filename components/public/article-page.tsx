import { IsolatedText } from "@/components/ui/isolated-text";
import { RelativeTime } from "@/components/ui/relative-time";
import { RichText } from "@/components/ui/rich-text";
import type { KbArticle } from "@/lib/kb/contract";

/** A published article, to be read. */
export function ArticlePage({ article }: { article: KbArticle }) {
  const { title, category, summary, html, updated_at } = article;
  return (
    <article>
      {category && (
        <p className="mb-1 text-sm font-medium text-text-muted">
          <IsolatedText>{category}</IsolatedText>
        </p>
      )}
      <h1 dir="auto" className="text-2xl font-semibold text-balance wrap-anywhere">
        {title}
      </h1>
      {summary && (
        <p dir="auto" className="mt-2 text-xl text-pretty wrap-anywhere text-text-muted">
          {summary}
        </p>
      )}
      <RichText html={html} className="mt-6" />
      <p className="mt-10 border-t pt-4 text-sm text-text-subtle">
        Changed <RelativeTime at={updated_at} />
      </p>
    </article>
  );
}
