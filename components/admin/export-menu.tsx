"use client";

import { Braces, Download, Sheet } from "lucide-react";
import { type ChatFilters, isReversed } from "@/components/admin/chat-filters";
import { exportPath, periodOf } from "@/components/admin/export-period";
import { Button } from "@/components/ui/button";
import { clockText } from "@/components/ui/clock-text";
import { displayLocale } from "@/components/ui/display-locale";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "@/components/ui/menu";

const FORMATS = [
  ["csv", "CSV", Sheet],
  ["jsonl", "JSON Lines", Braces],
] as const;

/** All chats of the filters' period as a file. */
export function ExportMenu({ filters }: { filters: ChatFilters }) {
  return (
    <Menu>
      <MenuTrigger>
        <Button title="All chats of a period as a file" disabled={isReversed(filters)}>
          <Download aria-hidden="true" />
          Export
        </Button>
      </MenuTrigger>
      <MenuContent className="max-w-72">
        <Choices filters={filters} />
      </MenuContent>
    </Menu>
  );
}

/** Drawn when it is opened: until then it is no matter what time it is. */
function Choices({ filters }: { filters: ChatFilters }) {
  const period = periodOf(filters, new Date());
  const day = (time: string) => clockText(time, "date", displayLocale());
  if (!period) {
    return <MenuLabel>At most 366 days can be exported at once: choose “From” and “To”.</MenuLabel>;
  }
  return (
    <>
      <MenuLabel>
        All chats started from {day(period.from)} to {day(period.to)}, with their messages and notes
      </MenuLabel>
      {FORMATS.map(([format, label, Icon]) => (
        <MenuItem key={format} asChild>
          <a href={exportPath(period, format)} download>
            <Icon aria-hidden="true" />
            {label}
          </a>
        </MenuItem>
      ))}
    </>
  );
}
