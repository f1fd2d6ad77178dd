"use client";

import { UserPlus } from "lucide-react";
import { useRef, useState } from "react";
import { AddStaffDialog } from "@/components/admin/add-staff-dialog";
import { DeactivateDialog } from "@/components/admin/deactivate-dialog";
import { EditStaffDialog } from "@/components/admin/edit-staff-dialog";
import { SetupLinkDialog } from "@/components/admin/setup-link-dialog";
import { NobodyFound, StaffSearch } from "@/components/admin/staff-search";
import { StaffTable } from "@/components/admin/staff-table";
import { isFound } from "@/components/admin/staff-text";
import { useFocusBack } from "@/components/admin/use-focus-back";
import { useStaff } from "@/components/admin/use-staff";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Account } from "@/lib/users/contract";

type Asked =
  | { what: "add"; account?: undefined; is_new?: false }
  | { what: "edit" | "deactivate"; account: Account; is_new?: false }
  | { what: "link"; account: Account; path: string; is_new: boolean };

type StaffScreenProps = {
  /** How many chats at once a new agent may hold, where nobody says otherwise. */
  usual_limit: number;
};

export function StaffScreen({ usual_limit }: StaffScreenProps) {
  const staff = useStaff();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [search, setSearch] = useState("");
  const admins = staff.data?.filter(({ role, is_active }) => role === "admin" && is_active);
  const found = staff.data?.filter((account) => isFound(account, search));
  const last = useRef<Asked>(null);
  const screen = useRef<HTMLDivElement>(null);
  const focus = useFocusBack(() => {
    const { account, is_new } = last.current ?? {};
    const row = account && !is_new && `[data-account="${account.id}"] button`;
    return screen.current?.querySelector<HTMLElement>(row || "button");
  });

  function ask(what: Asked) {
    focus.keep();
    last.current = what;
    setAsked(what);
  }
  function close() {
    setAsked(null);
    focus.giveBack();
  }

  return (
    <div ref={screen} className="contents">
      <PageHeader
        title="Staff"
        description="Agents answer chats. Admins do too, and see these pages."
        actions={
          <Button variant="primary" onClick={() => ask({ what: "add" })}>
            <UserPlus aria-hidden="true" />
            Add staff
          </Button>
        }
      />
      {staff.error && (
        <LoadFailed
          what="The staff"
          error={staff.error}
          retrying={staff.isFetching}
          onRetry={() => staff.refetch()}
          has_old={staff.data !== undefined}
        />
      )}
      {!staff.data && !staff.error && <LoadingStaff />}
      {found && <StaffSearch search={search} onSearch={setSearch} />}
      {found?.length === 0 && <NobodyFound />}
      {found && found.length > 0 && (
        <StaffTable
          staff={found}
          last_admin={admins?.length === 1 ? admins[0] : undefined}
          onEdit={(account) => ask({ what: "edit", account })}
          onDeactivate={(account) => ask({ what: "deactivate", account })}
          onInvited={(account, path) => ask({ what: "link", account, path, is_new: false })}
        />
      )}
      {asked?.what === "add" && (
        <AddStaffDialog
          usual_limit={usual_limit}
          onClose={close}
          onInvited={(account, path) => ask({ what: "link", account, path, is_new: true })}
        />
      )}
      {asked?.what === "link" && (
        <SetupLinkDialog account={asked.account} path={asked.path} onClose={close} />
      )}
      {asked?.what === "edit" && (
        <EditStaffDialog
          account={asked.account}
          onClose={close}
          onInvited={(account, path) => ask({ what: "link", account, path, is_new: false })}
        />
      )}
      {asked?.what === "deactivate" && <DeactivateDialog account={asked.account} onClose={close} />}
    </div>
  );
}

function LoadingStaff() {
  return (
    <div
      role="status"
      className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
    >
      <span className="sr-only">The staff is loading.</span>
      {["w-3/5", "w-4/5", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
