// React: the chat as a component. <Chat desk="https://desk.example" />

import { useEffect, useMemo, useState } from 'react';
import { HandoffChat } from './handoff.js';

/** The conversation as state; `chat` sends. */
export function useHandoff(desk) {
  const chat = useMemo(() => new HandoffChat(desk), [desk]);
  const take = () => ({ messages: chat.shown, status: chat.status, agent: chat.agent, online: chat.online, problem: chat.problem });
  const [state, setState] = useState(take);
  useEffect(() => {
    const onChange = () => setState(take());
    chat.addEventListener('change', onChange);
    chat.start();
    return () => {
      chat.removeEventListener('change', onChange);
      chat.stop();
    };
  }, [chat]);
  return { chat, ...state };
}

export function Chat({ desk }) {
  const { chat, messages, status, agent, online, problem } = useHandoff(desk);
  const [text, setText] = useState('');
  const submit = (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    chat.send(text);
    setText('');
  };
  return (
    <section className="chat">
      {!online && <p role="alert">No connection. Trying again…</p>}
      {status === 'pending_manual' && <p>A person will be with you soon.</p>}
      {agent && <p>{agent.name} is helping you.</p>}
      <ul>
        {messages.map(({ key, role, state, content }) => (
          <li key={key} className={`${role} ${state ?? ''}`} dir="auto">{content}</li>
        ))}
      </ul>
      {problem && <p role="alert">{problem}</p>}
      <form onSubmit={submit}>
        <input value={text} onChange={(event) => setText(event.target.value)} aria-label="Your message" dir="auto" />
        <button>Send</button>
        {(status === 'none' || status === 'bot_active') && (
          <button type="button" onClick={() => chat.askForPerson()}>Talk to a person</button>
        )}
      </form>
    </section>
  );
}
