import { type Input, isInput } from "../../admin/read-input.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { objectsAt, optionalObjectAt, optionalTextAt, textAt, wrongValue } from "../send/parameters.ts";
import { checkButtonDefinitions } from "./check-buttons.ts";
import { placeholdersIn } from "./placeholders.ts";

const FORMATS = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT", "GIF"];
const TYPES = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "CALL_PERMISSION_REQUEST"];

/** Checks the parts of a new or changed template; returns them in the writing in which they are kept. */
export function checkDefinition(call: GraphCall, category: string, isNamed: boolean): Input[] {
  const components = objectsAt(call.input, "components", 1, 10).map((component) => ({
    ...component,
    type: textAt(component, "type", 50).toUpperCase(),
  }));
  for (const component of components) {
    if (!TYPES.includes(component.type)) throw invalidParameter(`There is no component of type ${component.type}.`);
    if (components.filter((other) => other.type === component.type).length > 1)
      throw invalidParameter(`A template has one ${component.type}.`);
    checkComponent(call, component, category, isNamed);
  }
  if (!components.some((component) => component.type === "BODY"))
    throw new GraphError(100, "The template has no BODY.", { subcode: 2388043 });
  return components;
}

function checkComponent(call: GraphCall, component: Input, category: string, isNamed: boolean): void {
  switch (component.type) {
    case "HEADER":
      checkHeader(call, component, isNamed);
      return;
    case "BODY":
      // The words of an authentication template are the platform's own.
      if (category === "AUTHENTICATION" && component.text === undefined)
        component.text = "*{{1}}* is your verification code.";
      else checkWords(component, "body", 1_024, isNamed);
      return;
    case "FOOTER":
      if (category === "AUTHENTICATION" && component.text === undefined)
        component.text = `This code expires in ${Number(component.code_expiration_minutes) || 10} minutes.`;
      textAt(component, "text", 60);
      if (placeholdersIn(textAt(component, "text", 60)).length > 0) throw wrongValue("A footer has no variables.");
      return;
    case "BUTTONS":
      checkButtonDefinitions(component, category);
      return;
    case "CAROUSEL":
      objectsAt(component, "cards", 2, 10);
  }
}

function checkHeader({ cloud }: GraphCall, header: Input, isNamed: boolean): void {
  const format = FORMATS.find((one) => one === String(header.format ?? "TEXT").toUpperCase());
  if (!format) throw invalidParameter(`A header has one of the formats ${FORMATS.join(", ")}.`);
  header.format = format;
  if (format === "TEXT") checkWords(header, "header", 60, isNamed);
  if (format === "TEXT" || format === "LOCATION" || format === "PRODUCT") return;
  const handles = optionalObjectAt(header, "example")?.header_handle;
  const handle = Array.isArray(handles) ? handles[0] : handles;
  if (typeof handle !== "string" || !cloud.uploads.find(handle))
    throw new GraphError(100, "The sample of the header is missing, or its handle is unknown.", { subcode: 2388273 });
}

function checkWords(component: Input, where: "header" | "body", longest: number, isNamed: boolean): void {
  const text = textAt(component, "text", longest);
  const names = [...new Set(placeholdersIn(text))];
  if (/\{\{[^}]*$|\{\{\s*\}\}/.test(text))
    throw new GraphError(100, "A variable is not well written.", { subcode: 2388073 });
  if (names.length === 0) return;
  if (where === "header" && names.length > 1) throw wrongValue("A header has one variable at most.");
  if (!isNamed && names.some((name, index) => name !== String(index + 1)))
    throw new GraphError(100, "Variables are numbered from {{1}} without gaps.", { subcode: 2388073 });
  if (isNamed && names.some((name) => !/^[a-z][a-z0-9_]*$/.test(name)))
    throw new GraphError(100, "Names of variables are lowercase words.", { subcode: 2388073 });
  if (where === "body" && (/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text)))
    throw new GraphError(100, "Variables cannot be at the start or the end of the body.", { subcode: 2388299 });
  if (examplesOf(component, where, isNamed) !== names.length)
    throw new GraphError(100, `The ${where} needs an example for each variable.`, { subcode: 2388043 });
}

function examplesOf(component: Input, where: "header" | "body", isNamed: boolean): number {
  const example = optionalObjectAt(component, "example") ?? {};
  if (isNamed) {
    const named = example[`${where}_text_named_params`];
    return Array.isArray(named)
      ? named.filter((one) => isInput(one) && optionalTextAt(one, "param_name", 100)).length
      : 0;
  }
  const given: unknown = example[`${where}_text`];
  const first: unknown = Array.isArray(given) ? given[0] : undefined;
  if (Array.isArray(first)) return first.length;
  return Array.isArray(given) ? given.length : 0;
}
