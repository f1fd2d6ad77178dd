"use client";

import { CornerDownRight, Search, X } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

type SearchBarProps = {
  search: string;
  onSearch: (search: string) => void;
  fieldRef: Ref<HTMLInputElement>;
  /** From the field into the lists: to the first row, or into its chat. */
  onLeave: (to: "row" | "chat") => void;
  /** Whether a customer waits for an answer in another own chat. */
  has_waiting: boolean;
  onNextWaiting: () => void;
};

/** Over the lists: what they are narrowed to, and the way to who waits longest. */
export function SearchBar(props: SearchBarProps) {
  const { search, onSearch, fieldRef, onLeave, has_waiting, onNextWaiting } = props;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      if (search) onSearch("");
      else event.currentTarget.blur();
    } else if (event.key === "ArrowDown") onLeave("row");
    else if (event.key === "Enter") onLeave("chat");
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex min-w-0 items-center gap-2 border-b px-3 py-2">
      <search className="relative flex min-w-0 flex-1">
        <Input
          ref={fieldRef}
          icon={<Search />}
          aria-label="Search the chats"
          aria-keyshortcuts="/"
          placeholder="Search"
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          className="flex-1 [&>input]:pe-8 pointer-coarse:[&>input]:pe-12"
        />
        <span className="absolute inset-y-0 end-1 flex items-center pointer-coarse:end-0">
          {search ? (
            <IconButton size="sm" label="Clear the search" onClick={() => onSearch("")}>
              <X aria-hidden="true" />
            </IconButton>
          ) : (
            <span aria-hidden="true" className="me-1 text-text-subtle pointer-coarse:hidden">
              <Kbd keys="/" />
            </span>
          )}
        </span>
      </search>
      <Button
        shortcut="N"
        disabled={!has_waiting}
        onClick={onNextWaiting}
        title="Open the chat that waits longest for your answer"
      >
        <CornerDownRight aria-hidden="true" className="rtl:-scale-x-100" />
        Next
        <span className="sr-only"> waiting for your answer</span>
      </Button>
    </div>
  );
}
