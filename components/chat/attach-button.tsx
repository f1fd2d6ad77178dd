"use client";

import { Paperclip } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";

type AttachButtonProps = {
  /** What it opens, for the key that does the same. */
  input: RefObject<HTMLInputElement | null>;
  onChoose: (files: File[]) => void;
};

export function AttachButton({ input, onChoose }: AttachButtonProps) {
  return (
    <>
      <IconButton label="Attach a file" shortcut="Mod+U" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" />
      </IconButton>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/gif,image/webp,application/pdf"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
