import { Notice } from '@/components/ui/notice';

/** The same for every address, known or not. */
export function LetterSent({ email, what }: { email: string; what: string }) {
  return (
    <Notice tone="works" live="status" title="Письмо отправлено">
      Откройте почту{email === '' ? '' : ` ${email}`} и {what}. Письма нет несколько минут — проверьте «Спам»
      и правильно ли набран адрес.
    </Notice>
  );
}
