import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { StaffScreen } from "@/components/admin/staff-screen";
import { signedIn } from "@/lib/http/session";
import { settings } from "@/lib/settings/queries";

export const metadata: Metadata = { title: "Staff" };

export default async function AdminStaffPage() {
  if (!(await signedIn("staff"))) redirect("/login?next=/admin/staff");
  return <StaffScreen usual_limit={settings().max_chats_per_agent} />;
}
