"use client";

import { Download, Eraser, UserRound } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { callApi, toErrorBody } from "@/lib/client/api";
import type { Session } from "@/lib/sessions/contract";

/** All that is known of a chat's customer, to save or to erase. */
export function CustomerData({ customer }: Pick<Session, "customer">) {
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function erase() {
    setProblem(null);
    try {
      await callApi({ side: "staff" }, "POST", `/api/users/${customer.id}/erase`);
    } catch (error) {
      setProblem(toErrorBody(error).message);
      return false;
    }
    // A load of its own: nothing that was fetched of them is left. There it says what was erased.
    location.assign("/admin/audit?action=customer.erase");
    return false;
  }

  return (
    <>
      <Menu>
        <MenuTrigger>
          <Button size="sm" title="What is known of this customer">
            <UserRound aria-hidden="true" />
            Customer
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <a href={`/api/users/${customer.id}/export?side=staff`} download>
              <Download aria-hidden="true" />
              Export all data
            </a>
          </MenuItem>
          <MenuItem
            tone="danger"
            icon={<Eraser aria-hidden="true" />}
            onSelect={() => setAsks(true)}
          >
            Erase…
          </MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={asks}
        onOpenChange={(open) => {
          setAsks(open);
          setProblem(null);
        }}
        title="Erase this customer?"
        description={
          <>
            The name, the texts and the files of <bdi>{customer.name}</bdi> go for good, in all of
            their chats and tickets, and so do notes and answers to them. Chats that are open end.
            Times, ratings and counts stay. This cannot be undone.
          </>
        }
        confirmLabel="Erase for good"
        onConfirm={erase}
      >
        {problem && <Banner tone="danger">{problem}</Banner>}
      </ConfirmDialog>
    </>
  );
}
