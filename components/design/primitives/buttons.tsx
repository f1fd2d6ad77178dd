import { Archive, Send } from "lucide-react";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Button, type ButtonVariant, buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "Primary",
  secondary: "Secondary",
  ghost: "Ghost",
  danger: "Danger",
};

export function Buttons() {
  return (
    <Section title="Buttons" shows={["button", "icon-button"]}>
      {(Object.keys(VARIANTS) as ButtonVariant[]).map((variant) => (
        <Row key={variant} title={VARIANTS[variant]}>
          <State name="rest">
            <Button variant={variant}>Send</Button>
          </State>
          <State name="hover" force="hover">
            <Button variant={variant}>Send</Button>
          </State>
          <State name="focus" force="focus-visible">
            <Button variant={variant}>Send</Button>
          </State>
          <State name="pressed" force="active">
            <Button variant={variant}>Send</Button>
          </State>
          <State name="disabled">
            <Button variant={variant} disabled>
              Send
            </Button>
          </State>
          <State name="loading">
            <Button variant={variant} loading>
              Send
            </Button>
          </State>
          <State name="with an icon and its key">
            <Button variant={variant} shortcut="Mod+Enter">
              <Send aria-hidden="true" />
              Send
            </Button>
          </State>
          <State name="small">
            <Button variant={variant} size="sm" shortcut="E">
              End chat
            </Button>
          </State>
          <State name="right to left" dir="rtl">
            <Button variant={variant} shortcut="A">
              <Archive aria-hidden="true" />
              {ARABIC}
            </Button>
          </State>
        </Row>
      ))}
      <Row title="Long text">
        <State name="wraps" width="field">
          <Button variant="primary" shortcut="A">
            Accept the chat of {LONG_NAME}
          </Button>
        </State>
        <State name="without a place to break it" width="field">
          <Button>{"a".repeat(60)}</Button>
        </State>
        <State name="a link that looks like one">
          <a href="#top" className={buttonClass({ variant: "primary" })}>
            Go to the chat
          </a>
        </State>
      </Row>
      <Row title="Icon button">
        <State name="rest">
          <IconButton label="Put away" shortcut="P">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="hover" force="hover">
          <IconButton label="Put away">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="focus" force="focus-visible">
          <IconButton label="Put away">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="pressed" force="active">
          <IconButton label="Put away">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="disabled">
          <IconButton label="Put away" disabled>
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="loading">
          <IconButton label="Put away" loading>
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="small">
          <IconButton label="Put away" size="sm">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
        <State name="primary">
          <IconButton label="Put away" variant="primary">
            <Archive aria-hidden="true" />
          </IconButton>
        </State>
      </Row>
    </Section>
  );
}
