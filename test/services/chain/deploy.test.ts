import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { CONTRACT_NAMES, interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import { checkDeployment } from "../../../services/chain/checkDeployment.ts";
import { deploy } from "../../../services/chain/deploy.ts";
import { networkEntity } from "../../../services/chain/deployment/admitAccounts.ts";
import { checkHandover } from "../../../services/chain/deployment/checkHandover.ts";
import { policyDifferences } from "../../../services/chain/deployment/policyDifferences.ts";
import { roleMembers, rolesOf } from "../../../services/chain/deployment/roleMembers.ts";
import { addressesOf, currentVersion } from "../../../services/chain/manifest.ts";
import type { Manifest } from "../../../services/chain/manifest.ts";
import { decodeRevert } from "../../../services/chain/revert.ts";
import {
  NETWORK_ACCOUNTS,
  PERMISSIONS,
  ROLE_NAMES,
  ROLES,
  roleDigest,
  SHARED_DELAYS,
} from "../../../services/chain/roles.ts";
import { RpcError } from "../../../services/chain/rpcError.ts";
import type { RpcLog } from "../../../services/chain/rpcTypes.ts";
import { readView } from "../../../services/chain/view.ts";
import type { Address, Hash } from "../../../services/domain/brand.ts";
import { callOf, intentOf, relay, signedItem } from "./acting.ts";
import { newSigner, planOf, startTestNetwork } from "./network.ts";
import type { TestNetwork } from "./network.ts";
import { refused } from "./refusal.ts";
import { zeroArguments } from "./zeroArguments.ts";

const STRANGER = `0x${"5a".repeat(20)}` as Address;

/** Checked against the caller, which must be the AccessManager itself; not restricted by a role. */
const SET_AUTHORITY = "setAuthority";

describe("a deployment", () => {
  let network: TestNetwork;

  before(async () => {
    network = await startTestNetwork();
  });
  after(() => network.stop());

  const view = (contract: ContractName, address: Address, name: string, args: readonly unknown[] = []) =>
    readView(network.rpc, { contract, address, name, args });
  const manager = (name: string, args: readonly unknown[]) =>
    view("AccessManager", network.version.contracts.accessManager, name, args);

  /** Name of the error by which the contract refuses the call, if it does. */
  async function refusalOf(contract: ContractName, to: Address, name: string, from: Address): Promise<string> {
    const fragment = interfaceOf(contract).getFunction(name);
    const data = interfaceOf(contract).encodeFunctionData(name, zeroArguments(fragment?.inputs ?? []));
    const answer = await network.rpc.call("eth_call", [{ from, to, data }, "latest"]).catch((error: unknown) => error);
    if (!(answer instanceof RpcError)) return "none";
    return answer.data === undefined ? answer.message : decodeRevert(answer.data).name;
  }

  describe("restricts", () => {
    for (const contract of CONTRACT_NAMES.filter((name) => name !== "AccessManager" && name !== "PartyAccount")) {
      it(`the functions of ${contract} in the role table to their role, and no others`, async () => {
        const listed = PERMISSIONS.filter((row) => row.contract === contract);
        const restricted = new Set<string>();
        for (const address of addressesOf(network.version.contracts, contract)) {
          for (const fragment of interfaceOf(contract).fragments) {
            const f = interfaceOf(contract).getFunction("name" in fragment ? String(fragment.name) : "");
            if (fragment.type !== "function" || !f || f.constant || f.name === SET_AUTHORITY) continue;
            const role = listed.find(({ functions }) => functions.includes(f.name))?.role;
            const found = Number(await manager("getTargetFunctionRole", [address, f.selector]));
            expect(found, f.name).to.equal(ROLES[role ?? "ADMIN"].id);
            const refusal = await refusalOf(contract, address, f.name, STRANGER);
            expect(refusal === "AccessManagedUnauthorized", `${f.name}: ${refusal}`).to.equal(role !== undefined);
            if (role) restricted.add(f.name);
          }
        }
        expect([...restricted].toSorted()).to.deep.equal(listed.flatMap(({ functions }) => functions).toSorted());
      });
    }

    it("every listed function to the accounts that hold its role", async () => {
      const { contracts, accounts } = network.version;
      const { receivables, servicing, guarantees } = contracts;
      const callers = { ...accounts, deployer: network.plan.deployer.address, receivables, servicing, guarantees };
      const rights: Record<string, readonly string[]> = {
        receivables: ["LEDGER"],
        servicing: ["SERVICING"],
        guarantees: ["SERVICING"],
        deployer: [],
      };
      for (const [name, { roles }] of Object.entries(NETWORK_ACCOUNTS)) rights[name] = roles;
      for (const { contract, role, functions } of PERMISSIONS) {
        for (const target of addressesOf(contracts, contract)) {
          for (const name of functions) {
            const selector = interfaceOf(contract).getFunction(name)?.selector;
            for (const [caller, address] of Object.entries(callers)) {
              const can = await manager("canCall", [address, target, selector]);
              expect(can, `${caller}: ${contract}.${name}`).to.equal(rights[caller]?.includes(role));
            }
          }
        }
      }
    });

    it("itself as the one comparison that services make says", async () => {
      expect(await policyDifferences(network.rpc, network.version.contracts)).to.deep.equal([]);
    });
  });

  describe("leaves", () => {
    it("the deployer nothing, as the AccessManager answers and as its events tell", async () => {
      const { contracts, deployBlock } = network.version;
      const deployer = network.plan.deployer.address;
      expect(await rolesOf(network.rpc, contracts, deployer)).to.deep.equal([]);
      const members = await roleMembers(network.rpc, contracts, deployBlock);
      expect(ROLE_NAMES.filter((role) => members[role].has(deployer))).to.deep.equal([]);
      const calls = [
        ["AccessManager", "grantRole", contracts.accessManager],
        ["Parties", "admit", contracts.parties],
        ["Receivables", "setCash", contracts.receivables],
      ] as const;
      for (const [contract, name, address] of calls) {
        expect(await refusalOf(contract, address, name, deployer)).to.match(/^AccessManage.*Unauthorized/);
      }
    });

    it("each role to the accounts of the table", async () => {
      const { contracts, deployBlock, accounts } = network.version;
      const members = await roleMembers(network.rpc, contracts, deployBlock);
      const { operator, governor } = accounts;
      expect(Object.fromEntries(ROLE_NAMES.map((role) => [role, [...members[role]]]))).to.deep.equal({
        ADMIN: [governor],
        REGISTRAR: [operator],
        ENFORCER: [operator],
        SETTLEMENT: [],
        FINGERPRINTER: [network.fingerprinter.address],
        PAUSER: [operator],
        GOVERNOR: [governor],
        GUARDIAN: [governor],
        LEDGER: [contracts.receivables],
        SERVICING: [contracts.servicing, contracts.guarantees],
        COLLATERAL: [contracts.sales, operator],
        LENDING: [
          contracts.loans,
          contracts.syndication,
          contracts.covenants,
          contracts.votes,
          contracts.collateral,
          contracts.income,
          contracts.facilityGuarantees,
        ],
        SALES: [contracts.sales],
      });
    });

    it("the operator with one signer of one, the governor with two of two, both parties like any other", async () => {
      const { accounts, contracts } = network.version;
      expect(await view("PartyAccount", accounts.operator, "threshold")).to.equal(1n);
      expect(await view("PartyAccount", accounts.governor, "threshold")).to.equal(2n);
      for (const name of ["operator", "governor"] as const) {
        const entity = networkEntity(network.manifest.networkId, name);
        expect(String(await view("Parties", contracts.parties, "accountOf", [entity])).toLowerCase()).to.equal(
          accounts[name],
        );
        for (const { address } of network.plan.accounts[name].signers) {
          expect(await view("PartyAccount", accounts[name], "custodyOf", [address])).to.equal(1n);
        }
      }
    });
  });

  describe("wires", () => {
    it("one cash contract for each currency, in minor units, known to the ledger", async () => {
      const { cash, receivables } = network.version.contracts;
      const exponents = { EUR: 2n, JPY: 0n };
      const filter = { address: receivables, fromBlock: "0x0", toBlock: "latest" };
      const logs = await network.rpc.call<RpcLog[]>("eth_getLogs", [filter]);
      const events = logs.map(({ topics, data }) => interfaceOf("Receivables").parseLog({ topics, data }));
      const set = events.filter((event) => event?.name === "CashSet").map((event) => event?.args);
      const named = new Map(set.map((args) => [String(args?.["currency"]), String(args?.["cash"]).toLowerCase()]));
      for (const [code, exponent] of Object.entries(exponents)) {
        const address = cash[code] ?? expect.fail(code);
        const currency = `0x${Buffer.from(code).toString("hex")}`;
        expect(await view("Cash", address, "currency")).to.equal(currency);
        expect(await view("Cash", address, "decimals")).to.equal(exponent);
        expect(named.get(currency)).to.equal(address);
      }
      expect(Object.keys(cash)).to.deep.equal(Object.keys(exponents));
    });

    it("the system's contracts as sealed and the ledger as listed", async () => {
      const { parties, receivables, facilities, market, ...others } = network.version.contracts;
      const { loans, standingOffers, bulk, cash, relay: relayAddress } = others;
      for (const address of [receivables, market, standingOffers, bulk, ...Object.values(cash)]) {
        expect(await view("Parties", parties, "isSealed", [address])).to.equal(true);
      }
      expect(await view("Parties", parties, "isSealed", [relayAddress])).to.equal(false);
      for (const [token, counting] of [
        [receivables, ZeroAddress],
        [facilities, loans],
      ] as const) {
        expect(await view("Market", market, "isListed", [token])).to.equal(true);
        expect(String(await view("Market", market, "loansOf", [token])).toLowerCase()).to.equal(counting);
      }
    });

    it("nothing before the block that the manifest names", async () => {
      const before = `0x${(network.version.deployBlock - 1).toString(16)}`;
      const { contracts } = network.version;
      for (const contract of CONTRACT_NAMES) {
        for (const address of addressesOf(contracts, contract)) {
          expect(await network.rpc.call("eth_getCode", [address, before]), contract).to.equal("0x");
        }
      }
    });
  });

  describe("with delays", () => {
    let manifest: Manifest;

    before(async () => {
      manifest = await deploy(network.rpc, planOf({ delays: SHARED_DELAYS }));
    });

    it("makes the governor wait and the operator not", async () => {
      const { contracts, accounts } = currentVersion(manifest);
      const unpause = interfaceOf("Receivables").getFunction("unpause")?.selector;
      const pause = interfaceOf("Receivables").getFunction("pause")?.selector;
      const access = interfaceOf("AccessManager");
      const ask = async (account: Address, selector: unknown) => {
        const data = access.encodeFunctionData("canCall", [account, contracts.receivables, selector]);
        const answer = await network.rpc.call<string>("eth_call", [{ to: contracts.accessManager, data }, "latest"]);
        return [...access.decodeFunctionResult("canCall", answer)] as unknown[];
      };
      expect(await ask(accounts.governor, unpause)).to.deep.equal([false, 172_800n]);
      expect(await ask(accounts.operator, pause)).to.deep.equal([true, 0n]);
    });

    it("announces the grant delays, which the AccessManager raises five days later", async () => {
      const { contracts, deployBlock } = currentVersion(manifest);
      const access = interfaceOf("AccessManager");
      const topics = [access.getEvent("RoleGrantDelayChanged")?.topicHash];
      const filter = { address: contracts.accessManager, topics, fromBlock: `0x${deployBlock.toString(16)}` };
      const logs = await network.rpc.call<{ topics: string[]; data: string }[]>("eth_getLogs", [filter]);
      const announced = logs.map((log) => access.parseLog(log)?.args.toArray().slice(0, 2).map(Number));
      expect(announced).to.deep.equal(ROLE_NAMES.map((role) => [ROLES[role].id, SHARED_DELAYS.grant[role]]));
    });

    it("has another network id and another role digest", () => {
      expect(manifest.networkId).not.to.equal(network.manifest.networkId);
      expect(currentVersion(manifest).roleDigest).to.equal(roleDigest(SHARED_DELAYS));
      expect(currentVersion(manifest).roleDigest).not.to.equal(network.version.roleDigest);
    });
  });

  describe("is refused", () => {
    const one = [newSigner()];
    const two = [newSigner(), newSigner()];
    const { accounts } = planOf();
    const plans = {
      "with one signature for the governor": {
        accounts: { ...accounts, governor: { ...accounts.governor, threshold: 1 } },
      },
      "with a governor of one signer": { accounts: { ...accounts, governor: { ...accounts.governor, signers: one } } },
      "with a signer listed twice": {
        accounts: { ...accounts, governor: { ...accounts.governor, signers: [...one, ...one] } },
      },
      "with the deployer as a signer": {
        deployer: two[0] ?? expect.fail(),
        accounts: { ...accounts, operator: { ...accounts.operator, signers: two } },
      },
      "with an admission that ends never": {
        accounts: { ...accounts, operator: { ...accounts.operator, validUntil: 2n ** 40n } },
      },
      "with a country in lower case": { accounts: { ...accounts, operator: { ...accounts.operator, country: "de" } } },
      "without a currency": { currencies: [] },
      "with a currency listed twice": { currencies: ["EUR", "EUR"] },
    };
    for (const [what, changes] of Object.entries(plans)) {
      it(what, async () => {
        const block = await network.rpc.call("eth_getTransactionCount", [network.plan.deployer.address, "latest"]);
        await refused("bad-plan", () => deploy(network.rpc, planOf({ deployer: network.plan.deployer, ...changes })));
        const after = await network.rpc.call("eth_getTransactionCount", [network.plan.deployer.address, "latest"]);
        expect(after).to.equal(block);
      });
    }

    it("when the deployer would keep anything", async () => {
      const deployer = newSigner();
      const plan = planOf({ deployer, fingerprinter: deployer.address });
      const refusal = await refused("deployment-failed", () => deploy(network.rpc, plan));
      expect(refusal.message).to.include(`the deployer ${deployer.address} has kept FINGERPRINTER`);
    });

    it("when a step fails, naming the step and the reason", async () => {
      const liar = newSigner();
      const impostor = {
        ...newSigner(),
        address: newSigner().address,
        custody: "custodial" as const,
        sign: (d: Hash) => liar.sign(d),
      };
      const operator = { ...accounts.operator, signers: [impostor] };
      const refusal = await refused("deployment-failed", () =>
        deploy(network.rpc, planOf({ accounts: { ...accounts, operator } })),
      );
      expect(refusal.message).to.equal(
        `deployment failed at the admission of the operator: NoPossession(${impostor.address})`,
      );
    });
  });

  describe("checked against its manifest", () => {
    const changed = (changes: Partial<Manifest>): Manifest => ({ ...network.manifest, ...changes });
    const other = `0x${"ab".repeat(32)}` as Hash;

    it("is accepted as it is", async () => {
      await checkDeployment(network.rpc, network.manifest);
    });

    it("is refused on another chain id, naming both", async () => {
      const refusal = await refused("wrong-chain-id", () => checkDeployment(network.rpc, changed({ chainId: 1 })));
      expect(refusal.message).to.include("is 1 in the manifest").and.include(String(network.manifest.chainId));
    });

    it("is refused on another genesis, naming both", async () => {
      const refusal = await refused("wrong-genesis", () =>
        checkDeployment(network.rpc, changed({ genesisHash: other })),
      );
      expect(refusal.message).to.include(other).and.include(network.manifest.genesisHash);
    });

    it("is refused with other code at any address, naming contract and both hashes", async () => {
      const { version } = network;
      const names = Object.keys(version.codeHashes);
      expect(names).to.include.members(["parties", "accountImplementation", "cash/JPY"]).and.have.length(25);
      for (const name of names) {
        const codeHashes = { ...version.codeHashes, [name]: other };
        const refusal = await refused("wrong-code", () =>
          checkDeployment(network.rpc, changed({ versions: [{ ...version, codeHashes }] })),
        );
        expect(refusal.message).to.include(name).and.include(other).and.include(version.codeHashes[name]);
      }
    });

    it("is refused when the manifest leaves a code hash out", async () => {
      const kept = Object.entries(network.version.codeHashes).filter(([name]) => name !== "relay");
      const codeHashes = Object.fromEntries(kept);
      const versions = [{ ...network.version, codeHashes }] as const;
      const refusal = await refused("wrong-code", () => checkDeployment(network.rpc, changed({ versions })));
      expect(refusal.message).to.include("is none in the manifest");
    });

    it("is refused where an older version's code is wrong", async () => {
      const old = { ...network.version, codeHashes: { ...network.version.codeHashes, relay: other } };
      const versions = [old, { ...network.version, version: 2 }] as const;
      await refused("wrong-code", () => checkDeployment(network.rpc, changed({ versions })));
    });
  });

  /** Last: it changes who may do what. */
  describe("whose handover went wrong", () => {
    const check = () => {
      const { plan, version, rpc } = network;
      return checkHandover(rpc, version, { deployer: plan.deployer.address, fingerprinter: plan.fingerprinter });
    };

    async function govern(name: string, args: readonly unknown[]): Promise<void> {
      const { accounts, contracts } = network.version;
      const intent = intentOf([callOf("AccessManager", contracts.accessManager, name, args)]);
      const item = await signedItem(network, accounts.governor, network.plan.accounts.governor.signers, intent);
      await relay(network, [item]);
    }

    it("is noticed when the deployer has kept a role", async () => {
      await check();
      const { deployer } = network.plan;
      await govern("grantRole", [ROLES.REGISTRAR.id, deployer.address, 0]);
      const refusal = await refused("deployment-failed", check);
      expect(refusal.message).to.include(`the deployer ${deployer.address} has kept REGISTRAR`);
      expect(refusal.message).to.match(/REGISTRAR is held by \[0x[0-9a-f]{40},0x[0-9a-f]{40}\]/);
      await govern("revokeRole", [ROLES.REGISTRAR.id, deployer.address]);
      await check();
    });

    it("is noticed when a function is for another role", async () => {
      const { parties } = network.version.contracts;
      const selector = interfaceOf("Parties").getFunction("unfreeze")?.selector;
      await govern("setTargetFunctionRole", [parties, [selector], ROLES.ENFORCER.id]);
      const refusal = await refused("deployment-failed", check);
      expect(refusal.message).to.include(
        `Parties.unfreeze(address,bytes32) at ${parties} is for role 2, not for GUARDIAN`,
      );
    });
  });
});
