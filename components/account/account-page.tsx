"use client";

import Link from "next/link";
import { LoginsCard } from "@/components/account/logins-card";
import { PasswordCard } from "@/components/account/password-card";
import { TwoFactorCard } from "@/components/account/two-factor-card";
import { useLogins } from "@/components/account/use-account";
import { AgentFrame } from "@/components/staff/agent-frame";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { toErrorBody } from "@/lib/client/api";
import type { User } from "@/lib/users/contract";

/** Where staff look after their own sign-in. */
export function AccountPage({ name, email }: Pick<User, "name" | "email">) {
  return (
    <AgentFrame>
      <div className="flex w-full max-w-2xl min-w-0 flex-col gap-4 self-center">
        <PageHeader title="Your account" description={<bdi>{name}</bdi>} />
        <SignedOutNotice />
        <PasswordCard email={email} />
        <TwoFactorCard email={email} />
        <LoginsCard />
      </div>
    </AgentFrame>
  );
}

/** Whoever was signed out from elsewhere meanwhile. */
function SignedOutNotice() {
  const { error } = useLogins();
  if (!error || toErrorBody(error).code !== "UNAUTHENTICATED") return null;
  return (
    <Banner
      tone="warning"
      title="You are signed out"
      action={
        <Link href="/login?next=/account" className={buttonClass({ size: "sm" })}>
          Sign in
        </Link>
      }
    >
      This sign-in has ended.
    </Banner>
  );
}
