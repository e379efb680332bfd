import { Gate } from '@/components/layout/gate';
import { Button } from '@/components/ui/button';

export default function CabinetNotFound() {
  return (
    <Gate title="Такой страницы нет" action={<Button href="/">На главную</Button>}>
      Объект удалён, адрес набран с ошибкой или у вас нет к нему доступа.
    </Gate>
  );
}
