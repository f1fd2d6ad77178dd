import { useState } from "react";
import { ARABIC, ARABIC_NAME, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

const CHATS = [
  ["Maria Santos", "Lamp arrived broken", 4],
  [LONG_NAME, "A subject", 12],
  [ARABIC_NAME, ARABIC, 0],
] as const;

export function Tables() {
  return (
    <Section title="Table" shows={["table"]}>
      <Row>
        <State name="rest" width="wide">
          <Chats label="Chats" />
        </State>
        <State name="a row under the pointer" force="hover" width="wide">
          <Chats label="Hovered" />
        </State>
        <State name="a row that is picked" width="wide">
          <Chats label="Picked" picked={1} />
        </State>
        <State name="right to left" width="wide" dir="rtl">
          <Chats label="Right to left" />
        </State>
      </Row>
    </Section>
  );
}

function Chats({ label, picked }: { label: string; picked?: number }) {
  const [sort, setSort] = useState<"ascending" | "descending">("descending");
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>Customer</TableHeader>
          <TableHeader sort="none" onSort={() => {}}>
            Subject
          </TableHeader>
          <TableHeader
            align="end"
            sort={sort}
            onSort={() => setSort(sort === "ascending" ? "descending" : "ascending")}
          >
            Messages
          </TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {CHATS.map(([customer, subject, messages], place) => (
          <TableRow key={customer} aria-selected={place === picked || undefined}>
            <TableHeader scope="row">
              <bdi>{customer}</bdi>
            </TableHeader>
            <TableCell>
              <bdi>{subject}</bdi>
            </TableCell>
            <TableCell align="end">{messages}</TableCell>
            <TableCell>
              <Button size="sm">Open</Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
