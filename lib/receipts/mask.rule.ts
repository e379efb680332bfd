/** «i•••@mail.ru», «+7•••2233»: enough to recognize, too little to use. */
export function maskContact(contact: string): string {
  const at = contact.lastIndexOf('@');
  if (at > 0) return `${contact.charAt(0)}•••${contact.slice(at)}`;
  return contact.length > 6 ? `${contact.slice(0, 2)}•••${contact.slice(-4)}` : '•••';
}
