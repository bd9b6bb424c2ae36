import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { permissions, type Permission } from './permissions.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const OPERATIONS = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
};
const RESOURCES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP };

const aclOf = ({ principal, operation, resource, name }: Permission): AclEntry => ({
  principal: `User:${principal}`,
  host: '*',
  operation: OPERATIONS[operation],
  permissionType: AclPermissionTypes.ALLOW,
  resourceType: RESOURCES[resource],
  resourceName: name,
  resourcePatternType: ResourcePatternTypes.LITERAL,
});

/** Makes Kafka's ACLs equal to the table, in a namespace: those that it does not name any more are taken away. */
export async function applyPermissions(admin: Admin, namespace: string): Promise<void> {
  const wanted = permissions.map((one) => aclOf({ ...one, name: namespace + one.name }));
  const present = await everyAcl(admin);
  const surplus = without(present, wanted);
  if (surplus.length > 0) await admin.deleteAcls({ filters: surplus });
  const missing = without(wanted, present);
  if (missing.length > 0) await admin.createAcls({ acl: missing });
}

async function everyAcl(admin: Admin): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  return resources.flatMap(({ acls, resourceType, resourceName, resourcePatternType }) =>
    acls.map((acl) => ({ ...acl, resourceType, resourceName, resourcePatternType })),
  );
}

function without(acls: readonly AclEntry[], others: readonly AclEntry[]): AclEntry[] {
  const known = new Set(others.map(textOf));
  return acls.filter((acl) => !known.has(textOf(acl)));
}

const textOf = (acl: AclEntry): string =>
  [
    acl.principal,
    acl.host,
    acl.operation,
    acl.permissionType,
    acl.resourceType,
    acl.resourceName,
    acl.resourcePatternType,
  ].join(' ');
