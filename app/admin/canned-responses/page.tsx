import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CannedResponsesScreen } from "@/components/canned-responses/canned-responses-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Canned responses" };

export default async function AdminCannedResponsesPage() {
  const staff = await signedIn("staff");
  if (!staff) redirect("/login?next=/admin/canned-responses");
  const { user_id, role } = staff;
  return <CannedResponsesScreen me={{ user_id, role }} />;
}
