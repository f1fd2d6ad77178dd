import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NoSuchChat() {
  return (
    <EmptyState
      icon={<SearchX />}
      title={<h1>There is no such chat</h1>}
      action={
        <Link href="/admin/chats" className={buttonClass()}>
          All chats
        </Link>
      }
    >
      Check the address.
    </EmptyState>
  );
}
