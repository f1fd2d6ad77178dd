import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AgentPage } from "@/components/canned-responses/agent-page";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Canned responses" };

export default async function InboxCannedResponsesPage() {
  const staff = await signedIn("staff");
  if (!staff) redirect("/login?next=/inbox/canned-responses");
  const { user_id, role } = staff;
  return <AgentPage me={{ user_id, role }} />;
}
