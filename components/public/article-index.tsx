import { BookOpenText, Search, SearchX } from "lucide-react";
import { FoundText } from "@/components/chat/found-text";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { ErrorBody } from "@/lib/errors";
import type { KbArticleItem, ListPublishedInput } from "@/lib/kb/contract";
import type { List } from "@/lib/sessions/contract";

type ArticleIndexProps = {
  asked: ListPublishedInput;
  /** Or why they cannot be listed now. */
  found: List<KbArticleItem> | ErrorBody;
  categories: string[];
};

const addressOf = (asked: ListPublishedInput) => {
  const given = Object.entries(asked).filter(([, value]) => value);
  return given.length > 0 ? `/articles?${new URLSearchParams(given)}` : "/articles";
};

/** The published articles, by title or as they were searched for. Works without any script. */
export function ArticleIndex({ asked, found, categories }: ArticleIndexProps) {
  const { q, category } = asked;
  const refusal = "code" in found ? found.message : null;
  const { items, next_cursor } = "code" in found ? { items: [], next_cursor: null } : found;
  const is_narrowed = q !== undefined || category !== undefined;
  return (
    <>
      <h1 className="text-2xl font-semibold">Articles</h1>
      <search className="mt-4 flex flex-col gap-3">
        <form action="/articles" className="flex items-end gap-2">
          {category && <input type="hidden" name="category" value={category} />}
          <Field label="Search the articles" hideLabel className="flex-1">
            <Input
              icon={<Search />}
              type="search"
              name="q"
              placeholder="Search the articles"
              enterKeyHint="search"
              autoComplete="off"
              maxLength={200}
              defaultValue={q}
            />
          </Field>
          <Button type="submit">Search</Button>
        </form>
        {categories.length > 0 && (
          <nav aria-label="Categories">
            <ul className="flex flex-wrap gap-2">
              {[undefined, ...categories].map((one) => (
                <li key={one ?? ""} className="min-w-0">
                  <a
                    href={addressOf({ q, category: one })}
                    aria-current={one === category ? "page" : undefined}
                    className={`${buttonClass({ size: "sm", variant: "ghost" })} border border-border aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-accent-text`}
                  >
                    <IsolatedText truncate>{one ?? "All"}</IsolatedText>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </search>
      {items.length > 0 ? (
        <ul aria-label="Articles" className="mt-6 divide-y border-y">
          {items.map((article) => (
            <Item key={article.id} article={article} />
          ))}
        </ul>
      ) : (
        <EmptyState
          className="mt-6"
          icon={is_narrowed ? <SearchX /> : <BookOpenText />}
          title={refusal ?? (is_narrowed ? "No article matches." : "There are no articles yet.")}
          action={
            !refusal &&
            is_narrowed && (
              <a href="/articles" className={buttonClass()}>
                All articles
              </a>
            )
          }
        >
          {refusal
            ? "What you asked for is still in the field."
            : is_narrowed
              ? "Whole words are searched for; the last may be begun."
              : "Ask in the chat: a person answers."}
        </EmptyState>
      )}
      {next_cursor && (
        <p className="mt-4 text-center">
          <a href={addressOf({ ...asked, cursor: next_cursor })} className={buttonClass()}>
            More articles
          </a>
        </p>
      )}
    </>
  );
}

function Item({ article }: { article: KbArticleItem }) {
  const { title, category, passage, matches, url } = article;
  return (
    <li className="flex min-w-0 items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <a
          href={url}
          className="rounded-sm text-lg font-medium text-accent-text underline-offset-2 hover:underline"
        >
          <FoundText content={title} matches={matches.title} />
        </a>
        {passage && (
          <div className="mt-0.5 text-md text-text-muted">
            <FoundText content={passage} matches={matches.passage} />
          </div>
        )}
      </div>
      {category && (
        <span className="mt-1 max-w-[35%] shrink-0">
          <Badge>
            <IsolatedText>{category}</IsolatedText>
          </Badge>
        </span>
      )}
    </li>
  );
}
