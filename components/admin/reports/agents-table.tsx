import { useState } from "react";
import {
  type Column,
  KINDS,
  type Kind,
  type Order,
  sortedAgents,
} from "@/components/admin/reports/agent-order";
import { MEASURE, valueText } from "@/components/admin/reports/report-words";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { IsolatedText } from "@/components/ui/isolated-text";
import { NativeSelect } from "@/components/ui/native-select";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useMedia } from "@/components/ui/use-media";
import { type AgentFigures, MEASURES } from "@/lib/analytics/contract";

const COLUMNS: readonly Column[] = ["name", "sessions", ...MEASURES];
const COLUMN: Record<Column, string> = {
  name: "name",
  sessions: "chats",
  wait: "wait",
  first_response: "first response",
  response: "response",
  duration: "duration",
  messages: "messages",
  satisfaction: "satisfaction",
};

export function AgentsTable({ agents }: { agents: AgentFigures[] }) {
  const [order, setOrder] = useState<Order>({ by: "sessions", ascending: false });
  const [kind, setKind] = useState<Kind>("median");
  // Where the table is scrolled to see all of it, its heads would be out of sight: one select sorts.
  const is_wide = useMedia("(min-width: 64rem)");
  const head = (by: Column) => {
    const direction = order.ascending ? ("ascending" as const) : ("descending" as const);
    const sort = order.by === by ? direction : ("none" as const);
    if (!is_wide) return { sort };
    return {
      sort,
      onSort: () => setOrder({ by, ascending: order.by === by ? !order.ascending : by === "name" }),
    };
  };
  return (
    <Card
      title="By agent"
      description="Responses count for who wrote them, the rest for whose chat it is."
      padded={false}
      actions={
        <>
          {!is_wide && (
            <Field label="Sort by" hideLabel className="w-44 print:hidden">
              <NativeSelect
                size="sm"
                value={order.by}
                onChange={({ target }) => {
                  const by = COLUMNS.find((column) => column === target.value);
                  if (by) setOrder({ by, ascending: by === "name" });
                }}
              >
                {COLUMNS.map((by) => (
                  <option key={by} value={by}>
                    Sort by {COLUMN[by]}
                  </option>
                ))}
              </NativeSelect>
            </Field>
          )}
          <Field label="Value" hideLabel className="w-36 print:hidden">
            <NativeSelect
              size="sm"
              value={kind}
              onChange={({ target }) => setKind(target.value as Kind)}
            >
              {Object.entries(KINDS).map(([name, label]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </>
      }
    >
      {agents.length === 0 ? (
        <EmptyState title="No agent took a chat">Agents take chats in the inbox.</EmptyState>
      ) : (
        <Table
          label="Figures by agent"
          className="print:text-xs print:[&_td]:px-1 print:[&_th]:px-1 print:[&_th]:whitespace-normal print:[&_th_svg]:hidden"
          regionClassName="print:overflow-visible"
        >
          <TableHead>
            <TableRow>
              <TableHeader {...head("name")}>Agent</TableHeader>
              <TableHeader align="end" {...head("sessions")}>
                Chats
              </TableHeader>
              {MEASURES.map((measure) => (
                <TableHeader key={measure} align="end" {...head(measure)}>
                  {MEASURE[measure].label}
                </TableHeader>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {sortedAgents(agents, order, kind).map((one) => (
              <TableRow key={one.agent.id}>
                <TableHeader scope="row" className="max-w-64 text-start">
                  <IsolatedText truncate title={one.agent.name}>
                    {one.agent.name}
                  </IsolatedText>
                </TableHeader>
                <TableCell align="end">{one.sessions.toLocaleString("en")}</TableCell>
                {MEASURES.map((measure) => (
                  <TableCell key={measure} align="end" className="whitespace-nowrap">
                    {valueText(measure, one[measure][kind])}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
