import { Check, Flame } from "lucide-react";
import { ARABIC, ARABIC_NAME, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Badge, type Tone } from "@/components/ui/badge";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { RichText } from "@/components/ui/rich-text";
import { StatusDot } from "@/components/ui/status-dot";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

const TONES: Tone[] = ["neutral", "accent", "success", "warning", "danger", "info"];

const RICH = `<h2>Lamps</h2><p>In <strong>its own</strong> <a href="#lamps">box</a>, with <code>5512</code>.</p>
<ol><li>Print the label</li><li>Glue it on<ul><li>not over the seam</li></ul></li></ol>
<blockquote><p>Keep the receipt.</p></blockquote>
<table><thead><tr><th>Country</th><th align="right">Days</th></tr></thead>
<tbody><tr><td>Germany</td><td align="right">3</td></tr></tbody></table>`;

export function Words() {
  return (
    <Section
      title="Words and signs"
      shows={["badge", "kbd", "status-dot", "isolated-text", "visually-hidden", "rich-text"]}
    >
      <Row title="Badge">
        {TONES.map((tone) => (
          <State key={tone} name={tone}>
            <Badge tone={tone}>Medium</Badge>
          </State>
        ))}
        <State name="with an icon">
          <Badge tone="danger" icon={<Flame aria-hidden="true" />}>
            Urgent
          </Badge>
        </State>
        <State name="long text" width="field">
          <Badge tone="info">{LONG_NAME}</Badge>
        </State>
        <State name="right to left" dir="rtl">
          <Badge tone="success" icon={<Check aria-hidden="true" />}>
            {ARABIC}
          </Badge>
        </State>
      </Row>
      <Row title="Status dot">
        {TONES.map((tone) => (
          <State key={tone} name={tone}>
            <StatusDot tone={tone} label="Online" />
          </State>
        ))}
        <State name="label for those who listen">
          <StatusDot tone="success" label="Online" hideLabel />
        </State>
        <State name="long text" width="field">
          <StatusDot tone="warning" label={LONG_NAME} />
        </State>
        <State name="right to left" dir="rtl">
          <StatusDot tone="success" label={ARABIC} />
        </State>
      </Row>
      <Row title="Keys">
        {["A", "Enter", "Escape", "Mod+Enter", "Shift+Enter", "ArrowUp", "G I"].map((keys) => (
          <State key={keys} name={keys}>
            <Kbd keys={keys} />
          </State>
        ))}
      </Row>
      <Row title="What people wrote">
        <State name="keeps its direction">
          <p>
            <IsolatedText>{ARABIC_NAME}</IsolatedText> (2 chats)
          </p>
        </State>
        <State name="cut off" width="field">
          <IsolatedText truncate>{LONG_NAME.repeat(2)}</IsolatedText>
        </State>
        <State name="wraps" width="field">
          <IsolatedText>{`https://example.com/${"a".repeat(60)}`}</IsolatedText>
        </State>
        <State name="for those who listen">
          <p>
            3<VisuallyHidden> of 5 chats</VisuallyHidden>
          </p>
        </State>
      </Row>
      <Row title="Rich text">
        <State name="of many parts" width="field">
          <RichText html={RICH} />
        </State>
        <State name="without a place to break" width="field">
          <RichText html={`<p>${"a".repeat(120)}</p><pre><code>${"b".repeat(60)}</code></pre>`} />
        </State>
        <State name="right to left" width="field">
          <RichText html={`<h2>${ARABIC}</h2><ol><li>${ARABIC_NAME}</li></ol><p>42 lamps</p>`} />
        </State>
      </Row>
    </Section>
  );
}
