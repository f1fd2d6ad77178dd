"use client";

import { useState } from "react";
import { AccountDialog, type AccountMode } from "@/components/customer/account-dialog";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";

/** For a stranger: the ways to an account. */
export function AccountButtons() {
  const [mode, setMode] = useState<AccountMode | null>(null);
  const hydrated = useHydrated();
  const look = {
    variant: "ghost",
    size: "sm",
    disabled: !hydrated,
    className: "disabled:opacity-100",
  } as const;
  return (
    <>
      <Button {...look} onClick={() => setMode("sign_in")}>
        Sign in
      </Button>
      <Button {...look} onClick={() => setMode("create")}>
        Create an account
      </Button>
      <AccountDialog mode={mode} onModeChange={setMode} leaves_guest={false} />
    </>
  );
}
