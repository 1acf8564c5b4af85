import { useParams } from 'react-router';
import { StationPage } from './station-page.tsx';

/** `/:station` */
export const StationRoute = () => {
  const { station = '' } = useParams();
  return <StationPage key={station} slug={station} />;
};
