import type { Projection } from "../projection.ts";
import {
  coverDemanded,
  coverPaid,
  coverRecovered,
  premiumPaid,
  reserveFunded,
  reserveReleased,
  shareAccepted,
} from "./acts.ts";
import { guaranteeOffered, layerOffered, shareOffered } from "./offers.ts";

/** Everything that a claim's or a facility's history says of its guarantee. */
export const COVER_PROJECTIONS: readonly Projection[] = [
  ...coverDemanded,
  ...coverPaid,
  ...coverRecovered,
  ...guaranteeOffered,
  ...layerOffered,
  ...premiumPaid,
  ...reserveFunded,
  ...reserveReleased,
  ...shareAccepted,
  ...shareOffered,
];
