import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ArticlesScreen } from "@/components/articles/articles-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Articles" };

export default async function AdminArticlesPage() {
  if (!(await signedIn("staff"))) redirect("/login?next=/admin/articles");
  return <ArticlesScreen base="/admin/articles" />;
}
