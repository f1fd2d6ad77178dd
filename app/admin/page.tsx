import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Overview } from "@/components/admin/overview";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Overview" };

export default async function AdminPage() {
  if (!(await signedIn("staff"))) redirect("/login?next=/admin");
  return <Overview />;
}
