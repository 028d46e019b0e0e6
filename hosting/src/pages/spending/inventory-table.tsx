import type { Inventory } from '@proving-ground/shared';
import { formatUsd } from '../../format/money.ts';

interface Line {
  readonly key: string;
  readonly what: string;
  readonly name: string;
  readonly region: string;
  readonly record: string;
  readonly cost: string;
}

/** Services, alerts, images and running builds, one a line. */
export function InventoryTable({ inventory }: { readonly inventory: Inventory }) {
  return (
    <table class="table record-table">
      <caption class="visually-hidden">What of ours is there</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Name</th>
          <th scope="col">Region</th>
          <th scope="col">Our records</th>
          <th scope="col" class="numeric">
            While busy
          </th>
        </tr>
      </thead>
      <tbody>
        {linesOf(inventory).map(({ key, what, name, region, record, cost }) => (
          <tr key={key}>
            <td>{what}</td>
            <th scope="row" class="wraps">
              <code>{name}</code>
            </th>
            <td>{region}</td>
            <td>{record}</td>
            <td class="numeric">{cost}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linesOf({ services, images, builds, alerts }: Inventory): readonly Line[] {
  const recordOf = (isKnown: boolean) => (isKnown ? 'live' : 'not in use');
  return [
    ...services.map(({ name, region, isKnown, gpuType, costUsdPerHour, minInstances }) => ({
      key: `service ${region} ${name}`,
      what: gpuType ? 'Service with a GPU' : 'Service',
      name,
      region,
      record: isKnown ? 'live' : 'unknown',
      cost: `${costUsdPerHour === null ? 'unknown' : `${formatUsd(costUsdPerHour)} an hour`}${minInstances > 0 ? `, ${minInstances} always` : ''}`,
    })),
    ...builds.map(({ buildId, region, status }) => ({
      key: `build ${buildId}`,
      what: 'Build',
      name: buildId,
      region,
      record: status.toLowerCase(),
      cost: 'by the minute',
    })),
    ...alerts.map(({ name, region, kind, isKnown }, index) => ({
      key: `alert ${index} ${name}`,
      what: kind === 'alert policy' ? 'Alert policy' : 'Uptime check',
      name,
      region,
      record: recordOf(isKnown),
      cost: 'by the condition',
    })),
    ...images.map(({ name, region, isKnown }) => ({
      key: `image ${region} ${name}`,
      what: 'Images',
      name,
      region,
      record: recordOf(isKnown),
      cost: 'storage',
    })),
  ];
}
