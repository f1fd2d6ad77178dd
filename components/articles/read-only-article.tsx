import { ArrowLeft, ExternalLink } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IsolatedText } from "@/components/ui/isolated-text";
import { PageHeader } from "@/components/ui/page-header";
import { RichText } from "@/components/ui/rich-text";
import type { KbArticle } from "@/lib/kb/contract";
import { ArticleStatus } from "./article-status";

/** A published article, as an agent sees it. */
export function ReadOnlyArticle({ article, base }: { article: KbArticle; base: string }) {
  const { title, category, summary, status, html, url } = article;
  return (
    <>
      <PageHeader
        leading={<BackToArticles base={base} />}
        title={<IsolatedText>{title}</IsolatedText>}
        actions={
          <a href={url} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink aria-hidden="true" />
            Open its page
          </a>
        }
      />
      <p className="flex flex-wrap gap-2">
        <ArticleStatus status={status} />
        {category && (
          <Badge>
            <IsolatedText>{category}</IsolatedText>
          </Badge>
        )}
      </p>
      <Banner>It is published: admins change it. Ask one, or write a draft of another.</Banner>
      <Card className="max-w-3xl">
        {summary && (
          <p dir="auto" className="mb-4 text-lg wrap-anywhere text-text-muted">
            {summary}
          </p>
        )}
        <RichText html={html} />
      </Card>
    </>
  );
}

export function BackToArticles({ base }: { base: string }) {
  return (
    <Link
      href={base}
      aria-label="All articles"
      className={buttonClass({ variant: "ghost", square: true })}
    >
      <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
    </Link>
  );
}
