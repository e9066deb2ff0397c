import { useEffect, useRef, useState } from 'react';
import { genderDimensions, handlingRules, informationCredibilities, type NoteDetail, type NoteFieldsPatch, sourceReliabilities, timePrecisions } from '../../../../shared/domain/vault/note.ts';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { SourceField } from '../sources/SourceField.tsx';
import type { FactUndo } from '../useFactUndo.ts';
import type { SaveTracker } from '../useSaveState.ts';
import { Connections } from './Connections.tsx';
import { DayField } from './DayField.tsx';
import { FactGroup } from './FactGroup.tsx';
import { TagField } from './TagField.tsx';

interface NoteFactsProps {
  readonly note: NoteDetail;
  readonly onChange: (patch: NoteFieldsPatch) => void;
  readonly track: SaveTracker['track'];
  readonly did: FactUndo['did'];
}

const precisions = timePrecisions.filter((precision) => precision !== 'unknown');

/** When and where, who said it and how far they can be relied on, what it points to, what it is connected with, and who may see it. */
export function NoteFacts({ note, onChange, track, did }: NoteFactsProps) {
  const text = useText();
  const { fields } = note;
  const connections = useVaultValue({ name: 'noteConnections', id: note.id })?.filter(({ relation }) => relation !== 'mentioned').length ?? 0;
  return (
    <div>
      <FactGroup title={text('note.group.when')} startsOpen>
        <DayField label={text('note.observedOn')} value={fields.observedOn} onChange={(observedOn) => onChange({ observedOn, observedPrecision: observedOn === null ? 'unknown' : fields.observedPrecision === 'unknown' ? 'day' : fields.observedPrecision })} />
        {fields.observedOn !== null && (
          <Select label={text('note.precision')} options={precisions.map((value) => ({ value, label: text(`note.precision.${value}`) }))} value={fields.observedPrecision === 'unknown' ? 'day' : fields.observedPrecision} onChange={(observedPrecision) => onChange({ observedPrecision })} />
        )}
        <Line label={text('note.place')} initial={fields.place} onChange={(place) => onChange({ place })} />
      </FactGroup>
      <FactGroup title={text('note.group.source')} startsOpen>
        <SourceField fields={fields} onChange={onChange} />
        <Select label={text('note.reliability')} placeholder={text('note.grade.none')} options={sourceReliabilities.map((value) => ({ value, label: text(`note.reliability.${value}`) }))} value={fields.reliability} onChange={(reliability) => onChange({ reliability })} />
        <Select label={text('note.credibility')} placeholder={text('note.grade.none')} options={informationCredibilities.map((value) => ({ value, label: text(`note.credibility.${value}`) }))} value={fields.credibility} onChange={(credibility) => onChange({ credibility })} />
      </FactGroup>
      <FactGroup title={text('note.group.points')} aside={fields.riskFactorIds.length === 0 ? '' : String(fields.riskFactorIds.length)} startsOpen>
        <TagField fields={fields} onChange={onChange} />
        <Line
          label={text('situation.populations')}
          description={text('situation.populations.help')}
          initial={fields.populations.join(', ')}
          onChange={(typed) => onChange({ populations: typed.split(/[,،;]/).map((part) => part.trim().slice(0, 120)).filter((part) => part !== '').slice(0, 50) })}
        />
      </FactGroup>
      <FactGroup title={text('note.gender')} aside={text(`note.gender.short.${fields.gender}`)}>
        <Select label={text('note.gender.question')} options={genderDimensions.map((value) => ({ value, label: text(`note.gender.${value}`) }))} value={fields.gender} onChange={(gender) => onChange({ gender })} />
        <Line label={text('note.gender.note')} description={text('note.gender.help')} initial={fields.genderNote} maxLength={2000} lines={4} onChange={(genderNote) => onChange({ genderNote })} />
      </FactGroup>
      <FactGroup title={text('note.group.connections')} aside={connections === 0 ? '' : String(connections)}>
        <Connections note={note} track={track} did={did} />
      </FactGroup>
      <FactGroup title={text('note.group.handling')} startsOpen>
        <Select label={text('note.handling')} options={handlingRules.map((value) => ({ value, label: text(`note.handling.${value}`) }))} value={fields.handling} onChange={(handling) => onChange({ handling })} />
        {fields.handling === 'named-people' && <Line label={text('note.handlingNames')} description={text('note.handlingNames.help')} initial={fields.handlingNames} onChange={(handlingNames) => onChange({ handlingNames })} />}
        <DayField label={text('note.reviewOn')} description={text('note.reviewOn.help')} value={fields.reviewOn} onChange={(reviewOn) => onChange({ reviewOn })} />
        <DayField label={text('note.deleteOn')} description={text('note.deleteOn.help')} value={fields.deleteOn} after={today()} onChange={(deleteOn) => onChange({ deleteOn })} />
      </FactGroup>
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly description?: string;
  readonly initial: string;
  readonly maxLength?: number;
  readonly lines?: number;
  readonly onChange: (value: string) => void;
}

/** A line that is sent when it is left, so that half a name is not stored with every letter. */
function Line({ label, description, initial, maxLength = 400, lines = 1, onChange }: LineProps) {
  const [value, setValue] = useState(initial);
  const typing = useRef(false);
  // What another device entered shows, unless something is being typed here.
  useEffect(() => {
    if (!typing.current) setValue(initial);
  }, [initial]);
  const type = (typed: string): void => {
    typing.current = true;
    setValue(typed);
  };
  const leave = (): void => {
    typing.current = false;
    if (value !== initial) onChange(value);
  };
  return <TextField label={label} description={description} value={value} onChange={type} onBlur={leave} maxLength={maxLength} lines={lines} />;
}
