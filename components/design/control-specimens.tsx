'use client'
import { Moon, Pause } from 'lucide-react'
import { useState } from 'react'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Button, type ButtonTone } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Checkbox, Field, Select } from '#components/ui/field.tsx'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { ProgressLine } from '#components/ui/progress-line.tsx'
import { ShareSlider } from '#components/ui/share-slider.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Tabs } from '#components/ui/tabs.tsx'

const BUTTONS: readonly ButtonTone[] = ['plain', 'primary', 'danger', 'quiet']
const BADGES: readonly BadgeTone[] = ['plain', 'proof', 'attention', 'stop', 'faint', 'paper']
const SIDES = [
  { value: 'buy', label: 'Buy' },
  { value: 'sell', label: 'Sell' },
] as const

/** What is pressed, typed into and chosen from. */
export function ControlSpecimens({ theme }: { readonly theme: string }) {
  return (
    <Panel title={`Controls, ${theme}`}>
      <div className="flex flex-col gap-3 p-3">
        {[false, true].map((isSmall) => (
          <div key={String(isSmall)} className="flex flex-wrap items-center gap-2">
            {BUTTONS.map((tone) => (
              <Button key={tone} tone={tone} isSmall={isSmall}>
                {tone}
              </Button>
            ))}
            <Button isSmall={isSmall} disabled>
              disabled
            </Button>
            <Button isSmall={isSmall} isBusy>
              busy
            </Button>
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <HoldButton onHeld={() => undefined}>
            <Pause aria-hidden size={14} /> Hold to pause
          </HoldButton>
          <IconButton label="Dark" icon={Moon} keys="d" />
          <IconButton label="Dark, on" icon={Moon} isOn />
          <IconButton label="Dark, disabled" icon={Moon} disabled />
          <Kbd keys="Ctrl K" />
          {BADGES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </div>
        <FieldSpecimens theme={theme} />
        <ProgressLine label="Candles" done={2_400} total={10_000} note="1,200 a second, 6 s left" />
      </div>
    </Panel>
  )
}

function FieldSpecimens({ theme }: { readonly theme: string }) {
  const [side, setSide] = useState<'buy' | 'sell'>('buy')
  const [isOn, setIsOn] = useState(true)
  const [share, setShare] = useState(25)
  const [tab, setTab] = useState<'book' | 'tape'>('book')
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Quantity" defaultValue="0.05" hint="Steps of 0.001 BTC" />
        <Field label="Limit price" defaultValue="64210.55" problem="Steps of 0.1: 64,210.5" />
        <Select label="In force" defaultValue="GTC">
          <option>GTC</option>
          <option>IOC</option>
        </Select>
        <Field label="Disabled" defaultValue="–" disabled />
      </div>
      <Choice
        label="Side"
        options={SIDES}
        value={side}
        onChange={(next: 'buy' | 'sell') => setSide(next)}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Checkbox label="Post only" />
        <Checkbox label="Reduce only" defaultChecked />
        <Switch label="Follow symbol" isOn={isOn} onChange={setIsOn} />
        <Switch label="Off" isOn={false} onChange={() => undefined} isDisabled />
      </div>
      <ShareSlider label="Share of free" value={share} onChange={setShare} />
      <div className="rounded-box border border-line">
        <Tabs
          label={`Views, ${theme}`}
          value={tab}
          onChange={(next: 'book' | 'tape') => setTab(next)}
          tabs={[
            { value: 'book', label: 'Book', content: <p className="p-3">The book.</p> },
            { value: 'tape', label: 'Tape', content: <p className="p-3">The tape.</p> },
          ]}
        />
      </div>
    </>
  )
}
