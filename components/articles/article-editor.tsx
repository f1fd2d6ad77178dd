"use client";

import { ExternalLink, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import type { Me } from "@/lib/client/state";
import type { KbArticle, KbArticleStatus } from "@/lib/kb/contract";
import { canChange } from "@/lib/kb/policy";
import { may } from "@/lib/rights";
import { ArticlePreview } from "./article-preview";
import { ArticleStatus } from "./article-status";
import type { ArticleField } from "./article-values";
import { DeleteArticleDialog } from "./delete-article-dialog";
import { BackToArticles } from "./read-only-article";
import { useArticleEditing } from "./use-article-editing";
import { useArticleCategories } from "./use-articles";

/** What is wrong with a field when the server only says that it is. */
const WRONG: Record<string, string> = {
  title: "Enter a title of one line and at most 200 characters.",
  category: "A category has at most 50 characters.",
  summary: "A summary has at most 300 characters.",
  content: "Enter a text of at most 20,000 characters.",
};

type ArticleEditorProps = {
  me: Me;
  /** A new one without. */
  article: KbArticle | null;
  base: string;
};

/** Where an article is written, beside what becomes of it. */
export function ArticleEditor({ me, article, base }: ArticleEditorProps) {
  const editing = useArticleEditing(article);
  const { saved, values, changed, contested, error, running } = editing;
  const categories = useArticleCategories();
  const toast = useToast();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [is_deleting, setIsDeleting] = useState(false);
  const guard = useLeaveGuard(changed.length > 0);
  const id = useId();
  const status = saved?.status ?? "draft";
  const may_publish = may(me.role, "kb_article.publish");
  // Somebody may have published it meanwhile.
  const may_save = canChange(me, { status });
  const wrong_field = error?.field?.split(".")[0] ?? "";
  const who = saved?.updated_by?.name ?? "A colleague";

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const is_save = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!is_save || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (!event.repeat) form.current?.requestSubmit();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  // What was new has an address now: a reload opens it again.
  useEffect(() => {
    if (saved) window.history.replaceState(null, "", `${base}/${saved.id}`);
  }, [saved, base]);

  async function save(to?: KbArticleStatus) {
    // What is typed meanwhile is saved with the next one, and is not said to be.
    if (running) return;
    const problem = await editing.save(to);
    if (problem) {
      const control = form.current?.elements.namedItem(problem.field?.split(".")[0] ?? "");
      if (control instanceof HTMLElement) control.focus();
      return;
    }
    const said = to === "published" ? "published" : to === "draft" ? "a draft again" : "saved";
    toast({ tone: "success", title: `The article is ${said}` });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (may_save && changed.length > 0) void save();
  }
  const fieldOf = (field: ArticleField) => ({
    name: field,
    value: values[field],
    readOnly: !may_save,
    onChange: (event: { currentTarget: { value: string } }) =>
      editing.type(field, event.currentTarget.value),
  });
  const aboutOf = (field: ArticleField) => ({
    error: wrong_field === field ? WRONG[field] : undefined,
    hint: contested.includes(field) && saved && (
      <span className="text-warning-text">
        {field === "content" ? `${who} changed the text as well.` : `${who} saved: `}
        {field !== "content" && <bdi>{saved[field] || "nothing"}</bdi>}
      </span>
    ),
  });

  return (
    <>
      <PageHeader
        leading={<BackToArticles base={base} />}
        title={
          <span className="flex flex-wrap items-center gap-2">
            {saved ? "Edit article" : "New article"} {saved && <ArticleStatus status={status} />}
          </span>
        }
        actions={
          status === "published" &&
          saved && (
            <a href={saved.url} target="_blank" rel="noreferrer" className={buttonClass()}>
              <ExternalLink aria-hidden="true" />
              Open its page
            </a>
          )
        }
      />
      <div className="grid min-w-0 items-start gap-4 xl:grid-cols-2">
        <form
          ref={form}
          noValidate
          onSubmit={submit}
          className="flex min-w-0 flex-col gap-3 [&_input]:scroll-mb-40"
        >
          <Field label="Title" required {...aboutOf("title")}>
            <Input {...fieldOf("title")} autoComplete="off" maxLength={200} />
          </Field>
          <Field label="Category" optionalText="optional" {...aboutOf("category")}>
            <Input
              {...fieldOf("category")}
              autoComplete="off"
              list={`${id}-categories`}
              maxLength={50}
            />
          </Field>
          <datalist id={`${id}-categories`}>
            {categories.map((category) => (
              <option key={category} value={category} />
            ))}
          </datalist>
          <Field label="Summary" optionalText="optional" {...aboutOf("summary")}>
            <Input
              {...fieldOf("summary")}
              autoComplete="off"
              placeholder="One sentence, which a chat shows before it is opened"
              maxLength={300}
            />
          </Field>
          <Field label="Text" required {...aboutOf("content")}>
            <Textarea {...fieldOf("content")} rows={16} maxRows={40} className="font-mono" />
          </Field>
          <MarkdownKeys />
          <div className="sticky bottom-0 flex flex-col gap-3 border-t bg-background py-3">
            {error && !(wrong_field in WRONG) && (
              <Banner
                tone={error.code === "CONFLICT" ? "warning" : "danger"}
                title="Not saved yet"
                action={
                  error.code === "CONFLICT" &&
                  saved && (
                    <a
                      href={`${base}/${saved.id}`}
                      target="_blank"
                      rel="noreferrer"
                      className={buttonClass({ size: "sm" })}
                    >
                      <ExternalLink aria-hidden="true" />
                      See what is saved
                    </a>
                  )
                }
              >
                {error.message} {whatIsKept(error.code, may_save, contested.length > 0)}
              </Banner>
            )}
            <div className="flex flex-wrap items-center gap-2">
              <Button
                type="submit"
                variant={may_publish && status === "draft" ? "secondary" : "primary"}
                shortcut="Mod+S"
                loading={running === "as it is"}
                aria-disabled={changed.length === 0 || !may_save || undefined}
                className="aria-disabled:opacity-50"
              >
                {status === "published" ? "Save" : "Save draft"}
              </Button>
              {may_publish && status === "draft" && (
                <Button
                  variant="primary"
                  loading={running === "published"}
                  onClick={() => void save("published")}
                >
                  {changed.length > 0 ? "Save and publish" : "Publish"}
                </Button>
              )}
              {may_publish && status === "published" && (
                <Button loading={running === "draft"} onClick={() => void save("draft")}>
                  {changed.length > 0 ? "Save and unpublish" : "Unpublish"}
                </Button>
              )}
              {saved && changed.length > 0 && (
                <Button variant="ghost" onClick={editing.discard}>
                  Discard changes
                </Button>
              )}
              {saved && may_save && (
                <Button
                  variant="ghost"
                  className="ms-auto"
                  aria-label="Delete the article"
                  onClick={() => setIsDeleting(true)}
                >
                  <Trash2 aria-hidden="true" />
                  Delete
                </Button>
              )}
            </div>
            <p role="status" className="text-sm wrap-anywhere text-text-muted">
              {changed.length > 0 ? (
                <>
                  Not saved.
                  {status === "published" && " What you save is public at once."}
                  {!may_publish && status === "draft" && " An admin publishes it."}
                </>
              ) : (
                saved && (
                  <>
                    Saved by <bdi>{who}</bdi> <RelativeTime at={saved.updated_at} />
                  </>
                )
              )}
            </p>
          </div>
        </form>
        <ArticlePreview title={values.title} content={values.content} />
      </div>
      {is_deleting && saved && (
        <DeleteArticleDialog
          article={saved}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => {
            editing.discard();
            router.push(base);
          }}
        />
      )}
      <ConfirmDialog
        open={guard.asked !== null}
        onOpenChange={guard.stay}
        title="Leave without saving?"
        description="What you wrote on this page is lost."
        confirmLabel="Leave"
        cancelLabel="Stay"
        onConfirm={() => {
          const next = guard.asked;
          editing.discard();
          if (next) router.push(next);
        }}
      />
    </>
  );
}

function whatIsKept(code: string, may_save: boolean, is_contested: boolean): string {
  if (!may_save) return "It is published now, and admins change it. You can copy what you wrote.";
  if (code === "CONFLICT") {
    return is_contested
      ? "What you wrote is kept: save again to put it over theirs."
      : "What you wrote is kept, and is beside theirs: save again.";
  }
  if (code === "NOT_FOUND") return "What you wrote is kept: saved again it is a new article.";
  return "What you wrote is kept.";
}

function MarkdownKeys() {
  return (
    <details className="text-sm text-text-muted">
      <summary className="w-fit rounded-sm py-1 pointer-coarse:py-3">How to format</summary>
      <ul className="mt-1 flex flex-col gap-1 font-mono text-xs wrap-anywhere">
        <li># Heading, ## Smaller heading</li>
        <li>**bold**, *slanted*, `code`</li>
        <li>- an item of a list, 1. a numbered one</li>
        <li>[a link](https://example.com)</li>
        <li>&gt; a quotation</li>
        <li>| a | b | in one line, |-|-| under it: a table</li>
      </ul>
      <p className="mt-1">HTML is shown as it is written, and pictures are links.</p>
    </details>
  );
}
