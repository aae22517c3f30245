<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ApiError</name>
    <message>
        <source>What answers at this address is not a Handoff server</source>
        <translation>What answers at this address is not a Handoff server</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not accepted</source>
        <translation>The server&apos;s certificate is not accepted</translation>
    </message>
    <message>
        <source>The server does not answer in time</source>
        <translation>The server does not answer in time</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>The server cannot be reached</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read</source>
        <translation>The server&apos;s answer could not be read</translation>
    </message>
    <message>
        <source>You are not signed in</source>
        <translation>You are not signed in</translation>
    </message>
    <message>
        <source>The server is not available at the moment</source>
        <translation>The server is not available at the moment</translation>
    </message>
</context>
<context>
    <name>MessageDelegate</name>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>AI is writing…</source>
        <translation>AI is writing…</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Not sent: %1</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>New messages</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sending</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>A colleague</source>
        <translation>A colleague</translation>
    </message>
    <message>
        <source>AI is handling</source>
        <translation>AI is handling</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>With an agent</source>
        <translation>With an agent</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>After hours</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Keyword</translation>
    </message>
    <message>
        <source>AI failed repeatedly</source>
        <translation>AI failed repeatedly</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP customer</translation>
    </message>
    <message>
        <source>Customer asked for a person</source>
        <translation>Customer asked for a person</translation>
    </message>
    <message>
        <source>Unhappy customer</source>
        <translation>Unhappy customer</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Taken over</translation>
    </message>
    <message>
        <source>Released to the AI</source>
        <translation>Released to the AI</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resolved</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>Agent lost connection</source>
        <translation>Agent lost connection</translation>
    </message>
    <message>
        <source>Returned to the queue</source>
        <translation>Returned to the queue</translation>
    </message>
    <message>
        <source>Wait cancelled</source>
        <translation>Wait cancelled</translation>
    </message>
    <message>
        <source>Outside working hours</source>
        <translation>Outside working hours</translation>
    </message>
    <message>
        <source>Customer wrote again</source>
        <translation>Customer wrote again</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>High</source>
        <translation>High</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Busy</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Guest</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format, this year</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format, another year</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>date format of a day separator</comment>
        <translation>dddd, d MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format of an old day separator</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time format</comment>
        <translation>d MMM, HH:mm</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check the address and your network.</source>
        <translation>The server cannot be reached. Check the address and your network.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>The server did not answer in time.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted, so nothing was sent. %1</source>
        <translation>The server&apos;s certificate is not trusted, so nothing was sent. %1</translation>
    </message>
    <message>
        <source>There is no Handoff server at this address.</source>
        <translation>There is no Handoff server at this address.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read.</source>
        <translation>The server&apos;s answer could not be read.</translation>
    </message>
    <message>
        <source>The server is being restarted or is overloaded. Try again in a moment.</source>
        <translation>The server is being restarted or is overloaded. Try again in a moment.</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>You are signed out.</translation>
    </message>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>The user name or the password is wrong.</translation>
    </message>
    <message numerus="yes">
        <source>Too many failed attempts. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Too many failed attempts. Try again in %n minute.</numerusform>
            <numerusform>Too many failed attempts. Try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Too many failed attempts. Try again later.</source>
        <translation>Too many failed attempts. Try again later.</translation>
    </message>
    <message>
        <source>%1 has already taken this conversation.</source>
        <translation>%1 has already taken this conversation.</translation>
    </message>
    <message>
        <source>You hold as many conversations as you may. Release one first.</source>
        <translation>You hold as many conversations as you may. Release one first.</translation>
    </message>
    <message>
        <source>The conversation has changed: this is not possible any more.</source>
        <translation>The conversation has changed: this is not possible any more.</translation>
    </message>
    <message>
        <source>Somebody else changed the conversation at the same moment. Try again.</source>
        <translation>Somebody else changed the conversation at the same moment. Try again.</translation>
    </message>
    <message>
        <source>This conversation no longer exists.</source>
        <translation>This conversation no longer exists.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>You are not allowed to do this.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Something went wrong.</translation>
    </message>
    <message>
        <source>this conversation is no longer yours</source>
        <translation>this conversation is no longer yours</translation>
    </message>
</context>
<context>
    <name>handoff::AccountPage</name>
    <message>
        <source>The profile is saved.</source>
        <translation>The profile is saved.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>The password is changed.</translation>
    </message>
    <message>
        <source>The new password was not repeated alike.</source>
        <translation>The new password was not repeated alike.</translation>
    </message>
    <message>
        <source>Profile and password</source>
        <translation>Profile and password</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Picture (address)</source>
        <translation>Picture (address)</translation>
    </message>
    <message>
        <source>Save profile</source>
        <translation>Save profile</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>Old password</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Repeat it</source>
        <translation>Repeat it</translation>
    </message>
    <message>
        <source>At least 8 characters, letters and digits</source>
        <translation>At least 8 characters, letters and digits</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Change password</translation>
    </message>
