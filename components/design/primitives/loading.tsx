import { Row, Section, State } from "@/components/design/specimen";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

export function Loading() {
  return (
    <Section title="Loading" shows={["skeleton", "spinner"]}>
      <Row>
        <State name="skeleton" width="field">
          <Skeleton />
        </State>
        <State name="spinner">
          <Spinner />
        </State>
        <State name="spinner that says what">
          <Spinner label="The chats are loading" />
        </State>
      </Row>
    </Section>
  );
}
