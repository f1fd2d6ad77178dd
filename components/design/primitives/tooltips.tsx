import { Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";

export function Tooltips() {
  return (
    <Section title="Tooltip" shows={["tooltip"]}>
      <Row>
        <State name="above">
          <Tooltip content="It never is the only place of a fact." shortcut="Mod+K">
            <Button>Point here</Button>
          </Tooltip>
        </State>
        <State name="below">
          <Tooltip content="Where there is room" side="bottom">
            <Button>Or here</Button>
          </Tooltip>
        </State>
      </Row>
    </Section>
  );
}
