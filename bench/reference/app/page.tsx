import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { PAGE, readCards, readPerson } from '../cards';

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ state?: string; after?: string }>;
}) {
  const token = (await cookies()).get('session')?.value;
  const person = token === undefined ? undefined : await readPerson(token);
  if (!person) notFound();
  const { state = 'ACTIVE', after } = await searchParams;
  const found = await readCards(person.organization_id, state, after);
  const cards = found.slice(0, PAGE);
  const last = found.length > PAGE ? cards.at(-1) : undefined;
  return (
    <main>
      <p>{person.name}</p>
      <h1>Смарт-карты</h1>
      <table>
        <thead>
          <tr>
            <th>Карта</th>
            <th>Состояние</th>
            <th>Касса</th>
            <th>Оплачено до</th>
            <th>Период</th>
            <th>Оператор</th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.id}>
              <td>
                <a href={`/sim-cards/${card.id}`}>{card.iccid}</a>
              </td>
              <td>{card.state}</td>
              <td>{card.terminal}</td>
              <td>{card.paid_until}</td>
              <td>{card.period}</td>
              <td>{card.operator}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {last ? <a href={`/?state=${state}&after=${last.id}`}>Дальше</a> : null}
    </main>
  );
}
