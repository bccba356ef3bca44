/** What people are asked to bring from other programs: by who asks, and by whom they ask. */
import type { CreateImportRequest, ImportRequest, Page } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "import_requests.list": ["GET", "/import-requests"],
  "import_requests.create": ["POST", "/import-requests"],
  "import_requests.answer": ["POST", "/import-requests/{request_id}/answer"],
  "import_requests.finish": ["POST", "/import-requests/{request_id}/finish"],
  "import_requests.withdraw": ["POST", "/import-requests/{request_id}/withdrawal"],
});

export function listAsked(
  port: Port,
  mine: boolean,
  cursor: string | null = null,
): Promise<Page<ImportRequest>> {
  return port.call("import_requests.list", {
    mine,
    limit: 50,
    ...(cursor === null ? {} : { cursor }),
  });
}

export function askToBring(port: Port, wanted: CreateImportRequest): Promise<ImportRequest> {
  return port.create("import_requests.create", wanted);
}

export function answerAsked(
  port: Port,
  request_id: string,
  agree: boolean,
  said: string,
): Promise<ImportRequest> {
  return port.create("import_requests.answer", { request_id, agree, said });
}

export function finishAsked(port: Port, request_id: string): Promise<ImportRequest> {
  return port.create("import_requests.finish", { request_id });
}

export function withdrawAsked(port: Port, request_id: string): Promise<ImportRequest> {
  return port.create("import_requests.withdraw", { request_id });
}
