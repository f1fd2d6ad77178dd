import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ArticlesScreen } from "@/components/articles/articles-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Articles" };

export default async function InboxArticlesPage() {
  if (!(await signedIn("staff"))) redirect("/login?next=/inbox/articles");
  return <ArticlesScreen base="/inbox/articles" />;
}
