"use client";

import { useState } from "react";
import { AccountDialog, type AccountMode } from "@/components/customer/account-dialog";
import { Button } from "@/components/ui/button";

/** For a stranger: the ways to an account. */
export function AccountButtons() {
  const [mode, setMode] = useState<AccountMode | null>(null);
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setMode("sign_in")}>
        Sign in
      </Button>
      <Button variant="ghost" size="sm" onClick={() => setMode("create")}>
        Create an account
      </Button>
      <AccountDialog mode={mode} onModeChange={setMode} leaves_guest={false} />
    </>
  );
}
