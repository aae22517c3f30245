// Vue 3: the chat as a component. <handoff-chat desk="https://desk.example" />

import { onMounted, onUnmounted, ref, shallowRef } from 'vue';
import { HandoffChat } from './handoff.js';

/** The conversation as refs. */
export function useHandoff(desk) {
  const chat = new HandoffChat(desk);
  const messages = shallowRef([]);
  const status = ref('none');
  const agent = ref(null);
  const online = ref(true);
  const problem = ref(null);
  const take = () => {
    messages.value = chat.shown.map((message) => ({ ...message }));
    status.value = chat.status;
    agent.value = chat.agent;
    online.value = chat.online;
    problem.value = chat.problem;
  };
  onMounted(() => {
    chat.addEventListener('change', take);
    chat.start();
    take();
  });
  onUnmounted(() => chat.stop());
  return { chat, messages, status, agent, online, problem };
}

export default {
  props: { desk: { type: String, required: true } },
  setup(props) {
    const text = ref('');
    const handoff = useHandoff(props.desk);
    const submit = () => {
      if (!text.value.trim()) return;
      handoff.chat.send(text.value);
      text.value = '';
    };
    return { ...handoff, text, submit };
  },
  template: `
    <section class="chat">
      <p v-if="!online" role="alert">No connection. Trying again…</p>
      <p v-if="status === 'pending_manual'">A person will be with you soon.</p>
      <p v-else-if="agent">{{ agent.name }} is helping you.</p>
      <ul>
        <li v-for="message in messages" :key="message.key" :class="[message.role, message.state]" dir="auto">{{ message.content }}</li>
      </ul>
      <p v-if="problem" role="alert">{{ problem }}</p>
      <form @submit.prevent="submit">
        <input v-model="text" aria-label="Your message" dir="auto">
        <button>Send</button>
        <button v-if="status === 'none' || status === 'bot_active'" type="button" @click="chat.askForPerson()">Talk to a person</button>
      </form>
    </section>`,
};
