"use client";

import { Braces, Download, FileText, Globe } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { transcriptPath } from "@/lib/client/transcript";

type SaveMenuProps = {
  session_id: string;
  shortcut?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

const FORMATS = [
  ["html", "Web page", Globe],
  ["txt", "Text", FileText],
  ["json", "JSON", Braces],
] as const;

/** For staff: a chat as a file, with its notes. */
export function SaveMenu({ session_id, shortcut, ...opening }: SaveMenuProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Menu {...opening}>
      <span ref={setPlace} className="inline-flex">
        <MenuTrigger>
          <Button size="sm" {...(shortcut && { shortcut })} title="Save this chat with its notes">
            <Download aria-hidden="true" />
            Save
          </Button>
        </MenuTrigger>
      </span>
      {/* A chat is cut off at its edges. */}
      <MenuContent container={place?.closest("main") ?? null}>
        {FORMATS.map(([format, label, Icon]) => (
          <MenuItem key={format} asChild>
            <a href={transcriptPath(session_id, format, { side: "staff" })} download>
              <Icon aria-hidden="true" />
              {label}
            </a>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
