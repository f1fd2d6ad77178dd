"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";

const KEYS: [keys: string[], does: string][] = [
  [["A"], "Accept the open chat, or the next in the queue"],
  [["J", "K"], "Go to the next or previous chat"],
  [["ArrowDown", "ArrowUp"], "The same, in the lists"],
  [["N"], "Open the chat that waits longest for your answer"],
  [["/"], "Search the chats and the messages"],
  [["/"], "In an empty message: pick a canned response"],
  [["B"], "Share an article in the open chat"],
  [["1", "9"], "Open your chat with this number"],
  [["Enter"], "In the lists: write in the chat. In the message: send"],
  [["Shift+Enter"], "Start a new line"],
  [["Mod+U"], "In the message: attach a file"],
  [["Escape"], "Leave the message, or close what is open"],
  [["E"], "End the open chat"],
  [["T"], "Transfer the open chat to a colleague"],
  [["R"], "Release the open chat"],
  [["I"], "Make a ticket of the open chat"],
  [["M"], "Write a note for the staff, or to the customer again"],
  [["C"], "Show your closed chats"],
  [["S"], "Save the open chat as a file"],
  [["D"], "Show the customer, where there is little room"],
  [["H"], "Go to the customer’s other chats"],
  [["Mod+K"], "Find any command or chat by its name"],
  [["?"], "Show this list"],
];

type KeyListProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  keys_on: boolean;
  onKeysOn: (keys_on: boolean) => void;
};

export function KeyList({ open, onOpenChange, keys_on, onKeysOn }: KeyListProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      <Switch
        className="mb-3"
        label="Single keys"
        hint="When off, single letters and digits do nothing."
        checked={keys_on}
        onCheckedChange={onKeysOn}
      />
      <dl className="divide-y">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3 py-1.5">
            <dt className="flex items-center gap-1">
              {keys.map((one, place) => (
                <span key={one} className="flex items-center gap-1">
                  {place > 0 && <span className="text-text-subtle">{one === "9" ? "–" : "/"}</span>}
                  <Kbd keys={one} />
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
