import { Type } from "typebox";

export const Rate = Type.String({
  pattern: "^(0(\\.\\d{1,6})?|1(\\.0{1,6})?)$",
  description: "a year, as a fraction of at most 6 decimals: 0.0435 is 4.35 %",
  examples: ["0.0435"],
});

export const Convention = Type.Enum(["ACT/360", "ACT/365F", "30E/360"]);