</context>
<context>
    <name>handoff::AgentMenu</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Note, e.g. “lunch until 13:00”</source>
        <translation>Note, e.g. “lunch until 13:00”</translation>
    </message>
    <message>
        <source>Note to your presence</source>
        <translation>Note to your presence</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Profile and password…</source>
        <translation>Profile and password…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Preferences…</translation>
    </message>
</context>
<context>
    <name>handoff::Attention</name>
    <message>
        <source>Show the window</source>
        <translation>Show the window</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Not connected</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not looked at</source>
        <translation>
            <numerusform>%n not looked at</numerusform>
            <numerusform>%n not looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handoff::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
</context>
<context>
    <name>handoff::ChatController</name>
    <message>
        <source>The chat is still loading</source>
        <translation>The chat is still loading</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>No chat is open</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>Waiting for the server</translation>
    </message>
    <message>
        <source>There is no connection to the server</source>
        <translation>There is no connection to the server</translation>
    </message>
    <message>
        <source>%1 is already answering</source>
        <translation>%1 is already answering</translation>
    </message>
    <message>
        <source>The customer is not waiting</source>
        <translation>The customer is not waiting</translation>
    </message>
    <message>
        <source>The chat is closed</source>
        <translation>The chat is closed</translation>
    </message>
    <message>
        <source>The customer is waiting</source>
        <translation>The customer is waiting</translation>
    </message>
    <message>
        <source>Take the chat over first</source>
        <translation>Take the chat over first</translation>
    </message>
    <message>
        <source>This is the chat of %1</source>
        <translation>This is the chat of %1</translation>
    </message>
    <message>
        <source>There is nothing to send</source>
        <translation>There is nothing to send</translation>
    </message>
    <message>
        <source>A message has at most %1 characters</source>
        <translation>A message has at most %1 characters</translation>
    </message>
</context>
<context>
    <name>handoff::ChatHeader</name>
    <message>
        <source>Release: resolved</source>
        <translation>Release: resolved</translation>
    </message>
    <message>
        <source>Release: the AI can go on</source>
        <translation>Release: the AI can go on</translation>
    </message>
    <message>
        <source>Release: customer left</source>
        <translation>Release: customer left</translation>
    </message>
    <message>
        <source>Resolve and close</source>
        <translation>Resolve and close</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP customer</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Yours</translation>
    </message>
    <message>
        <source>Agent: %1</source>
        <translation>Agent: %1</translation>
    </message>
    <message>
        <source>Take this conversation over from the AI</source>
        <translation>Take this conversation over from the AI</translation>
    </message>
    <message>
        <source>End the wait and let the AI go on</source>
        <translation>End the wait and let the AI go on</translation>
    </message>
    <message>
        <source>Put the conversation back among the waiting</source>
        <translation>Put the conversation back among the waiting</translation>
    </message>
    <message>
        <source>End your part; the AI answers again</source>
        <translation>End your part; the AI answers again</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Back to AI</source>
        <translation>Back to AI</translation>
    </message>
    <message>
        <source>Return to queue</source>
        <translation>Return to queue</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>Customer details</translation>
    </message>
    <message>
        <source>More ways to release</source>
        <translation>More ways to release</translation>
    </message>
</context>
<context>
    <name>handoff::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 is typing…</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>The customer is waiting for a person.</source>
        <translation>The customer is waiting for a person.</translation>
    </message>
    <message>
        <source>The AI is answering. Take over to write yourself.</source>
        <translation>The AI is answering. Take over to write yourself.</translation>
    </message>
    <message>
        <source>Asked after hours and mailed to the team. The AI goes on meanwhile.</source>
        <translation>Asked after hours and mailed to the team. The AI goes on meanwhile.</translation>
    </message>
    <message>
        <source>This conversation is closed. It opens again when the customer writes.</source>
        <translation>This conversation is closed. It opens again when the customer writes.</translation>
    </message>
    <message>
        <source>%1 is talking to this customer.</source>
        <translation>%1 is talking to this customer.</translation>
    </message>
    <message>
        <source>No conversation open</source>
        <translation>No conversation open</translation>
    </message>
    <message>
        <source>Choose one from the list, or take the customer who has waited longest.</source>
        <translation>Choose one from the list, or take the customer who has waited longest.</translation>
    </message>
    <message numerus="yes">
        <source>Open next (%n waiting)</source>
        <translation>
            <numerusform>Open next (%n waiting)</numerusform>
            <numerusform>Open next (%n waiting)</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one from the list. Press ? to see all keys.</source>
        <translation>Choose one from the list. Press ? to see all keys.</translation>
    </message>
    <message>
        <source>This conversation could not be loaded</source>
        <translation>This conversation could not be loaded</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>Fetching the messages.</source>
        <translation>Fetching the messages.</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>No messages yet</translation>
    </message>
    <message>
        <source>The customer has opened the chat but not written.</source>
        <translation>The customer has opened the chat but not written.</translation>
    </message>
