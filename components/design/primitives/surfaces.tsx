import { LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";

export function Surfaces() {
  return (
    <Section title="Surfaces" shows={["card", "page-header", "tabs"]}>
      <Row title="Card">
        <State name="with all its parts" width="field">
          <Card
            title="Canned responses"
            description="What you say often."
            actions={<Button size="sm">Add</Button>}
            footer={<Button variant="primary">Save</Button>}
          >
            Hello, how can I help?
          </Card>
        </State>
        <State name="to the edges" width="field">
          <Card title="Staff" padded={false}>
            A table or a list
          </Card>
        </State>
        <State name="long text" width="field">
          <Card title={LONG_NAME} actions={<Button size="sm">Add</Button>}>
            {LONG_NAME}
          </Card>
        </State>
      </Row>
      <Row title="Tabs">
        <State name="one open, one disabled" width="wide">
          <Example label="Chats" />
        </State>
        <State name="hover" force="hover" width="field">
          <Example label="Hovered" open="all" />
        </State>
        <State name="focus" force="focus-visible" width="field">
          <Example label="Focused" open="all" />
        </State>
        <State name="too many for their place" width="field">
          <Example label="Many" more={[LONG_NAME]} />
        </State>
        <State name="right to left" width="field" dir="rtl">
          <Example label="Right to left" dir="rtl" />
        </State>
      </Row>
      {/* Last, because its title is the first heading of a page. */}
      <Row title="Page header">
        <State name="with what one can do" width="wide">
          <PageHeader
            title="Staff"
            description="Agents answer chats."
            actions={<Button variant="primary">Add staff</Button>}
          />
        </State>
        <State name="long text" width="wide">
          <PageHeader title={LONG_NAME} actions={<Button>Edit</Button>} />
        </State>
      </Row>
    </Section>
  );
}

type ExampleProps = { label: string; open?: string; more?: string[]; dir?: "rtl" };

function Example({ label, open = "active", more = [], dir }: ExampleProps) {
  return (
    <Tabs defaultValue={open} dir={dir}>
      <TabList label={label}>
        <Tab value="active" count={3}>
          Active
        </Tab>
        <Tab value="all">All</Tab>
        <Tab value="closed" disabled>
          Closed
        </Tab>
        {more.map((name) => (
          <Tab key={name} value={name}>
            {name}
          </Tab>
        ))}
      </TabList>
      {["active", "all", ...more].map((name) => (
        <TabPanel key={name} value={name}>
          What the tab shows.
        </TabPanel>
      ))}
    </Tabs>
  );
}
