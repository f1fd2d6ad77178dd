import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SettingsScreen } from "@/components/admin/settings-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Settings" };

export default async function AdminSettingsPage() {
  if (!(await signedIn("staff"))) redirect("/login?next=/admin/settings");
  return <SettingsScreen />;
}
