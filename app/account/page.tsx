import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/components/account/account-page";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Your account" };

export default async function OwnAccountPage() {
  const staff = await signedIn("staff");
  if (!staff) redirect("/login?next=/account");
  return <AccountPage name={staff.name} />;
}
