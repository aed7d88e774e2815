import type { Static, TSchema } from "typebox";
import { Type } from "typebox";

import type { Actor } from "../auth/actor.ts";
import { actorIn } from "../auth/plugin.ts";
import {
  acceptFacility,
  acceptNovation,
  consentNovation,
  offerNovation,
  payFacility,
  proposeFacility,
  requestDraw,
  satisfyCondition,
  withdrawFacility,
} from "../commands/facilities.ts";
import type { Context } from "../context.ts";
import { parseDate } from "../../domain/date.ts";
import { answerAct } from "../operations/answer.ts";
import type { Act } from "../operations/submit.ts";
import { facilityFor, listFacilities } from "../queries/facilities.ts";
import { viewFacilities, viewFacility } from "../queries/facilityViews.ts";
import { closed, IdParams, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import {
  AsOf,
  FACILITY_STATUSES,
  Facility,
  FacilityPayment,
  NewDraw,
  NewFacility,
  NewNovation,
  NovationConsent,
  NovationTaking,
  Satisfied,
} from "../schemas/facility.ts";
import { Reason } from "../schemas/servicing.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";

const tag = "facilities";
const Listing = Type.Object({ ...PageQuery, status: Type.Optional(Type.Enum([...FACILITY_STATUSES])) }, closed);

/** Loans of several lenders, from the first proposal to the last payment. */
export function registerFacilityRoutes(app: App, context: Context): void {
  const offer = <B extends TSchema>(
    path: string,
    summary: string,
    body: B,
    command: (context: Context, actor: Actor, id: string, body: Static<B>) => Promise<Act>,
  ): void => {
    app.post(
      `/v1/facilities/:id/${path}`,
      act({ tag, summary, roles: ["maker"], params: IdParams, body }),
      async (request, reply) =>
        answerAct(context, request, reply, () =>
          command(context, actorIn(request), request.params.id, request.body as Static<B>),
        ),
    );
  };
  app.post(
    "/v1/facilities",
    act({ tag, summary: "The borrower proposes a facility to its lenders", roles: ["maker"], body: NewFacility }),
    async (request, reply) =>
      answerAct(context, request, reply, () => proposeFacility(context, actorIn(request), request.body)),
  );
  offer("acceptance", "A lender accepts; with the last the facility is agreed", Nothing, acceptFacility);
  offer("withdrawal", "Give up a facility that is not agreed yet", Reason, withdrawFacility);
  offer("conditions", "The agent confirms a condition precedent", Satisfied, satisfyCondition);
  offer("draws", "The borrower asks for a loan", NewDraw, requestDraw);
  offer("payments", "Pay: fees, then interest, then principal", FacilityPayment, payFacility);
  offer("novations", "A lender offers undrawn commitment to another", NewNovation, offerNovation);
  offer("novations/consent", "The borrower consents to the offer", NovationConsent, consentNovation);
  offer("novations/acceptance", "The new lender takes the commitment over", NovationTaking, acceptNovation);
  app.get(
    "/v1/facilities",
    read({ tag, summary: "Facilities that concern one, newest first", answer: pageOf(Facility), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX],
        read: (page) => listFacilities(context, actorIn(request), page, request.query.status),
        keyOf: (row) => [row.proposed_block, row.id],
        view: (rows) => viewFacilities(context, rows),
      }),
  );
  app.get(
    "/v1/facilities/:id",
    read({ tag, summary: "One facility, as of a day", answer: Facility, params: IdParams, query: AsOf }),
    async (request) => {
      const { asOf } = request.query;
      const facility = await facilityFor(context, actorIn(request), request.params.id);
      const day = asOf === undefined ? undefined : parseDate(asOf, "/asOf");
      return viewFacility(context, facility, day);
    },
  );
}
