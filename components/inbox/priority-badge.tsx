import { ChevronDown, ChevronsUp, ChevronUp, Minus } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Priority } from "@/lib/sessions/contract";

type Look = { label: string; tone: Tone; Icon: typeof Minus };

const looks: Record<Priority, Look> = {
  urgent: { label: "Urgent", tone: "danger", Icon: ChevronsUp },
  high: { label: "High", tone: "warning", Icon: ChevronUp },
  medium: { label: "Medium", tone: "neutral", Icon: Minus },
  low: { label: "Low", tone: "neutral", Icon: ChevronDown },
};

export const priorityLabel = (priority: Priority) => looks[priority].label;

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { label, tone, Icon } = looks[priority];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {label}
    </Badge>
  );
}
