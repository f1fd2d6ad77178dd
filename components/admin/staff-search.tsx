"use client";

import { Search, SearchX, X } from "lucide-react";
import { useRef } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

type StaffSearchProps = { search: string; onSearch: (search: string) => void };

/** Narrows the staff to those with these words, so that nobody is many keys away. */
export function StaffSearch({ search, onSearch }: StaffSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <search className="relative flex min-w-0 max-w-sm">
      <Input
        ref={field}
        icon={<Search />}
        aria-label="Search the staff"
        placeholder="Name, e-mail, role or skill"
        enterKeyHint="search"
        autoComplete="off"
        maxLength={200}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onSearch("");
        }}
        className="flex-1 [&>input]:pe-8 pointer-coarse:[&>input]:pe-12"
      />
      {search && (
        <span className="absolute inset-y-0 end-1 flex items-center pointer-coarse:end-0">
          <IconButton
            size="sm"
            label="Clear the search"
            onClick={() => {
              onSearch("");
              field.current?.focus();
            }}
          >
            <X aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </search>
  );
}

export function NobodyFound() {
  return (
    <div role="status" className="rounded-lg border border-border bg-surface">
      <EmptyState icon={<SearchX />} title="Nobody of the staff matches.">
        Search by name, e-mail, role or skill
        <span className="pointer-coarse:hidden">
          ; <Kbd keys="Escape" className="align-middle" /> in the field clears it
        </span>
        .
      </EmptyState>
    </div>
  );
}
