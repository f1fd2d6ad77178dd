"use client";

import { useState } from "react";
import { Presence } from "@/components/admin/presence";
import { renewSetupLink, useUpdateStaff } from "@/components/admin/use-staff";
import { ROLE } from "@/components/admin/words";
import { Load } from "@/components/chat/load";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import type { Account } from "@/lib/users/contract";

type StaffTableProps = {
  staff: Account[];
  /** Who may not be deactivated, for nobody else is an active admin. */
  last_admin: Account | undefined;
  onEdit: (account: Account) => void;
  onDeactivate: (account: Account) => void;
  onInvited: (account: Account, path: string) => void;
};

export function StaffTable({ staff, ...acts }: StaffTableProps) {
  return (
    <div className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface">
      <Table label="Staff" role="table" className="max-lg:block">
        <TableHead role="rowgroup" className="max-lg:sr-only">
          <TableRow role="row">
            <TableHeader role="columnheader">Name</TableHeader>
            <TableHeader role="columnheader">Role</TableHeader>
            <TableHeader role="columnheader">Status</TableHeader>
            <TableHeader role="columnheader">Chats</TableHeader>
            <TableHeader role="columnheader">Skills</TableHeader>
            <TableHeader role="columnheader">
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody role="rowgroup" className="max-lg:block">
          {staff.map((account) => (
            <StaffRow key={account.id} account={account} {...acts} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

// On a narrow screen a row is a block of lines; the roles keep it a table to those who listen.
const cell = "max-lg:border-0 max-lg:p-0";

type StaffRowProps = { account: Account } & Omit<StaffTableProps, "staff">;

function StaffRow({ account, last_admin, onEdit, onDeactivate, onInvited }: StaffRowProps) {
  const me = useClientState((state) => state.me);
  return (
    <TableRow
      role="row"
      data-account={account.id}
      className="max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:p-3 max-lg:last:border-b-0"
    >
      <TableHeader
        scope="row"
        role="rowheader"
        className={`${cell} max-w-0 min-w-56 lg:w-2/5 max-lg:w-full max-lg:max-w-full`}
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <IsolatedText truncate title={account.name}>
            {account.name}
          </IsolatedText>
          {account.id === me.user_id && (
            <span className="shrink-0 font-normal text-text-subtle">You</span>
          )}
        </span>
        <IsolatedText
          truncate
          title={account.email ?? undefined}
          className="text-sm font-normal text-text-muted"
        >
          {account.email}
        </IsolatedText>
      </TableHeader>
      <TableCell role="cell" className={cell}>
        <Badge tone={account.role === "admin" ? "accent" : "neutral"}>{ROLE[account.role]}</Badge>
      </TableCell>
      <TableCell role="cell" className={cell}>
        {account.is_active ? <Presence agent={account} /> : <Badge>Deactivated</Badge>}
      </TableCell>
      <TableCell role="cell" className={cell}>
        <Load agent={account} />
      </TableCell>
      <TableCell role="cell" className={`${cell} max-w-64 max-lg:max-w-full max-lg:empty:hidden`}>
        {account.skills.length > 0 && (
          <span className="flex flex-wrap gap-1">
            {account.skills.map((skill) => (
              <Badge key={skill}>{skill}</Badge>
            ))}
          </span>
        )}
      </TableCell>
      <TableCell
        role="cell"
        className={`${cell} w-px whitespace-nowrap max-sm:w-full sm:max-lg:ms-auto sm:max-lg:w-auto`}
      >
        <span className="flex justify-end gap-1 max-sm:mt-1 max-sm:justify-start">
          {account.is_active && account.is_invited && (
            <NewLink account={account} onInvited={onInvited} />
          )}
          <Button size="sm" onClick={() => onEdit(account)}>
            Edit
          </Button>
          {account.is_active ? (
            account.id === last_admin?.id ? (
              // The server would refuse: said before one asks for it.
              <span className="self-center px-2 text-sm text-text-subtle">Last admin</span>
            ) : (
              <Button size="sm" variant="ghost" onClick={() => onDeactivate(account)}>
                Deactivate
              </Button>
            )
          ) : (
            <Reactivate account={account} />
          )}
        </span>
      </TableCell>
    </TableRow>
  );
}

type NewLinkProps = { account: Account } & Pick<StaffTableProps, "onInvited">;

function NewLink({ account, onInvited }: NewLinkProps) {
  const [running, setRunning] = useState(false);
  const toast = useToast();

  async function run() {
    setRunning(true);
    try {
      onInvited(account, (await renewSetupLink(account.id)).setup_path);
    } catch (error) {
      const description = toErrorBody(error).message;
      toast({ tone: "danger", title: `There is no new link for ${account.name}`, description });
    }
    setRunning(false);
  }

  return (
    <Button
      size="sm"
      loading={running}
      title="The link before it opens nothing any more"
      onClick={run}
    >
      New link
    </Button>
  );
}

function Reactivate({ account }: { account: Account }) {
  const update = useUpdateStaff(account.id);
  const [running, setRunning] = useState(false);
  const toast = useToast();

  async function run() {
    setRunning(true);
    try {
      await update({ is_active: true });
      toast({ tone: "success", title: `${account.name} can sign in again` });
    } catch (error) {
      const description = toErrorBody(error).message;
      toast({ tone: "danger", title: `${account.name} is still deactivated`, description });
    }
    setRunning(false);
  }

  return (
    <Button size="sm" variant="ghost" loading={running} onClick={run}>
      Reactivate
    </Button>
  );
}
