import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { LoginForm } from "@/components/account/login-form";
import { localPath } from "@/lib/http/local-path";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const next = localPath((await searchParams).next);
  const actor = await signedIn("staff");
  if (actor) redirect(next ?? (actor.role === "admin" ? "/admin" : "/inbox"));
  return (
    <AccountCard title="Sign in" description="For agents and admins.">
      <LoginForm next={next} />
    </AccountCard>
  );
}
