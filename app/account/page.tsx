import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/components/account/account-page";
import { signedIn } from "@/lib/http/session";
import { readSelf } from "@/lib/users/queries";

export const metadata: Metadata = { title: "Your account" };

export default async function OwnAccountPage() {
  const staff = await signedIn("staff");
  if (!staff) redirect("/login?next=/account");
  const { user } = await readSelf(staff);
  return <AccountPage name={user.name} email={user.email} />;
}
