import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuditScreen } from "@/components/admin/audit/audit-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Audit log" };

export default async function AdminAuditPage({ searchParams }: PageProps<"/admin/audit">) {
  if (!(await signedIn("staff"))) {
    const filters = Object.entries(await searchParams).map(([key, value]) => [key, String(value)]);
    const query = new URLSearchParams(filters).toString();
    redirect(`/login?next=${encodeURIComponent(query ? `/admin/audit?${query}` : "/admin/audit")}`);
  }
  return <AuditScreen />;
}
