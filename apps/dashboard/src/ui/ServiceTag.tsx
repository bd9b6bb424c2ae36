import { colourOfService, titleOfService } from './services';

/** A service's name behind its colour. */
export const ServiceTag = ({ service }: { readonly service: string }) => (
  <span class="service-tag">
    <i aria-hidden="true" style={{ background: colourOfService(service) }} />
    {titleOfService(service)}
  </span>
);
