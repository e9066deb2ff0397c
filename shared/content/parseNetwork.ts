import * as v from 'valibot';
import { announcementSchema, deskSchema, focalPointSchema, meetingSchema, networkFiles, networkFormat, practiceSchema, steeringSeatSchema, type DeskKey, type Network } from './network.schema.ts';
import { sortContentProblems, type ContentProblem } from './contentProblem.ts';
import { parseLocated, readYaml, type LocatedYaml } from './locatedYaml.ts';

const noticeSchema = v.strictObject({ notice: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(2_000)), ''), ...deskSchema.entries });

/** What a publication says besides what stands in its folder. */
export interface NetworkFrame {
  readonly language: string;
  readonly number: number;
  readonly publishedOn: string;
  readonly deskKey: DeskKey | null;
}

/**
 * Turns a folder of YAML files into what is published for the network, or says everything that is wrong with it.
 * @param files text of each file by its name
 */
export function parseNetwork(files: ReadonlyMap<string, string>, frame: NetworkFrame): { network: Network | undefined; problems: ContentProblem[] } {
  const problems: ContentProblem[] = [];
  const read = (file: keyof typeof networkFiles): LocatedYaml | undefined => {
    const text = files.get(file);
    if (text === undefined) {
      problems.push({ file, line: 0, message: 'The file is missing', advice: 'Add it; a list that is still empty is written as []' });
      return undefined;
    }
    const { yaml, problems: found } = readYaml(file, text);
    problems.push(...found);
    return yaml;
  };
  const list = <const TSchema extends v.GenericSchema<unknown, { id: string }>>(file: keyof typeof networkFiles, schema: TSchema): v.InferOutput<TSchema>[] => {
    const yaml = read(file);
    if (!yaml) return [];
    if (!Array.isArray(yaml.value)) {
      problems.push({ file, line: 1, message: 'The file should be a list', advice: 'Begin each entry with "- id: ..." at the margin' });
      return [];
    }
    const seen = new Set<string>();
    return yaml.value.flatMap((value: unknown, index) => {
      const parsed = parseLocated(file, schema, yaml, [index], value);
      problems.push(...parsed.problems);
      if (!parsed.output) return [];
      if (seen.has(parsed.output.id)) problems.push({ file, line: yaml.lineOf([index, 'id']), message: `The id "${parsed.output.id}" is there twice`, advice: 'Give the newer entry an id of its own' });
      seen.add(parsed.output.id);
      return [parsed.output];
    });
  };
  const deskYaml = read('desk.yaml');
  const deskParsed = deskYaml && parseLocated('desk.yaml', noticeSchema, deskYaml);
  problems.push(...(deskParsed?.problems ?? []));
  const network: Network = {
    format: networkFormat,
    minReader: 1,
    language: frame.language,
    number: frame.number,
    publishedOn: frame.publishedOn,
    notice: deskParsed?.output?.notice ?? '',
    desk: deskParsed?.output ? { ...withoutNotice(deskParsed.output), key: frame.deskKey } : null,
    directory: list('directory.yaml', focalPointSchema),
    steeringGroup: list('steering-group.yaml', steeringSeatSchema),
    meetings: list('meetings.yaml', meetingSchema),
    announcements: list('announcements.yaml', announcementSchema),
    practice: list('good-practice.yaml', practiceSchema),
  };
  for (const file of files.keys()) {
    const isNote = file.startsWith('.') || file.toLowerCase() === 'readme.md';
    if (!Object.hasOwn(networkFiles, file) && !isNote) problems.push({ file, line: 0, message: 'This file has no place among what is published for the network', advice: `The files are ${Object.keys(networkFiles).join(', ')}` });
  }
  return { network: problems.length === 0 ? network : undefined, problems: sortContentProblems(problems) };
}

const withoutNotice = ({ notice: _notice, ...desk }: v.InferOutput<typeof noticeSchema>): v.InferOutput<typeof deskSchema> => desk;
