import { appEdges } from "../apps/app-edges.ts";
import { debugToken } from "../apps/debug-token.ts";
import { flowEdges } from "../flows/flow-edges.ts";
import { GraphError, unknownObject } from "../graph-error.ts";
import { throwOrderedError } from "../limits/ordered-errors.ts";
import { mediaEdges, readMediaUrl } from "../media/media-edges.ts";
import { findMedia } from "../media/media-files.ts";
import { continueUpload } from "../media/upload-sessions.ts";
import { numberEdges } from "../numbers/number-edges.ts";
import { templateEdges } from "../templates/template-edges.ts";
import { wabaEdges } from "../wabas/waba-edges.ts";
import { reaches } from "./authorize.ts";
import type { Edges, GraphCall } from "./graph-call.ts";

/** Finds the object of a call and does what its edge says. */
export async function routeGraph(call: GraphCall, id: string, edge: string): Promise<unknown> {
  const { cloud } = call;
  if (id === "debug_token") return debugToken(call);
  if (id === "media-files") return readMediaUrl(call, edge);
  if (id.startsWith("upload:")) return continueUpload(call, id);
  const number = cloud.numbers.find(id);
  if (number) return runAllowed(call, id, edge, number.wabaId, numberEdges, number);
  const waba = cloud.wabas.find(id);
  if (waba) return runAllowed(call, id, edge, waba.id, wabaEdges, waba);
  const template = cloud.templates.find(id);
  if (template) return runAllowed(call, id, edge, template.wabaId, templateEdges, template);
  const media = findMedia(cloud, id);
  if (media) return runAllowed(call, id, edge, media.wabaId, mediaEdges, media);
  const flow = cloud.flows.find(id);
  if (flow) return runAllowed(call, id, edge, flow.wabaId, flowEdges, flow);
  const app = cloud.apps.find(id === "app" ? call.token.appId : id);
  if (app?.id === call.token.appId) return run(call, id, edge, appEdges, app);
  throw unknownObject(id, call.method);
}

/** Who may not see an object is told the same as who asks for one that is not there. */
function runAllowed<Kept>(
  call: GraphCall,
  id: string,
  edge: string,
  wabaId: string,
  edges: Edges<Kept>,
  kept: Kept,
): unknown {
  if (!reaches(call.token, wabaId)) throw unknownObject(id, call.method);
  return run(call, id, edge, edges, kept);
}

function run<Kept>(call: GraphCall, id: string, edge: string, edges: Edges<Kept>, kept: Kept): unknown {
  const act = edges[`${call.method} ${edge}`];
  if (act) {
    // A message has its own look at ordered errors, which knows for whom it is.
    if (edge !== "messages" && edge !== "marketing_messages") throwOrderedError(call.cloud, { numberId: id });
    return act(call, kept);
  }
  const isKnown = Object.keys(edges).some((name) => name.endsWith(` ${edge}`));
  if (!isKnown && edge !== "")
    throw new GraphError(100, undefined, {
      message: `(#100) Tried accessing nonexisting field (${edge.slice(0, 60)}) on node type (${id})`,
    });
  throw unknownObject(id, call.method);
}
