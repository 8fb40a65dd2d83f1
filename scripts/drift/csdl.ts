import { SaxesParser, type SaxesTagPlain } from "saxes";
import { CommandFailure } from "../command.js";

/** A property or navigation property of a type. */
export interface CsdlProperty {
  readonly name: string;
  /** The type as written, with aliases; for a collection, the type of its items. */
  readonly type: string;
  readonly collection: boolean;
  /** The Nullable facet; true when absent, as CSDL defines it. */
  readonly nullable: boolean;
  /** Whether a navigation property contains its entities; undefined for a structural property. */
  readonly contained?: boolean;
}

/** An entity type, a complex type, or the entity container as a type whose properties are its sets and singletons. */
export interface CsdlType {
  readonly name: string;
  readonly baseType?: string;
  readonly properties: Map<string, CsdlProperty>;
  readonly keys: Set<string>;
}

/** A service's model. Names are qualified with the namespace, never with its alias. */
export interface CsdlModel {
  readonly types: Map<string, CsdlType>;
  readonly enums: Set<string>;
  readonly aliases: Map<string, string>;
  container?: CsdlType;
}

interface ReaderState {
  readonly model: CsdlModel;
  readonly ancestors: string[];
  namespace: string;
  type?: CsdlType;
}

const typeElements = new Set(["EntityType", "ComplexType", "EntityContainer"]);
const memberElements = new Set(["Property", "NavigationProperty", "EntitySet", "Singleton"]);

/**
 * Reads CSDL XML as a stream: entity types, complex types, enumerations and the entity container.
 * A DOCTYPE is refused, and so are entities other than the five of XML.
 *
 * @param name Name of the source in messages.
 * @throws CommandFailure with line and column when the text is not well-formed UTF-8 XML, or not CSDL.
 */
export async function readCsdl(chunks: AsyncIterable<Uint8Array>, name: string): Promise<CsdlModel> {
  const state: ReaderState = {
    model: { types: new Map(), enums: new Set(), aliases: new Map() },
    ancestors: [],
    namespace: "",
  };
  const parser = createParser(state);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) feed(parser, name, () => decoder.decode(chunk, { stream: true }));
  feed(parser, name, () => decoder.decode());
  feed(parser, name, () => null);
  if (state.model.types.size === 0) throw new CommandFailure("environment", `${name}: this CSDL has no types`);
  return state.model;
}

function feed(parser: SaxesParser, name: string, next: () => string | null): void {
  try {
    parser.write(next());
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const position = /^\d+:\d+: /.test(message) ? "" : `${parser.line}:${parser.column}: `;
    throw new CommandFailure("environment", `${name}:${position}${message}`, { cause });
  }
}

function createParser(state: ReaderState): SaxesParser {
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw parser.makeError("a DOCTYPE is refused: metadata has none, and it could define entities");
  });
  parser.on("opentag", (tag) => {
    const element = localName(tag.name);
    if (state.ancestors.length === 0 && element !== "Edmx") {
      throw parser.makeError(`the root element is <${tag.name}>, not <edmx:Edmx>: this is not CSDL metadata`);
    }
    open(state, element, tag);
    state.ancestors.push(element);
  });
  parser.on("closetag", () => {
    const closed = state.ancestors.pop();
    if (closed !== undefined && typeElements.has(closed)) delete state.type;
  });
  return parser;
}

function open(state: ReaderState, element: string, { attributes }: SaxesTagPlain): void {
  const parent = state.ancestors.at(-1) ?? "";
  const name = attributes["Name"] ?? "";
  const { model, type } = state;
  if (element === "Schema") {
    state.namespace = attributes["Namespace"] ?? "";
    const alias = attributes["Alias"];
    if (alias !== undefined) model.aliases.set(alias, state.namespace);
  } else if (parent === "Schema" && typeElements.has(element)) {
    openType(state, element, name, attributes["BaseType"]);
  } else if (parent === "Schema" && element === "EnumType") {
    model.enums.add(`${state.namespace}.${name}`);
  } else if (type !== undefined && typeElements.has(parent) && memberElements.has(element)) {
    type.properties.set(name, toProperty(element, name, attributes));
  } else if (type !== undefined && parent === "Key" && element === "PropertyRef") {
    type.keys.add(name);
  }
}

function openType(state: ReaderState, element: string, name: string, baseType: string | undefined): void {
  const qualified = `${state.namespace}.${name}`;
  const isContainer = element === "EntityContainer";
  // Several schemas of one file can extend the container, so its members add up.
  const type = (isContainer ? state.model.container : undefined) ?? {
    name: qualified,
    properties: new Map(),
    keys: new Set(),
    ...(baseType === undefined ? {} : { baseType }),
  };
  if (isContainer) state.model.container = type;
  else state.model.types.set(qualified, type);
  state.type = type;
}

function toProperty(element: string, name: string, attributes: SaxesTagPlain["attributes"]): CsdlProperty {
  const written = (element === "EntitySet" ? attributes["EntityType"] : attributes["Type"]) ?? "";
  const item = /^Collection\((.*)\)$/.exec(written)?.[1];
  return {
    name,
    type: item ?? written,
    collection: item !== undefined || element === "EntitySet",
    nullable: attributes["Nullable"] !== "false",
    ...(element === "NavigationProperty" ? { contained: attributes["ContainsTarget"] === "true" } : {}),
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
