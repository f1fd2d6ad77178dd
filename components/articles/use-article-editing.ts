import { useState } from "react";
import { typedSince } from "@/components/ui/typed-since";
import { toErrorBody } from "@/lib/client/api";
import type { ErrorBody } from "@/lib/errors";
import type { KbArticle, KbArticleStatus } from "@/lib/kb/contract";
import {
  type ArticleField,
  type ArticleValues,
  changedFields,
  inputOf,
  valuesOf,
} from "./article-values";
import { useArticleChanges } from "./use-articles";

/**
 * What one writes of an article stays as it is until it is saved: only what one touched is one's
 * own, and a save over somebody's newer one is refused once, with what they wrote.
 */
export function useArticleEditing(article: KbArticle | null) {
  const changes = useArticleChanges();
  const [saved, setSaved] = useState(article);
  const [draft, setDraft] = useState<Partial<ArticleValues>>({});
  const [contested, setContested] = useState<ArticleField[]>([]);
  const [running, setRunning] = useState<KbArticleStatus | "as it is" | null>(null);
  const [error, setError] = useState<ErrorBody | null>(null);
  const base = valuesOf(saved);
  const values = { ...base, ...draft };
  const changed = changedFields(draft, base);

  /** One writes on while it is being saved. */
  function settle(next: KbArticle) {
    setSaved(next);
    setDraft((now) => typedSince(now, draft));
    setContested([]);
  }
  function stumble(failure: unknown) {
    const body = toErrorBody(failure);
    setError(body);
    if (body.code === "CONFLICT") {
      const { kb_article: theirs } = body.details as { kb_article: KbArticle };
      const now = valuesOf(theirs);
      setContested(changed.filter((field) => now[field] !== base[field]));
      setSaved(theirs);
    } else if (body.code === "NOT_FOUND") {
      // What is on the screen becomes a new one with the next save.
      setDraft((now) => ({ ...values, ...now }));
      setSaved(null);
    }
    return body;
  }

  return {
    saved,
    values,
    changed,
    contested,
    running,
    error,
    type(field: ArticleField, text: string) {
      setDraft((before) => ({ ...before, [field]: text }));
    },
    discard() {
      setDraft({});
      setContested([]);
      setError(null);
    },
    /** Not while one is under way. @returns the error, where there was one */
    async save(status?: KbArticleStatus): Promise<ErrorBody | null> {
      setRunning(status ?? "as it is");
      setError(null);
      const to = status && { status };
      try {
        const own = inputOf(Object.fromEntries(changed.map((field) => [field, values[field]])));
        settle(
          saved
            ? await changes.update({
                kb_article_id: saved.id,
                version: saved.version,
                ...own,
                ...to,
              })
            : await changes.create({
                ...inputOf(values),
                title: values.title.trim(),
                content: values.content,
                ...to,
              }),
        );
        return null;
      } catch (failure) {
        return stumble(failure);
      } finally {
        setRunning(null);
      }
    },
  };
}
