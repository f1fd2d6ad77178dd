import { Inbox } from "lucide-react";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useToast } from "@/components/ui/toast";

const TONES = ["info", "success", "warning", "danger"] as const;

export function Notices() {
  const toast = useToast();
  return (
    <Section title="Notices" shows={["banner", "toast", "empty-state"]}>
      <Row title="Banner">
        {TONES.map((tone) => (
          <State key={tone} name={tone} width="wide">
            <Banner
              tone={tone}
              title="No connection."
              action={<Button size="sm">Try again</Button>}
            >
              What you write is kept and sent when it is back.
            </Banner>
          </State>
        ))}
        <State name="one line" width="wide">
          <Banner>A colleague has taken this chat at 07:17.</Banner>
        </State>
        <State name="long text" width="field">
          <Banner tone="warning" title={LONG_NAME} action={<Button size="sm">Sign in</Button>}>
            {"a".repeat(80)}
          </Banner>
        </State>
        <State name="right to left" width="wide" dir="rtl">
          <Banner tone="danger" title={ARABIC}>
            {ARABIC}
          </Banner>
        </State>
      </Row>
      <Row title="Toast">
        {TONES.map((tone) => (
          <State key={tone} name={tone}>
            <Button
              onClick={() =>
                toast({
                  tone,
                  title: `A ${tone} toast`,
                  description: `${LONG_NAME} is told about it here.`,
                  action: { label: "Undo", onSelect: () => {} },
                  duration: Number.POSITIVE_INFINITY,
                })
              }
            >
              Show the {tone} toast
            </Button>
          </State>
        ))}
      </Row>
      <Row title="Empty state">
        <State name="with what to do next" width="field">
          <EmptyState icon={<Inbox />} title="Nobody is waiting." action={<Button>Invite</Button>}>
            The next chat comes here by itself.
          </EmptyState>
        </State>
        <State name="long text" width="field">
          <EmptyState title={LONG_NAME}>{LONG_NAME}</EmptyState>
        </State>
        <State name="right to left" width="field" dir="rtl">
          <EmptyState icon={<Inbox />} title={ARABIC}>
            {ARABIC}
          </EmptyState>
        </State>
      </Row>
    </Section>
  );
}
