import helmet from "@fastify/helmet";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify from "fastify";

import { registerAuth } from "./auth/plugin.ts";
import { ProvenKeys } from "./auth/provenKeys.ts";
import { registerRateLimit } from "./auth/rateLimit.ts";
import type { Context } from "./context.ts";
import { registerBodies } from "./plugins/bodies.ts";
import { registerOpenApi } from "./plugins/openapi.ts";
import { registerPosition } from "./plugins/position.ts";
import { registerPressure } from "./plugins/pressure.ts";
import { lazyCompilers } from "./plugins/lazyCompilers.ts";
import { registerRequests, requestOptions } from "./plugins/requests.ts";
import { answerFrameworkError, registerProblems } from "./problems/handler.ts";
import { registerMissing } from "./problems/missing.ts";
import { answerClientError } from "./problems/transport.ts";
import type { App } from "./routes/app.ts";
import { registerApprovalRoutes } from "./routes/approvals.ts";
import { registerAttestationRoutes } from "./routes/attestations.ts";
import { registerAssetRoutes } from "./routes/assets.ts";
import { registerCashRoutes } from "./routes/cash.ts";
import { registerCorrectionRoutes } from "./routes/corrections.ts";
import { registerCreditNoteRoutes } from "./routes/creditNotes.ts";
import { registerCheckpointRoutes } from "./routes/checkpoints.ts";
import { registerDisclosureRoutes } from "./routes/disclosures.ts";
import { registerDuplicateRoutes } from "./routes/duplicateCases.ts";
import { registerCovenantRoutes } from "./routes/covenants.ts";
import { registerDrawdownRoutes } from "./routes/drawdowns.ts";
import { registerEnforcementRoutes } from "./routes/enforcement.ts";
import { registerEventRoutes } from "./routes/events.ts";
import { registerFacilityRoutes } from "./routes/facilities.ts";
import { registerFilePage } from "./routes/filePage.ts";
import { registerGuaranteeRoutes } from "./routes/guarantees.ts";
import { registerHealthRoutes } from "./routes/health.ts";
import { registerLienRoutes } from "./routes/liens.ts";
import { registerMarketRoutes } from "./routes/market.ts";
import { registerOperationRoutes } from "./routes/operations.ts";
import { registerOverrideRoutes } from "./routes/overrides.ts";
import { registerPartyRoutes } from "./routes/parties.ts";
import { registerPolicyRoutes } from "./routes/policies.ts";
import { registerProofRoutes } from "./routes/proofs.ts";
import { registerProvenanceRoutes } from "./routes/provenance.ts";
import { registerQuoteRoutes } from "./routes/quotes.ts";
import { registerReceivableReads } from "./routes/receivableReads.ts";
import { registerReceivableRoutes } from "./routes/receivables.ts";
import { registerAssetRegistrationRoute } from "./routes/registerAsset.ts";
import { registerRegistrationRoute } from "./routes/registerReceivable.ts";
import { registerBidRoutes } from "./routes/bids.ts";
import { registerLimitRoutes } from "./routes/limits.ts";
import { registerRoundRoutes } from "./routes/rounds.ts";
import { registerStandingOfferRoutes } from "./routes/standingOffers.ts";
import { registerReconciliationRoutes } from "./routes/reconciliation.ts";
import { registerServicingRoutes } from "./routes/servicing.ts";
import { registerSignerRoutes } from "./routes/signers.ts";
import { registerUserRoutes } from "./routes/users.ts";
import { registerSaleRoutes } from "./routes/sales.ts";
import { registerIncomeRoutes } from "./routes/income.ts";
import { registerCollateralRoutes } from "./routes/collateral.ts";
import { registerValuationRoutes } from "./routes/valuations.ts";
import { registerWebhookRoutes } from "./routes/webhooks.ts";

export interface AppOptions {
  readonly version: string;
  /** Requests a minute for each API key. */
  readonly rateLimit: number;
  /** Who orders blocks, as shown to every user. */
  readonly consensus: string;
  /** Who keeps the keys, as shown to every user. */
  readonly custody: string;
  /** Milliseconds in which a request has to arrive whole; default a minute. */
  readonly requestTimeout?: number;
  /** Milliseconds by which the process may fall behind before it turns requests away; default 2000, 0 for never. */
  readonly mostDelay?: number;
}

/** Of an act; documents have a limit of their own. */
const BODY_LIMIT = 64 * 1024;

/** The server, not listening. Boot order is the order of this function. */
export async function buildApp(context: Context, options: AppOptions): Promise<App> {
  const { requestTimeout = 60_000, mostDelay = 2_000 } = options;
  const app = Fastify({
    ...requestOptions,
    loggerInstance: context.log,
    bodyLimit: BODY_LIMIT,
    requestTimeout,
    // Node looks at its connections this often; and it swaps the two limits if that for the headers is the longer.
    http: { headersTimeout: requestTimeout, connectionsCheckingInterval: Math.min(requestTimeout, 5_000) },
    // What comes on an open connection while we stop is still answered.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: false,
        allErrors: false,
        discriminator: true,
        verbose: true,
      },
    },
    schemaController: { compilersFactory: lazyCompilers },
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError(context.log),
  }).withTypeProvider<TypeBoxTypeProvider>();

  const proven = new ProvenKeys();
  registerProblems(app);
  registerRequests(app);
  await app.register(helmet);
  await registerPressure(app, mostDelay);
  await registerRateLimit(app, options.rateLimit, proven);
  registerAuth(app, context, proven);
  registerBodies(app);
  registerMissing(app);
  registerPosition(app, context);
  await registerOpenApi(app, options.version);

  registerHealthRoutes(app, context, options);
  registerPartyRoutes(app, context);
  registerUserRoutes(app, context);
  registerSignerRoutes(app, context);
  registerOverrideRoutes(app, context);
  registerEnforcementRoutes(app, context);
  registerRegistrationRoute(app, context);
  registerReceivableReads(app, context);
  registerReceivableRoutes(app, context);
  registerServicingRoutes(app, context);
  registerCreditNoteRoutes(app, context);
  registerFacilityRoutes(app, context);
  registerDrawdownRoutes(app, context);
  registerCovenantRoutes(app, context);
  registerCorrectionRoutes(app, context);
  registerAttestationRoutes(app, context);
  registerPolicyRoutes(app, context);
  registerGuaranteeRoutes(app, context);
  registerDuplicateRoutes(app, context);
  registerAssetRegistrationRoute(app, context);
  registerAssetRoutes(app, context);
  registerValuationRoutes(app, context);
  registerSaleRoutes(app, context);
  registerCollateralRoutes(app, context);
  registerIncomeRoutes(app, context);
  registerLienRoutes(app, context);
  registerQuoteRoutes(app, context);
  registerMarketRoutes(app, context);
  registerBidRoutes(app, context);
  registerLimitRoutes(app, context);
  registerRoundRoutes(app, context);
  registerStandingOfferRoutes(app, context);
  registerCashRoutes(app, context);
  registerReconciliationRoutes(app, context);
  registerOperationRoutes(app, context);
  registerApprovalRoutes(app, context);
  registerEventRoutes(app, context);
  registerWebhookRoutes(app, context);
  registerProofRoutes(app, context);
  registerCheckpointRoutes(app, context);
  registerProvenanceRoutes(app, context);
  registerFilePage(app);
  registerDisclosureRoutes(app, context);
  return app;
}
