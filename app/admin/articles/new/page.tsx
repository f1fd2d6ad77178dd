import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ArticleEditor } from "@/components/articles/article-editor";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "New article" };

export default async function AdminNewArticlePage() {
  const staff = await signedIn("staff");
  if (!staff) redirect("/login?next=/admin/articles/new");
  const { user_id, role } = staff;
  return <ArticleEditor me={{ user_id, role }} article={null} base="/admin/articles" />;
}
