import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { ArticlePage } from "@/components/public/article-page";
import { hasCode } from "@/lib/errors";
import { kbArticleInput } from "@/lib/kb/contract";
import { readPublished } from "@/lib/kb/queries";

type Props = PageProps<"/articles/[kb_article_id]">;

/** Once for the title and the page. */
const read = cache(async (kb_article_id: string) => {
  // As it is now, and not as it was when somebody read it first.
  await connection();
  return readPublished(kb_article_id).catch((error) => {
    if (hasCode(error, "NOT_FOUND")) notFound();
    throw error;
  });
});

async function articleOf({ params }: Props) {
  const { data } = kbArticleInput.safeParse(await params);
  if (!data) notFound();
  return read(data.kb_article_id);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title, summary, url } = await articleOf(props);
  return { title, ...(summary && { description: summary }), alternates: { canonical: url } };
}

export default async function PublicArticlePage(props: Props) {
  return <ArticlePage article={await articleOf(props)} />;
}
