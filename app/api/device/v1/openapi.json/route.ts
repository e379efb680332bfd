import { answerJson, notAllowed } from '@/lib/platform/route';
import { deviceApi } from '../operations';

export const GET = (): Response => answerJson(deviceApi);

export const { POST, PUT, PATCH, DELETE } = notAllowed('GET');
