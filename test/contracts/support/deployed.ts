import { Interface, getAddress } from "ethers";
import type { InterfaceAbi, Result } from "ethers";
import { artifacts } from "hardhat";

import { plain } from "./refusal.ts";
import { ask, send } from "./transactions.ts";
import type { Call, Log, Receipt } from "./transactions.ts";

/** A contract at an address: what can be asked of it and read from it. */
export class Deployed {
  readonly name: string;
  readonly address: string;
  readonly interface: Interface;

  constructor(name: string, address: string, abi: Interface) {
    this.name = name;
    this.address = address;
    this.interface = abi;
  }

  call(name: string, ...args: unknown[]): Call {
    return { target: this.address, data: this.interface.encodeFunctionData(name, args) };
  }

  /** Everything that a view returns. */
  async read(name: string, ...args: unknown[]): Promise<Result> {
    return this.interface.decodeFunctionResult(name, await ask(this.call(name, ...args)));
  }

  /** The single integer that a view returns. */
  async uint(name: string, ...args: unknown[]): Promise<bigint> {
    return this.#single(name, args, (value) => typeof value === "bigint");
  }

  /** The single boolean that a view returns. */
  async flag(name: string, ...args: unknown[]): Promise<boolean> {
    return this.#single(name, args, (value) => typeof value === "boolean");
  }

  /** The single address, bytes or string that a view returns. */
  async text(name: string, ...args: unknown[]): Promise<string> {
    return this.#single(name, args, (value) => typeof value === "string");
  }

  /** The fields of the single struct that a view returns. */
  async struct<T>(name: string, ...args: unknown[]): Promise<T> {
    const [value] = (await this.read(name, ...args)) as unknown as [Result];
    return fieldsOf(value) as T;
  }

  /** The contract's own events of one kind, in order. */
  events(receipt: Receipt, name: string): Record<string, unknown>[] {
    return this.logs(receipt, name).map((log) => fieldsOf(this.interface.decodeEventLog(name, log.data, log.topics)));
  }

  logs(receipt: Receipt, name: string): Log[] {
    const topic = this.interface.getEvent(name)?.topicHash;
    if (topic === undefined) throw new Error(`${this.name} has no event ${name}`);
    const mine = receipt.logs.filter((log) => log.address.toLowerCase() === this.address.toLowerCase());
    return mine.filter((log) => log.topics[0] === topic);
  }

  async #single<T>(name: string, args: unknown[], isT: (value: unknown) => boolean): Promise<T> {
    const [value] = (await this.read(name, ...args)) as unknown[];
    if (!isT(value)) throw new Error(`${this.name}.${name} answers ${typeof value}`);
    return value as T;
  }
}

const interfaces = new Map<string, Interface>();

/** Parsed once: fixtures deploy the same contracts hundreds of times, and only their code differs under mutation. */
function interfaceOf(name: string, abi: InterfaceAbi): Interface {
  const known = interfaces.get(name) ?? new Interface(abi);
  interfaces.set(name, known);
  return known;
}

/** Deploys a contract of the project. */
export async function deploy(name: string, ...args: unknown[]): Promise<Deployed> {
  const { abi, bytecode } = await artifacts.readArtifact(name);
  const parsed = interfaceOf(name, abi as InterfaceAbi);
  const receipt = await send({ data: bytecode + parsed.encodeDeploy(args).slice(2) });
  if (receipt.contractAddress === null) throw new Error(`${name} was not deployed`);
  return new Deployed(name, getAddress(receipt.contractAddress), parsed);
}

/** A contract that is at the address already. */
export async function at(name: string, address: string): Promise<Deployed> {
  return new Deployed(name, address, interfaceOf(name, (await artifacts.readArtifact(name)).abi as InterfaceAbi));
}

/** Deploys raw runtime code of at most 255 bytes. */
export async function deployCode(runtime: string): Promise<string> {
  const length = (runtime.length / 2).toString(16).padStart(2, "0");
  // PUSH1 length, DUP1, PUSH1 9, PUSH0, CODECOPY, PUSH0, RETURN
  const { contractAddress } = await send({ data: `0x60${length}8060095f395ff3${runtime}` });
  if (contractAddress === null) throw new Error("no code was deployed");
  return getAddress(contractAddress);
}

function fieldsOf(value: Result): Record<string, unknown> {
  const fields = Object.entries(value.toObject()).map(([name, field]) => [name, plain(field)]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}
