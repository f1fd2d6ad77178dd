import type { Metadata } from "next";
import { AccountCard } from "@/components/account/account-card";
import { DeadLink } from "@/components/account/dead-link";
import { SetupForm } from "@/components/account/setup-form";
import { findSetupLink } from "@/lib/users/queries";

export const metadata: Metadata = {
  title: "Create your account",
  // The token in the address is a key: it goes to no other site.
  referrer: "no-referrer",
  robots: { index: false },
};

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  const { token } = await searchParams;
  const link = typeof token === "string" ? await findSetupLink(token) : null;
  if (typeof token !== "string" || !link) {
    return (
      <AccountCard title="This link does not work">
        <DeadLink />
      </AccountCard>
    );
  }
  return (
    <AccountCard
      title={link.user ? "Choose a password" : "Create the first admin"}
      description={
        link.user
          ? "With it you sign in to Parley from now on."
          : "An admin adds agents and sees all chats."
      }
    >
      <SetupForm token={token} invited={link.user} />
    </AccountCard>
  );
}
