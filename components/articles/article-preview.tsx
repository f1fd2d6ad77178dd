import { Card } from "@/components/ui/card";
import { RichText } from "@/components/ui/rich-text";
import { Skeleton } from "@/components/ui/skeleton";
import { useSettled } from "@/components/ui/use-settled";
import { toErrorBody } from "@/lib/client/api";
import { useArticlePreview } from "./use-articles";

/** So long after the last key it is drawn anew, in milliseconds. */
const DRAWN_AFTER = 250;

/** The article as its readers will see it, made by what makes it for them. */
export function ArticlePreview({ title, content }: { title: string; content: string }) {
  const { html, error } = useArticlePreview(useSettled(content, DRAWN_AFTER));
  return (
    <Card title="Preview" className="xl:sticky xl:top-4">
      {error && (
        <p role="status" className="mb-3 text-sm text-warning-text">
          The preview may be old: it could not be drawn. {toErrorBody(error).message}
        </p>
      )}
      {html === null ? (
        <p className="text-text-muted">What you write shows here as readers will see it.</p>
      ) : (
        <article className="xl:max-h-[calc(100dvh-12rem)] xl:overflow-y-auto" {...scrolls}>
          {title.trim() && (
            <p dir="auto" className="mb-4 text-2xl font-semibold text-balance wrap-anywhere">
              {title}
            </p>
          )}
          {html === undefined ? (
            !error && <Skeleton className="h-5 w-3/5" />
          ) : (
            <RichText html={html} />
          )}
        </article>
      )}
    </Card>
  );
}

/** What may be higher than its place can be scrolled by key. */
const scrolls = { tabIndex: 0, "aria-label": "Preview of the article" };
