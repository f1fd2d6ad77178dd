import { LogOut, Settings2, Trash2 } from "lucide-react";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
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

export function Menus() {
  return (
    <Section title="Menus" shows={["menu"]}>
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
      </Row>
    </Section>
  );
}
