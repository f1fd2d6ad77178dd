"use client";

import { EllipsisVertical, History, KeyRound, LogIn, LogOut, Volume2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { AccountDialog, type AccountMode } from "@/components/customer/account-dialog";
import type { Person } from "@/components/customer/person";
import { SignOutDialog } from "@/components/customer/sign-out-dialog";
import { setSound, useSound } from "@/components/customer/use-sound";
import { NativeDialog } from "@/components/ui/native-dialog";
import { NativeMenu, NativeMenuItem } from "@/components/ui/native-menu";
import { useHydrated } from "@/components/ui/use-hydrated";

const loadPassword = () => import("@/components/customer/password-dialog");
/** Few have an account, so nobody else loads it. */
const PasswordDialog = lazy(() =>
  loadPassword().then(
    (module) => ({ default: module.PasswordDialog }),
    () => ({ default: NotLoaded }),
  ),
);

function NotLoaded({ onClose }: { onClose: () => void }) {
  return (
    <NativeDialog open onOpenChange={onClose} size="sm" title="Change password">
      This part did not load. Load the page again to try once more.
    </NativeDialog>
  );
}

type CustomerMenuProps = {
  person: Person;
  /** The chat that is still open: a guest's ends when they sign out. */
  open_id: string | null;
  /** The list of earlier chats, where it is not on the screen. */
  earlier?: ReactNode;
};

export function CustomerMenu({ person, open_id, earlier }: CustomerMenuProps) {
  const [account, setAccount] = useState<AccountMode | null>(null);
  const [is_listing, setListing] = useState(false);
  const [is_leaving, setLeaving] = useState(false);
  const [is_changing, setChanging] = useState(false);
  const sounds = useSound();
  const hydrated = useHydrated();
  const { is_guest } = person;
  // It opens at once, also when the connection is lost by then.
  useEffect(() => {
    if (!is_guest) loadPassword().catch(() => {});
  }, [is_guest]);
  return (
    <>
      <NativeMenu
        label="Menu"
        icon={<EllipsisVertical aria-hidden="true" />}
        disabled={!hydrated}
        className="disabled:opacity-100"
      >
        {earlier && (
          <NativeMenuItem icon={<History aria-hidden="true" />} onSelect={() => setListing(true)}>
            Earlier chats
          </NativeMenuItem>
        )}
        <NativeMenuItem
          icon={<Volume2 aria-hidden="true" />}
          checked={sounds}
          onSelect={() => setSound(!sounds)}
        >
          Sound for new messages
        </NativeMenuItem>
        {is_guest && (
          <NativeMenuItem
            icon={<LogIn aria-hidden="true" />}
            onSelect={() => setAccount("sign_in")}
          >
            Sign in
          </NativeMenuItem>
        )}
        {!is_guest && (
          <NativeMenuItem icon={<KeyRound aria-hidden="true" />} onSelect={() => setChanging(true)}>
            Change password
          </NativeMenuItem>
        )}
        <NativeMenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => setLeaving(true)}>
          Sign out
        </NativeMenuItem>
      </NativeMenu>
      <NativeDialog open={is_listing} onOpenChange={setListing} title="Earlier chats">
        {earlier}
      </NativeDialog>
      <AccountDialog mode={account} onModeChange={setAccount} leaves_guest />
      {is_changing && (
        <Suspense>
          <PasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
      <SignOutDialog
        open={is_leaving}
        onOpenChange={setLeaving}
        person={person}
        open_id={open_id}
      />
    </>
  );
}
