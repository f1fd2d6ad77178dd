import { Row, Section, State } from "@/components/design/specimen";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";

const AT = "2026-01-05T09:07:00Z";

/** All drawn on the reader's own clock. */
export function Times() {
  return (
    <Section title="Times" shows={["clock-time", "duration", "relative-time"]}>
      <Row title="Clock">
        {(["time", "date", "both"] as const).map((show) => (
          <State key={show} name={show}>
            <ClockTime at={AT} show={show} />
          </State>
        ))}
      </Row>
      <Row title="Duration">
        {["2026-01-05T09:07:09Z", "2026-01-05T09:51:07Z", "2026-01-05T20:09:02Z"].map((until) => (
          <State key={until} name="it stopped">
            <Duration since={AT} until={until} />
          </State>
        ))}
      </Row>
      <Row title="Relative">
        <State name="long ago">
          <RelativeTime at="2001-01-01T00:00:00Z" />
        </State>
        <State name="right to left" dir="rtl">
          <RelativeTime at="2001-01-01T00:00:00Z" />
        </State>
      </Row>
    </Section>
  );
}
