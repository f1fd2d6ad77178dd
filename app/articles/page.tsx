import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ArticleIndex } from "@/components/public/article-index";
import { hasCode, toErrorBody } from "@/lib/errors";
import { visitor } from "@/lib/http/session";
import { listPublishedInput } from "@/lib/kb/contract";
import { listPublished, listPublishedCategories } from "@/lib/kb/queries";

export const metadata: Metadata = { title: "Articles" };

export default async function ArticlesPage({ searchParams }: PageProps<"/articles">) {
  const { q, ...rest } = await searchParams;
  // A search for nothing, as the form sends it, is none.
  const { data: asked } = listPublishedInput.safeParse(q ? { q, ...rest } : rest);
  if (!asked) notFound();
  const [found, categories] = await Promise.all([
    listPublished(asked, await visitor()).catch((error) => {
      if (hasCode(error, "VALIDATION")) notFound();
      if (hasCode(error, "RATE_LIMITED")) return toErrorBody(error);
      throw error;
    }),
    listPublishedCategories(),
  ]);
  return <ArticleIndex asked={asked} found={found} categories={categories} />;
}
