import { useMediaQuery } from '@mantine/hooks';

/** Below 1180 the customer pane is a drawer; below 860 there is one pane and tabs at the bottom. */
export const useOnePane = () => useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false });
export const useDrawerForCustomer = () =>
  useMediaQuery('(max-width: 1180px)', false, { getInitialValueInEffect: false });
