import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReportsScreen } from "@/components/admin/reports/reports-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Reports" };

export default async function AdminReportsPage({ searchParams }: PageProps<"/admin/reports">) {
  if (!(await signedIn("staff"))) {
    const period = Object.entries(await searchParams).map(([key, value]) => [key, String(value)]);
    const query = new URLSearchParams(period).toString();
    const path = query ? `/admin/reports?${query}` : "/admin/reports";
    redirect(`/login?next=${encodeURIComponent(path)}`);
  }
  return <ReportsScreen />;
}
