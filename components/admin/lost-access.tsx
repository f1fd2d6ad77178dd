"use client";

import { useState } from "react";
import { renewSetupLink, useResetTwoFactor } from "@/components/admin/use-staff";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import type { Account } from "@/lib/users/contract";

type LostAccessProps = {
  account: Account;
  onInvited: (account: Account, path: string) => void;
};

/** For who forgot their password or lost their phone; one's own is on one's own page. */
export function LostAccess({ account, onInvited }: LostAccessProps) {
  const is_own = useClientState((state) => state.me.user_id === account.id);
  const resetTwoFactor = useResetTwoFactor(account.id);
  const [has_two_factor, setHasTwoFactor] = useState(account.has_two_factor);
  const [running, setRunning] = useState<"link" | "two-factor" | null>(null);
  const toast = useToast();
  if (is_own || !account.is_active || account.is_invited) return null;

  async function run(what: "link" | "two-factor", act: () => Promise<void>) {
    setRunning(what);
    try {
      await act();
    } catch (error) {
      toast({ tone: "danger", title: "It did not work", description: toErrorBody(error).message });
    }
    setRunning(null);
  }

  const makeLink = async () => onInvited(account, (await renewSetupLink(account.id)).setup_path);
  async function turnOff() {
    await resetTwoFactor();
    setHasTwoFactor(false);
    toast({ tone: "success", title: `${account.name} signs in with their password alone` });
  }

  return (
    <section aria-label="Lost access" className="mt-4 border-t pt-3">
      <h3 className="font-medium">Lost access</h3>
      <p className="text-sm text-text-muted">
        With a link they choose a new password, which signs them out everywhere.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="sm"
          loading={running === "link"}
          disabled={running === "two-factor"}
          onClick={() => run("link", makeLink)}
        >
          New password link
        </Button>
        {has_two_factor && (
          <Button
            size="sm"
            loading={running === "two-factor"}
            disabled={running === "link"}
            onClick={() => run("two-factor", turnOff)}
          >
            Turn off second factor
          </Button>
        )}
      </div>
    </section>
  );
}
