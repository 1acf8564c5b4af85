import { makeWaitsPatient } from './patient-waits.ts';

makeWaitsPatient();
