import { LogOut, Settings2, Trash2 } from "lucide-react";
import { useState } from "react";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { CommandPalette } from "@/components/ui/command";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { NativeMenu, NativeMenuItem } from "@/components/ui/native-menu";

export function Menus() {
  return (
    <Section title="Menus" shows={["menu", "native-menu", "command"]}>
      <Row>
        <State name="opens">
          <Menu>
            <MenuTrigger>
              <Button>Open the menu</Button>
            </MenuTrigger>
            <MenuContent align="start">
              <MenuLabel>{LONG_NAME}</MenuLabel>
              <MenuSeparator />
              <MenuItem icon={<Settings2 aria-hidden="true" />} shortcut="Mod+K">
                Settings
              </MenuItem>
              <MenuItem disabled>Not now</MenuItem>
              <MenuItem icon={<LogOut aria-hidden="true" />}>{LONG_NAME}</MenuItem>
              <MenuItem dir="rtl">{ARABIC}</MenuItem>
              <MenuSeparator />
              <MenuRadioGroup value="online">
                <MenuRadioItem value="online">Online</MenuRadioItem>
                <MenuRadioItem value="away">Away</MenuRadioItem>
              </MenuRadioGroup>
              <MenuCheckboxItem checked>Sounds</MenuCheckboxItem>
              <MenuSeparator />
              <MenuItem icon={<Trash2 aria-hidden="true" />} tone="danger">
                Delete
              </MenuItem>
            </MenuContent>
          </Menu>
        </State>
        <State name="the browser's own, for a light page">
          <NativeMenu label="Open the native menu" icon={<Settings2 aria-hidden="true" />}>
            <NativeMenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => {}}>
              {LONG_NAME}
            </NativeMenuItem>
            <NativeMenuItem checked onSelect={() => {}}>
              Sounds
            </NativeMenuItem>
          </NativeMenu>
        </State>
        <State name="of every command">
          <Palette />
        </State>
      </Row>
    </Section>
  );
}

function Palette() {
  const [open, setOpen] = useState(false);
  const named = (id: string, label: string, group: string) => ({
    id,
    label,
    group,
    onSelect: () => {},
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open the palette</Button>
      <CommandPalette
        open={open}
        onOpenChange={setOpen}
        commands={[
          { ...named("end", "End this chat", "Actions"), shortcut: "E" },
          named("long", LONG_NAME, "Chats"),
          { ...named("arabic", ARABIC, "Chats"), description: LONG_NAME },
        ]}
        recent={[]}
        onUsed={() => {}}
        label="Commands"
        placeholder="Find a command or a chat"
      />
    </>
  );
}