</context>
<context>
    <name>handoff::Composer</name>
    <message>
        <source>%1 of %2: too long</source>
        <translation>%1 of %2: too long</translation>
    </message>
    <message>
        <source>Write a reply…</source>
        <translation>Write a reply…</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter starts a new line</source>
        <translation>Enter sends · Shift+Enter starts a new line</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter starts a new line</source>
        <translation>Ctrl+Enter sends · Enter starts a new line</translation>
    </message>
</context>
<context>
    <name>handoff::ConnectionBanner</name>
    <message>
        <source>Live updates are not possible here. The lists are checked every 30 seconds.</source>
        <translation>Live updates are not possible here. The lists are checked every 30 seconds.</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Retry now</translation>
    </message>
    <message numerus="yes">
        <source>Connection lost. What you see may be old; what you write is kept and sent later. Trying again in %n s.</source>
        <translation>
            <numerusform>Connection lost. What you see may be old; what you write is kept and sent later. Trying again in %n s.</numerusform>
            <numerusform>Connection lost. What you see may be old; what you write is kept and sent later. Trying again in %n s.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection lost. Trying again…</source>
        <translation>Connection lost. Trying again…</translation>
    </message>
</context>
<context>
    <name>handoff::ContextPanel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>%1 (VIP)</source>
        <translation>%1 (VIP)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Currency</translation>
    </message>
    <message>
        <source>GDPR consent</source>
        <translation>GDPR consent</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Given</translation>
    </message>
    <message>
        <source>Not given</source>
        <translation>Not given</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>Marketing</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Subscribed</translation>
    </message>
    <message>
        <source>Not subscribed</source>
        <translation>Not subscribed</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>Asked at</translation>
    </message>
    <message>
        <source>Urgent words</source>
        <translation>Urgent words</translation>
    </message>
    <message>
        <source>Why a person is wanted</source>
        <translation>Why a person is wanted</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>Customer details</translation>
    </message>
</context>
<context>
    <name>handoff::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
</context>
<context>
    <name>handoff::ListPane</name>
    <message numerus="yes">
        <source>Show %n change(s)</source>
        <translation>
            <numerusform>Show %n change</numerusform>
            <numerusform>Show %n changes</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>Fetching conversations from the server.</source>
        <translation>Fetching conversations from the server.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>No conversation here matches “%1”.</source>
        <translation>No conversation here matches “%1”.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Clear search</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>Customers who need a person appear here by themselves.</source>
        <translation>Customers who need a person appear here by themselves.</translation>
    </message>
    <message>
        <source>No conversations of yours</source>
        <translation>No conversations of yours</translation>
    </message>
    <message>
        <source>Take over a waiting conversation and it stays here until you release it.</source>
        <translation>Take over a waiting conversation and it stays here until you release it.</translation>
    </message>
    <message>
        <source>The AI has nothing to do</source>
        <translation>The AI has nothing to do</translation>
    </message>
    <message>
        <source>Conversations that the AI is answering appear here.</source>
        <translation>Conversations that the AI is answering appear here.</translation>
    </message>
    <message>
        <source>Nothing came in after hours</source>
        <translation>Nothing came in after hours</translation>
    </message>
    <message>
        <source>Questions asked outside working hours are kept here and mailed to the team.</source>
        <translation>Questions asked outside working hours are kept here and mailed to the team.</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>No conversations yet</translation>
    </message>
    <message>
        <source>The first customer who writes will appear here.</source>
        <translation>The first customer who writes will appear here.</translation>
    </message>
    <message>
        <source>Search name, e-mail or text</source>
        <translation>Search name, e-mail or text</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Search conversations</translation>
    </message>
    <message>
        <source>Conversations: %1</source>
        <translation>Conversations: %1</translation>
    </message>
</context>
<context>
    <name>handoff::LoginPage</name>
    <message>
        <source>Your sign-in has expired. Sign in again: your drafts are kept.</source>
        <translation>Your sign-in has expired. Sign in again: your drafts are kept.</translation>
    </message>
    <message>
        <source>Fill in the marked fields.</source>
        <translation>Fill in the marked fields.</translation>
    </message>
    <message>
        <source>This is not a server address. Example: https://desk.example.com</source>
        <translation>This is not a server address. Example: https://desk.example.com</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Signing you in again…</source>
        <translation>Signing you in again…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Signing in…</translation>
    </message>
    <message>
        <source>Sign in to your service desk</source>
        <translation>Sign in to your service desk</translation>
    </message>
    <message>
        <source>Not possible here: no system keychain answers.</source>
        <translation>Not possible here: no system keychain answers.</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>Earlier sign-ins</source>
        <translation>Earlier sign-ins</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Hide the password</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Show the password</translation>
    </message>
    <message>
        <source>Stay signed in on this computer</source>
        <translation>Stay signed in on this computer</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
