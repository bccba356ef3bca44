/** Saying that one knows what to keep; see `core/port.ts`. */
import type { HoldNotice } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "holds.acknowledge": ["POST", "/hold-notices/{hold_id}/acknowledgement"] });

/** Say that one knows: exactly what was read. */
export async function acknowledgeHold(
  port: Port,
  { hold_id, revision }: HoldNotice,
): Promise<void> {
  const done = await port.create("holds.acknowledge", { hold_id, revision });
  port.update((state) =>
    patch(state, { keeps: state.keeps.map((one) => (one.hold_id === hold_id ? done : one)) }),
  );
}
