import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ArticleScreen, NoSuchArticle } from "@/components/articles/article-screen";
import { signedIn } from "@/lib/http/session";
import { kbArticleInput } from "@/lib/kb/contract";

export const metadata: Metadata = { title: "Edit article" };

const BASE = "/admin/articles";

export default async function AdminArticlePage({
  params,
}: PageProps<"/admin/articles/[kb_article_id]">) {
  const { data } = kbArticleInput.safeParse(await params);
  const staff = await signedIn("staff");
  if (!staff) redirect(`/login?next=${data ? `${BASE}/${data.kb_article_id}` : BASE}`);
  const { user_id, role } = staff;
  if (!data) return <NoSuchArticle base={BASE} />;
  return <ArticleScreen me={{ user_id, role }} id={data.kb_article_id} base={BASE} />;
}