</context>
<context>
    <name>handoff::MainWindow</name>
    <message>
        <source>Next waiting, longest first</source>
        <translation>Next waiting, longest first</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Write a reply</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>New line</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Search conversations</translation>
    </message>
    <message>
        <source>Online or busy</source>
        <translation>Online or busy</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>One level back</source>
        <translation>One level back</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>This list</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Next conversation</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Previous conversation</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>Profile and password</source>
        <translation>Profile and password</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Light or dark</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Command palette</translation>
    </message>
</context>
<context>
    <name>handoff::NoticeSettings</name>
    <message>
        <source>This desktop has no notification area: notices are told by sound and in the taskbar only.</source>
        <translation>This desktop has no notification area: notices are told by sound and in the taskbar only.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>%1: show</source>
        <translation>%1: show</translation>
    </message>
    <message>
        <source>%1: sound</source>
        <translation>%1: sound</translation>
    </message>
    <message>
        <source>Test: %1</source>
        <translation>Test: %1</translation>
    </message>
    <message>
        <source>Quiet hours: nothing is shown or sounds</source>
        <translation>Quiet hours: nothing is shown or sounds</translation>
    </message>
    <message>
        <source>to</source>
        <translation>to</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Quiet from</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Quiet until</translation>
    </message>
</context>
<context>
    <name>handoff::Notifier</name>
    <message>
        <source>New customer waiting</source>
        <translation>New customer waiting</translation>
    </message>
    <message>
        <source>VIP waiting</source>
        <translation>VIP waiting</translation>
    </message>
    <message>
        <source>A customer answers in my chat</source>
        <translation>A customer answers in my chat</translation>
    </message>
    <message>
        <source>A colleague hands me a chat</source>
        <translation>A colleague hands me a chat</translation>
    </message>
    <message>
        <source>A colleague mentions me</source>
        <translation>A colleague mentions me</translation>
    </message>
    <message>
        <source>A ticket is close to its deadline</source>
        <translation>A ticket is close to its deadline</translation>
    </message>
    <message>
        <source>This is how it looks and sounds.</source>
        <translation>This is how it looks and sounds.</translation>
    </message>
    <message>
        <source>VIP %1 is waiting</source>
        <translation>VIP %1 is waiting</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 is waiting</translation>
    </message>
    <message numerus="yes">
        <source>%n customers are waiting</source>
        <translation>
            <numerusform>%n customer is waiting</numerusform>
            <numerusform>%n customers are waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 hands you a chat</source>
        <translation>%1 hands you a chat</translation>
    </message>
    <message>
        <source>%1 mentions you</source>
        <translation>%1 mentions you</translation>
    </message>
    <message>
        <source>A ticket missed its deadline</source>
        <translation>A ticket missed its deadline</translation>
    </message>
</context>
<context>
    <name>handoff::Overlay</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>handoff::Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Command palette</translation>
    </message>
    <message>
        <source>What do you want to do? Or the name of a customer…</source>
        <translation>What do you want to do? Or the name of a customer…</translation>
    </message>
    <message>
        <source>Commands and conversations</source>
        <translation>Commands and conversations</translation>
    </message>
</context>
<context>
    <name>handoff::PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Like the system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Comfortable</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>Send key</source>
        <translation>Send key</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter sends</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends</source>
        <translation>Ctrl+Enter sends</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Show all keys</translation>
    </message>
</context>
<context>
    <name>handoff::SectionBar</name>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
</context>
<context>
    <name>handoff::SessionDelegate</name>
    <message>
        <source>typing…</source>
        <translation>typing…</translation>
    </message>
    <message>
        <source>Draft: </source>
        <translation>Draft: </translation>
    </message>
</context>
<context>
    <name>handoff::SessionRows</name>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>waiting %1</source>
        <translation>waiting %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message>
        <source>mine</source>
        <translation>mine</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>typing…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Draft: %1</translation>
    </message>
</context>
<context>
    <name>handoff::SignInController</name>
    <message>
        <source>This is not a server address</source>
        <translation>This is not a server address</translation>
    </message>
</context>
<context>
    <name>handoff::StatusStrip</name>
    <message>
        <source>Not connected</source>
        <translation>Not connected</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>Checking every 30 s</source>
        <translation>Checking every 30 s</translation>
    </message>
    <message>
        <source>Last synced %1</source>
        <translation>Last synced %1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handoff::TranscriptView</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>Jump to the latest message</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Latest</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copy message</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Copy link address</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Discard</translation>
    </message>
</context>
</TS>
