import type { CloudFlow } from "../cloud-objects.ts";
import type { Edges, GraphCall } from "../graph/graph-call.ts";
import { pickFields } from "../graph/pick-fields.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { textAt, wrongValue } from "../send/parameters.ts";
import { newGraphId } from "../shelf.ts";

const FIELDS = ["name", "status", "categories", "validation_errors"];

/** What can be done with a flow: it is kept and published; its screens are not run. */
export const flowEdges: Edges<CloudFlow> = {
  "GET ": ({ query }, flow) => pickFields(showFlow(flow), query.get("fields"), FIELDS),
  "POST ": ({ cloud, input }, flow) => {
    const name = typeof input.name === "string" ? input.name : flow.name;
    cloud.flows.put(flow.id, flow.wabaId, { ...flow, name });
    return { success: true };
  },
  "DELETE ": ({ cloud }, flow) => {
    if (flow.status !== "DRAFT") throw wrongValue("Only a draft can be deleted.");
    cloud.flows.remove(flow.id);
    return { success: true };
  },
  "GET assets": ({ origin }, flow) => ({
    data: [{ name: "flow.json", asset_type: "FLOW_JSON", download_url: `${origin}/graph/${flow.id}/assets` }],
  }),
  "POST assets": ({ cloud, file, input }, flow) => {
    if (flow.status !== "DRAFT") throw wrongValue("A published flow cannot be changed.");
    if (!file || input.asset_type !== "FLOW_JSON")
      throw invalidParameter("file, and asset_type FLOW_JSON, are needed.");
    const json = file.bytes.toString("utf8");
    cloud.flows.put(flow.id, flow.wabaId, { ...flow, json });
    return { success: true, validation_errors: validate(json) };
  },
  "POST publish": ({ cloud }, flow) => publishFlow({ cloud }, flow),
  "POST deprecate": ({ cloud }, flow) => {
    if (flow.status !== "PUBLISHED") throw wrongValue("Only a published flow can be deprecated.");
    cloud.flows.put(flow.id, flow.wabaId, { ...flow, status: "DEPRECATED" });
    return { success: true };
  },
};

/** Makes a flow. */
export function createFlow({ cloud, input }: GraphCall, wabaId: string): object {
  const name = textAt(input, "name", 200);
  if (cloud.flows.list(wabaId).some((flow) => flow.name === name))
    throw new GraphError(100, "A flow of this name exists.", { subcode: 4016019 });
  const json = typeof input.flow_json === "string" ? input.flow_json : null;
  const flow: CloudFlow = {
    id: newGraphId(),
    wabaId,
    name,
    status: "DRAFT",
    categories: Array.isArray(input.categories) ? input.categories.map(String) : ["OTHER"],
    json,
    endpointUri: typeof input.endpoint_uri === "string" ? input.endpoint_uri : null,
  };
  cloud.flows.put(flow.id, wabaId, flow);
  if (input.publish === true) publishFlow({ cloud }, flow);
  return { id: flow.id, success: true, ...(json === null ? {} : { validation_errors: validate(json) }) };
}

/** A flow as lists show it. */
export function showFlow(flow: CloudFlow): Record<string, unknown> {
  const { id, name, status, categories, json, endpointUri } = flow;
  return {
    id,
    name,
    status,
    categories,
    validation_errors: json === null ? [] : validate(json),
    json_version: "7.2",
    ...(endpointUri === null ? {} : { endpoint_uri: endpointUri }),
    preview: {
      preview_url: `https://business.facebook.com/wa/manage/flows/${id}/preview`,
      expires_at: "2030-01-01T00:00:00+0000",
    },
  };
}

function publishFlow({ cloud }: Pick<GraphCall, "cloud">, flow: CloudFlow): object {
  if (flow.status !== "DRAFT") throw wrongValue("Only a draft can be published.");
  if (flow.json === null || validate(flow.json).length > 0)
    throw new GraphError(100, "The flow has validation errors.", { subcode: 4016012 });
  cloud.flows.put(flow.id, flow.wabaId, { ...flow, status: "PUBLISHED" });
  return { success: true };
}

function validate(json: string): object[] {
  const wrong = (message: string) => [
    {
      error: "INVALID_PROPERTY_VALUE",
      error_type: "FLOW_JSON_ERROR",
      message,
      line_start: 1,
      line_end: 1,
      column_start: 1,
      column_end: 1,
    },
  ];
  try {
    const flow: unknown = JSON.parse(json);
    if (typeof flow !== "object" || flow === null) return wrong("A flow is an object.");
    if (!("screens" in flow) || !Array.isArray(flow.screens) || flow.screens.length === 0)
      return wrong("A flow has at least one screen.");
    return [];
  } catch {
    return wrong("The flow is not JSON.");
  }
}
