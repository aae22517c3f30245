<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Admin</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
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
        <source>Pre-sales</source>
        <translation>Pre-sales</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>After-sales</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>Logistics</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>Technical</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Keyword</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>After hours</translation>
    </message>
    <message>
        <source>Everybody busy</source>
        <translation>Everybody busy</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In the queue</translation>
    </message>
    <message>
        <source>Long wait</source>
        <translation>Long wait</translation>
    </message>
    <message>
        <source>first message of a conversation</source>
        <translation>first message of a conversation</translation>
    </message>
    <message>
        <source>contains: %1</source>
        <translation>contains: %1</translation>
    </message>
    <message>
        <source>escalated outside working hours</source>
        <translation>escalated outside working hours</translation>
    </message>
    <message>
        <source>escalated while everybody is at capacity</source>
        <translation>escalated while everybody is at capacity</translation>
    </message>
    <message>
        <source>waiting at position %1 or later</source>
        <translation>waiting at position %1 or later</translation>
    </message>
    <message>
        <source>still waiting after %1 s</source>
        <translation>still waiting after %1 s</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>Sign-in refused</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>Changed the own password</source>
        <translation>Changed the own password</translation>
    </message>
    <message>
        <source>Reset a password</source>
        <translation>Reset a password</translation>
    </message>
    <message>
        <source>Changed the own profile</source>
        <translation>Changed the own profile</translation>
    </message>
    <message>
        <source>Created an account</source>
        <translation>Created an account</translation>
    </message>
    <message>
        <source>Changed an account</source>
        <translation>Changed an account</translation>
    </message>
    <message>
        <source>Deleted an account</source>
        <translation>Deleted an account</translation>
    </message>
    <message>
        <source>Created a quick reply</source>
        <translation>Created a quick reply</translation>
    </message>
    <message>
        <source>Changed a quick reply</source>
        <translation>Changed a quick reply</translation>
    </message>
    <message>
        <source>Deleted a quick reply</source>
        <translation>Deleted a quick reply</translation>
    </message>
    <message>
        <source>Created a tag</source>
        <translation>Created a tag</translation>
    </message>
    <message>
        <source>Changed a tag</source>
        <translation>Changed a tag</translation>
    </message>
    <message>
        <source>Deleted a tag</source>
        <translation>Deleted a tag</translation>
    </message>
    <message>
        <source>Created an auto-reply</source>
        <translation>Created an auto-reply</translation>
    </message>
    <message>
        <source>Changed an auto-reply</source>
        <translation>Changed an auto-reply</translation>
    </message>
    <message>
        <source>Deleted an auto-reply</source>
        <translation>Deleted an auto-reply</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>Changed settings</translation>
    </message>
    <message>
        <source>Changed a customer&apos;s VIP mark</source>
        <translation>Changed a customer&apos;s VIP mark</translation>
    </message>
    <message>
        <source>Passed a conversation on</source>
        <translation>Passed a conversation on</translation>
    </message>
    <message>
        <source>Exported tickets</source>
        <translation>Exported tickets</translation>
    </message>
    <message>
        <source>Exported statistics</source>
        <translation>Exported statistics</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a value in the audit log</comment>
        <translation>empty</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>To</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Black</translation>
    </message>
    <message>
        <source>White</source>
        <translation>White</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grey</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>Turquoise</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blue</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Pink</translation>
    </message>
    <message>
        <source>Dark %1</source>
        <translation>Dark %1</translation>
    </message>
</context>
<context>
    <name>AdminTables</name>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Shift begins</source>
        <translation>Shift begins</translation>
    </message>
    <message>
        <source>Shift ends (inclusive minute)</source>
        <translation>Shift ends (inclusive minute)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>Closed at weekends</source>
        <translation>Closed at weekends</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Holidays</translation>
    </message>
    <message>
        <source>In shift now</source>
        <translation>In shift now</translation>
    </message>
    <message>
        <source>Coze app</source>
        <translation>Coze app</translation>
    </message>
    <message>
        <source>Coze workflow</source>
        <translation>Coze workflow</translation>
    </message>
    <message>
        <source>Sign-in at Coze</source>
        <translation>Sign-in at Coze</translation>
    </message>
    <message>
        <source>One AI conversation per session</source>
        <translation>One AI conversation per session</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>AI reachable</source>
        <translation>AI reachable</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>Running for</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Working hours</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Last sign-in</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Shortcut</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Shared</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Private</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Own</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Delay</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>On</source>
        <translation>On</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>All others</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>First reply within</source>
        <translation>First reply within</translation>
    </message>
    <message>
        <source>Resolved within</source>
        <translation>Resolved within</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Setting</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>Concerns</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
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
    <name>ChatCommands</name>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Write a reply</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Write a note</translation>
    </message>
    <message>
        <source>Transfer to a colleague…</source>
        <translation>Transfer to a colleague…</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Return to queue</source>
        <translation>Return to queue</translation>
    </message>
    <message>
        <source>Back to AI</source>
        <translation>Back to AI</translation>
    </message>
    <message>
        <source>Settle after-hours question</source>
        <translation>Settle after-hours question</translation>
    </message>
    <message>
        <source>Resolve and close</source>
        <translation>Resolve and close</translation>
    </message>
    <message>
        <source>Hand over by e-mail</source>
        <translation>Hand over by e-mail</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>Ticket from this chat…</source>
        <translation>Ticket from this chat…</translation>
    </message>
    <message>
        <source>Copy transcript</source>
        <translation>Copy transcript</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Find in this chat</translation>
    </message>
</context>
<context>
    <name>ChatRefusal</name>
    <message>
        <source>This conversation is about to return to the queue.</source>
        <translation>This conversation is about to return to the queue.</translation>
    </message>
    <message>
        <source>The customer is about to be left to the AI.</source>
        <translation>The customer is about to be left to the AI.</translation>
    </message>
    <message>
        <source>This conversation is about to be closed.</source>
        <translation>This conversation is about to be closed.</translation>
    </message>
    <message>
        <source>This conversation is about to go back to the AI.</source>
        <translation>This conversation is about to go back to the AI.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
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
</context>
<context>
    <name>CustomerName</name>
    <message>
        <source>Guest</source>
        <translation>Guest</translation>
    </message>
    <message>
        <source>Visitor %1</source>
        <translation>Visitor %1</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>The user name or the password is wrong.</translation>
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
        <source>This colleague is offline.</source>
        <translation>This colleague is offline.</translation>
    </message>
    <message>
        <source>This colleague has the conversation already.</source>
        <translation>This colleague has the conversation already.</translation>
    </message>
    <message>
        <source>A colleague has been asked already and has not answered yet.</source>
        <translation>A colleague has been asked already and has not answered yet.</translation>
    </message>
    <message>
        <source>This transfer was answered already, or it took too long.</source>
        <translation>This transfer was answered already, or it took too long.</translation>
    </message>
    <message>
        <source>This conversation has been mailed already.</source>
        <translation>This conversation has been mailed already.</translation>
    </message>
    <message>
        <source>The server is not set up to send mail.</source>
        <translation>The server is not set up to send mail.</translation>
    </message>
    <message>
        <source>The mail could not be sent.</source>
        <translation>The mail could not be sent.</translation>
    </message>
    <message>
        <source>A conversation has at most 10 tags.</source>
        <translation>A conversation has at most 10 tags.</translation>
    </message>
    <message>
        <source>This note no longer exists.</source>
        <translation>This note no longer exists.</translation>
    </message>
    <message>
        <source>This ticket no longer exists.</source>
        <translation>This ticket no longer exists.</translation>
    </message>
    <message>
        <source>Somebody else changed the ticket. Reload it and try again.</source>
        <translation>Somebody else changed the ticket. Reload it and try again.</translation>
    </message>
    <message>
        <source>The ticket cannot go to this status from where it is now.</source>
        <translation>The ticket cannot go to this status from where it is now.</translation>
    </message>
    <message>
        <source>This file no longer exists.</source>
        <translation>This file no longer exists.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>The file is too large.</translation>
    </message>
    <message>
        <source>Files of this type are not accepted.</source>
        <translation>Files of this type are not accepted.</translation>
    </message>
    <message>
        <source>This colleague no longer exists.</source>
        <translation>This colleague no longer exists.</translation>
    </message>
    <message>
        <source>This user name is taken.</source>
        <translation>This user name is taken.</translation>
    </message>
    <message>
        <source>The password needs at least 8 characters, with letters and digits.</source>
        <translation>The password needs at least 8 characters, with letters and digits.</translation>
    </message>
    <message>
        <source>This is the last administrator: there has to be one.</source>
        <translation>This is the last administrator: there has to be one.</translation>
    </message>
    <message>
        <source>Another quick reply has this shortcut.</source>
        <translation>Another quick reply has this shortcut.</translation>
    </message>
    <message>
        <source>Presets cannot be deleted.</source>
        <translation>Presets cannot be deleted.</translation>
    </message>
    <message>
        <source>There is a tag of this name already.</source>
        <translation>There is a tag of this name already.</translation>
    </message>
    <message>
        <source>There can be at most 20 rules of one type.</source>
        <translation>There can be at most 20 rules of one type.</translation>
    </message>
    <message>
        <source>Only administrators may do this.</source>
        <translation>Only administrators may do this.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>a colleague</source>
        <translation>a colleague</translation>
    </message>
    <message>
        <source>Given to %1</source>
        <translation>Given to %1</translation>
    </message>
    <message>
        <source>Assigned to %1 (%2)</source>
        <translation>Assigned to %1 (%2)</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>Assigned to %1</translation>
    </message>
    <message>
        <source>Status: %1 → %2</source>
        <translation>Status: %1 → %2</translation>
    </message>
    <message>
        <source>title</source>
        <translation>title</translation>
    </message>
    <message>
        <source>description</source>
        <translation>description</translation>
    </message>
    <message>
        <source>category</source>
        <translation>category</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>priority</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>tags</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>Changed: %1</translation>
    </message>
    <message>
        <source>Created the ticket</source>
        <translation>Created the ticket</translation>
    </message>
    <message>
        <source>Added an internal note</source>
        <translation>Added an internal note</translation>
    </message>
    <message>
        <source>Added a comment</source>
        <translation>Added a comment</translation>
    </message>
    <message>
        <source>Added the file %1</source>
        <translation>Added the file %1</translation>
    </message>
    <message>
        <source>Removed the file %1</source>
        <translation>Removed the file %1</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Said: %1</source>
        <translation>Said: %1</translation>
    </message>
    <message>
        <source>The AI failed %1 times in a row; the limit is %2</source>
        <translation>The AI failed %1 times in a row; the limit is %2</translation>
    </message>
    <message>
        <source>VIPs are passed on to a person at once</source>
        <translation>VIPs are passed on to a person at once</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
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
    <message>
        <source>Internal note · %1</source>
        <translation>Internal note · %1</translation>
    </message>
    <message>
        <source>Handoff requested</source>
        <translation>Handoff requested</translation>
    </message>
    <message>
        <source>Handoff requested: %1</source>
        <translation>Handoff requested: %1</translation>
    </message>
    <message>
        <source>Written by %1</source>
        <translation>Written by %1</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Not answered yet</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Cut off</translation>
    </message>
</context>
<context>
    <name>SessionActions</name>
    <message>
        <source>%1 is already answering</source>
        <translation>%1 is already answering</translation>
    </message>
    <message>
        <source>The customer is not waiting</source>
        <translation>The customer is not waiting</translation>
    </message>
    <message>
        <source>The chat did not come in after hours</source>
        <translation>The chat did not come in after hours</translation>
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
</context>
<context>
    <name>Stats</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
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
        <source>Asked for a person</source>
        <translation>Asked for a person</translation>
    </message>
    <message>
        <source>Unhappy customer</source>
        <translation>Unhappy customer</translation>
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
        <source>Now</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>All conversations that there ever were.</source>
        <translation>All conversations that there ever were.</translation>
    </message>
    <message>
        <source>Need a person</source>
        <translation>Need a person</translation>
    </message>
    <message>
        <source>Conversations that wait for an agent or are with one, now.</source>
        <translation>Conversations that wait for an agent or are with one, now.</translation>
    </message>
    <message>
        <source>Agents here</source>
        <translation>Agents here</translation>
    </message>
    <message>
        <source>Agents who are online or busy, now.</source>
        <translation>Agents who are online or busy, now.</translation>
    </message>
    <message>
        <source>Conversations in this state, now.</source>
        <translation>Conversations in this state, now.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>New conversations</source>
        <translation>New conversations</translation>
    </message>
    <message>
        <source>Conversations begun since midnight.</source>
        <translation>Conversations begun since midnight.</translation>
    </message>
    <message>
        <source>Escalations</source>
        <translation>Escalations</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>Waiting now</translation>
    </message>
    <message>
        <source>Conversations that wait for an agent, now.</source>
        <translation>Conversations that wait for an agent, now.</translation>
    </message>
    <message>
        <source>Being served</source>
        <translation>Being served</translation>
    </message>
    <message>
        <source>Conversations that are with an agent, now.</source>
        <translation>Conversations that are with an agent, now.</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>Conversations that an agent finished since midnight.</source>
        <translation>Conversations that an agent finished since midnight.</translation>
    </message>
    <message>
        <source>Waiting and reasons</source>
        <translation>Waiting and reasons</translation>
    </message>
    <message>
        <source>Average wait</source>
        <translation>Average wait</translation>
    </message>
    <message>
        <source>From the escalation to the takeover (or until now, if nobody took over), average of the escalations of the range.</source>
        <translation>From the escalation to the takeover (or until now, if nobody took over), average of the escalations of the range.</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Longest wait</translation>
    </message>
    <message>
        <source>The longest of these waits in the range.</source>
        <translation>The longest of these waits in the range.</translation>
    </message>
    <message>
        <source>Escalations of the range for this reason.</source>
        <translation>Escalations of the range for this reason.</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Answer time</source>
        <translation>Answer time</translation>
    </message>
    <message>
        <source>From the customer&apos;s message to the AI&apos;s complete answer, average of the range.</source>
        <translation>From the customer&apos;s message to the AI&apos;s complete answer, average of the range.</translation>
    </message>
    <message>
        <source>Without a person</source>
        <translation>Without a person</translation>
    </message>
    <message>
        <source>Conversations begun in the range and never escalated, of all begun.</source>
        <translation>Conversations begun in the range and never escalated, of all begun.</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>Escalation rate</translation>
    </message>
    <message>
        <source>Conversations begun in the range and escalated, of all begun.</source>
        <translation>Conversations begun in the range and escalated, of all begun.</translation>
    </message>
    <message>
        <source>Messages before</source>
        <translation>Messages before</translation>
    </message>
    <message>
        <source>Messages that the customer wrote before an escalation, average of the range.</source>
        <translation>Messages that the customer wrote before an escalation, average of the range.</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>To takeover</source>
        <translation>To takeover</translation>
    </message>
    <message>
        <source>From the escalation to the takeover, average of the takeovers of the range.</source>
        <translation>From the escalation to the takeover, average of the takeovers of the range.</translation>
    </message>
    <message>
        <source>Service time</source>
        <translation>Service time</translation>
    </message>
    <message>
        <source>From the takeover to the release, average of the releases of the range.</source>
        <translation>From the takeover to the release, average of the releases of the range.</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resolved</translation>
    </message>
    <message>
        <source>Finished conversations that were neither transferred nor escalated again within 24 hours, of all finished ones.</source>
        <translation>Finished conversations that were neither transferred nor escalated again within 24 hours, of all finished ones.</translation>
    </message>
    <message>
        <source>Per agent</source>
        <translation>Per agent</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>%1 (deleted)</source>
        <translation>%1 (deleted)</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Taken over</translation>
    </message>
    <message>
        <source>First reply after</source>
        <translation>First reply after</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>Takeovers</source>
        <translation>Takeovers</translation>
    </message>
    <message>
        <source>Wait, half of them (p50)</source>
        <translation>Wait, half of them (p50)</translation>
    </message>
    <message>
        <source>Wait, nine of ten (p90)</source>
        <translation>Wait, nine of ten (p90)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 points</translation>
    </message>
    <message>
        <source>In the period before: %1</source>
        <translation>In the period before: %1</translation>
    </message>
    <message>
        <source>All conversations, per agent who is online or busy.</source>
        <translation>All conversations, per agent who is online or busy.</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day below a chart</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>day of a range</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>moment of a range</comment>
        <translation>d MMM, HH:mm</translation>
    </message>
    <message>
        <source>Escalations since midnight.</source>
        <translation>Escalations since midnight.</translation>
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
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
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
        <source>Something went wrong.</source>
        <translation>Something went wrong.</translation>
    </message>
    <message>
        <source>this conversation is no longer yours</source>
        <translation>this conversation is no longer yours</translation>
    </message>
    <message>
        <source>This workbench is too old for the server. Install version %1 or newer.</source>
        <translation>This workbench is too old for the server. Install version %1 or newer.</translation>
    </message>
</context>
<context>
    <name>Tickets</name>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Waiting for customer</source>
        <translation>Waiting for customer</translation>
    </message>
    <message>
        <source>Waiting for parts</source>
        <translation>Waiting for parts</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resolved</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High</source>
        <translation>High</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>Pre-sales</source>
        <translation>Pre-sales</translation>
    </message>
    <message>
        <source>Order change</source>
        <translation>Order change</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Shipping</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>After-sales</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Compliance</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>Technical</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Returns</translation>
    </message>
    <message>
        <source>Warranty</source>
        <translation>Warranty</translation>
    </message>
    <message>
        <source>Sales EU</source>
        <translation>Sales EU</translation>
    </message>
    <message>
        <source>Service CN</source>
        <translation>Service CN</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>Logistics</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>In time</translation>
    </message>
    <message>
        <source>Running short</source>
        <translation>Running short</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time format</comment>
        <translation>d MMM, HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <comment>date and time format, another year</comment>
        <translation>d MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>Overdue %1</translation>
    </message>
    <message>
        <source>Reply in %1</source>
        <translation>Reply in %1</translation>
    </message>
    <message>
        <source>Due in %1</source>
        <translation>Due in %1</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
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
    <name>handoff::AdminConfig</name>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>handoff::AdminPage</name>
    <message>
        <source>Create</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>handoff::AdminRoom</name>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>Quick replies</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Auto-replies</source>
        <translation>Auto-replies</translation>
    </message>
    <message>
        <source>SLA policies</source>
        <translation>SLA policies</translation>
    </message>
    <message>
        <source>Shift and limits</source>
        <translation>Shift and limits</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Audit log</translation>
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
    <name>handoff::AgentsPage</name>
    <message>
        <source>Delete the account %1? Its conversations go back to the queue.</source>
        <translation>Delete the account %1? Its conversations go back to the queue.</translation>
    </message>
    <message>
        <source>At least 8 characters, with letters and digits.</source>
        <translation>At least 8 characters, with letters and digits.</translation>
    </message>
    <message>
        <source>3 to 50 letters, digits, “_”, “-” or “.”.</source>
        <translation>3 to 50 letters, digits, “_”, “-” or “.”.</translation>
    </message>
    <message>
        <source>1 to 50 characters.</source>
        <translation>1 to 50 characters.</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>Who may sign in, as what, and with how many conversations at once.</source>
        <translation>Who may sign in, as what, and with how many conversations at once.</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>New agent</translation>
    </message>
    <message>
        <source>No agents</source>
        <translation>No agents</translation>
    </message>
    <message>
        <source>Colleagues who answer customers are listed here.</source>
        <translation>Colleagues who answer customers are listed here.</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>Account %1</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Customers see it</source>
        <translation>Customers see it</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Conversations at once</source>
        <translation>Conversations at once</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Picture (address)</source>
        <translation>Picture (address)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Leave it empty to keep the old one, which else stops working.</source>
        <translation>Leave it empty to keep the old one, which else stops working.</translation>
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
    <name>handoff::AuditLogPage</name>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 of %2 entries</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Audit log</translation>
    </message>
    <message>
        <source>Sign-ins, changes of accounts and settings, exports.</source>
        <translation>Sign-ins, changes of accounts and settings, exports.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>No entry matches the filters.</source>
        <translation>No entry matches the filters.</translation>
    </message>
    <message>
        <source>Who (user name)</source>
        <translation>Who (user name)</translation>
    </message>
    <message>
        <source>What, e.g. login</source>
        <translation>What, e.g. login</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>Concerns</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Between</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>From day</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>To day</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Load more</translation>
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
    <name>handoff::ChartPane</name>
    <message>
        <source>%1: at most %2</source>
        <translation>%1: at most %2</translation>
    </message>
    <message>
        <source>%1: %2 in all, at most %3 at once</source>
        <translation>%1: %2 in all, at most %3 at once</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>Nothing to draw</translation>
    </message>
    <message>
        <source>Nothing of this kind happened in the range.</source>
        <translation>Nothing of this kind happened in the range.</translation>
    </message>
    <message>
        <source>Save “%1” as CSV</source>
        <translation>Save “%1” as CSV</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>solid p50, dashed p90</source>
        <translation>solid p50, dashed p90</translation>
    </message>
</context>
<context>
    <name>handoff::ChatActions</name>
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
    <message numerus="yes">
        <source>%n looking</source>
        <translation>
            <numerusform>%n looking</numerusform>
            <numerusform>%n looking</numerusform>
        </translation>
    </message>
    <message>
        <source>Also looking: %1</source>
        <translation>Also looking: %1</translation>
    </message>
    <message>
        <source>Give it to a colleague</source>
        <translation>Give it to a colleague</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>All actions</translation>
    </message>
</context>
<context>
    <name>handoff::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 is typing…</translation>
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
    <message>
        <source>No chat is open</source>
        <translation>No chat is open</translation>
    </message>
    <message>
        <source>%1 has been asked already</source>
        <translation>%1 has been asked already</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied, without those that are not loaded</source>
        <translation>
            <numerusform>%n message copied, without those that are not loaded</numerusform>
            <numerusform>%n messages copied, without those that are not loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied</source>
        <translation>
            <numerusform>%n message copied</numerusform>
            <numerusform>%n messages copied</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for %1 to take this conversation: %2</source>
        <translation>Waiting for %1 to take this conversation: %2</translation>
    </message>
    <message>
        <source>%1 is writing here too…</source>
        <translation>%1 is writing here too…</translation>
    </message>
    <message>
        <source>The conversation was mailed to the team.</source>
        <translation>The conversation was mailed to the team.</translation>
    </message>
    <message>
        <source>%1 has answered here meanwhile. Read it before you send.</source>
        <translation>%1 has answered here meanwhile. Read it before you send.</translation>
    </message>
    <message>
        <source>Mail it once more</source>
        <translation>Mail it once more</translation>
    </message>
    <message>
        <source>It is about to leave you: take that back first</source>
        <translation>It is about to leave you: take that back first</translation>
    </message>
</context>
<context>
    <name>handoff::ChatWriting</name>
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
    <name>handoff::CompletionList</name>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
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
        <source>Fill in what stands in braces, or press again to send it so</source>
        <translation>Fill in what stands in braces, or press again to send it so</translation>
    </message>
    <message>
        <source>Only colleagues see notes · @ names one</source>
        <translation>Only colleagues see notes · @ names one</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · / quick replies</source>
        <translation>Enter sends · Shift+Enter new line · / quick replies</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter new line · / quick replies</source>
        <translation>Ctrl+Enter sends · Enter new line · / quick replies</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Add note</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Reply to the customer</source>
        <translation>Reply to the customer</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Internal note</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>Quick replies</translation>
    </message>
    <message>
        <source>Write an internal note…</source>
        <translation>Write an internal note…</translation>
    </message>
</context>
<context>
    <name>handoff::ConfigPage</name>
    <message>
        <source>Shift and limits</source>
        <translation>Shift and limits</translation>
    </message>
    <message>
        <source>How the server runs now. It is set where the server is installed.</source>
        <translation>How the server runs now. It is set where the server is installed.</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>Nothing to show</translation>
    </message>
    <message>
        <source>The server told nothing about itself.</source>
        <translation>The server told nothing about itself.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Refresh</translation>
    </message>
</context>
<context>
    <name>handoff::ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>handoff::ConnectionBanner</name>
    <message>
        <source>Live updates are not possible here. The lists are checked every 30 seconds.</source>
        <translation>Live updates are not possible here. The lists are checked every 30 seconds.</translation>
    </message>
    <message>
        <source>You are signed in at too many places to be told at once here too. Sign out at one of them; the lists are checked every 30 seconds until then.</source>
        <translation>You are signed in at too many places to be told at once here too. Sign out at one of them; the lists are checked every 30 seconds until then.</translation>
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
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>Customer details</translation>
    </message>
    <message>
        <source>Ticket ·</source>
        <translation>Ticket ·</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation>Notes %1</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
</context>
<context>
    <name>handoff::ConversationsRoom</name>
    <message>
        <source>%1 returns to the queue.</source>
        <translation>%1 returns to the queue.</translation>
    </message>
    <message>
        <source>%1 is left to the AI.</source>
        <translation>%1 is left to the AI.</translation>
    </message>
    <message>
        <source>The conversation with %1 is closed.</source>
        <translation>The conversation with %1 is closed.</translation>
    </message>
    <message>
        <source>%1 goes back to the AI.</source>
        <translation>%1 goes back to the AI.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>handoff::CustomerTab</name>
    <message>
        <source>Customer details</source>
        <translation>Customer details</translation>
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
        <source>Change the profile</source>
        <translation>Change the profile</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
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
        <source>City</source>
        <translation>City</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
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
        <source>Add or remove tags</source>
        <translation>Add or remove tags</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>No tags yet</translation>
    </message>
    <message>
        <source>Mail to the team</source>
        <translation>Mail to the team</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>To</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Handoff requested</source>
        <translation>Handoff requested</translation>
    </message>
</context>
<context>
    <name>handoff::DeskPage</name>
    <message>
        <source>Open a conversation of yours to use a quick reply.</source>
        <translation>Open a conversation of yours to use a quick reply.</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>There is a newer workbench: %1.</source>
        <translation>There is a newer workbench: %1.</translation>
    </message>
    <message>
        <source>Get it</source>
        <translation>Get it</translation>
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
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistics</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Next waiting, longest first</source>
        <translation>Next waiting, longest first</translation>
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
        <source>No colleague offers you a conversation</source>
        <translation>No colleague offers you a conversation</translation>
    </message>
    <message>
        <source>Accept the offered conversation</source>
        <translation>Accept the offered conversation</translation>
    </message>
    <message>
        <source>Decline the offered conversation</source>
        <translation>Decline the offered conversation</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Search everything</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>Search this list</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>New ticket</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>Search tickets</translation>
    </message>
    <message>
        <source>Online or busy</source>
        <translation>Online or busy</translation>
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
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>New line</translation>
    </message>
</context>
<context>
    <name>handoff::FileTransfer</name>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>The file cannot be read: %1</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>The file cannot be written: %1</translation>
    </message>
</context>
<context>
    <name>handoff::FindBar</name>
    <message>
        <source>Not among the loaded messages</source>
        <translation>Not among the loaded messages</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Find in this chat</translation>
    </message>
    <message>
        <source>Older match</source>
        <translation>Older match</translation>
    </message>
    <message>
        <source>Newer match</source>
        <translation>Newer match</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>handoff::HistoryTab</name>
    <message>
        <source>History of this chat</source>
        <translation>History of this chat</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>Asked at</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Taken over</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Waited</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>Still going on</source>
        <translation>Still going on</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>Nothing has changed yet</source>
        <translation>Nothing has changed yet</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
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
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Escalation %1</source>
        <translation>Escalation %1</translation>
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
    <name>handoff::LeavePage</name>
    <message numerus="yes">
        <source>%n live conversation(s)</source>
        <translation>
            <numerusform>%n live conversation</numerusform>
            <numerusform>%n live conversations</numerusform>
        </translation>
    </message>
    <message>
        <source>Their customers are waiting for you. Return them to the queue, hand them to colleagues, or stay.</source>
        <translation>Their customers are waiting for you. Return them to the queue, hand them to colleagues, or stay.</translation>
    </message>
    <message>
        <source>Return them</source>
        <translation>Return them</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Transfer…</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Stay</translation>
    </message>
</context>
<context>
    <name>handoff::ListFilters</name>
    <message>
        <source>Search name, e-mail or text</source>
        <translation>Search name, e-mail or text</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Search conversations</translation>
    </message>
    <message>
        <source>Queue order</source>
        <translation>Queue order</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Last activity</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Longest wait</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Oldest first</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Only VIP customers</source>
        <translation>Only VIP customers</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>All tags</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
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
        <source>Conversations: %1</source>
        <translation>Conversations: %1</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>No conversation here matches %1.</source>
        <translation>No conversation here matches %1.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Search everywhere</translation>
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
    <message>
        <source>Get it</source>
        <translation>Get it</translation>
    </message>
</context>
<context>
    <name>handoff::NotePage</name>
    <message>
        <source>A note needs a text</source>
        <translation>A note needs a text</translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation>At most %1 characters</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>Change note</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Internal note</translation>
    </message>
</context>
<context>
    <name>handoff::NotesTab</name>
    <message>
        <source>Internal notes</source>
        <translation>Internal notes</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Write a note</translation>
    </message>
    <message>
        <source>Notes are for colleagues; the customer never sees them.</source>
        <translation>Notes are for colleagues; the customer never sees them.</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>Change note</translation>
    </message>
    <message>
        <source>Delete note</source>
        <translation>Delete note</translation>
    </message>
    <message>
        <source>Delete this note for everybody?</source>
        <translation>Delete this note for everybody?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Changed %1</translation>
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
    <message>
        <source>Search everything</source>
        <translation>Search everything</translation>
    </message>
    <message>
        <source>Search conversations, messages, tickets, colleagues, quick replies…</source>
        <translation>Search conversations, messages, tickets, colleagues, quick replies…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>Search messages for “%1”</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>Nothing says “%1”.</source>
        <translation>Nothing says “%1”.</translation>
    </message>
</context>
<context>
    <name>handoff::PaletteModel</name>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Colleagues</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>Quick replies</translation>
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
    <name>handoff::ProfilePage</name>
    <message>
        <source>Only administrators may change this</source>
        <translation>Only administrators may change this</translation>
    </message>
    <message>
        <source>Customer profile</source>
        <translation>Customer profile</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>City</source>
        <translation>City</translation>
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
        <source>GDPR consent given</source>
        <translation>GDPR consent given</translation>
    </message>
    <message>
        <source>Wants marketing mail</source>
        <translation>Wants marketing mail</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP customer</translation>
    </message>
</context>
<context>
    <name>handoff::QuickRepliesPage</name>
    <message>
        <source>Delete the quick reply “%1”?</source>
        <translation>Delete the quick reply “%1”?</translation>
    </message>
    <message>
        <source>This preset belongs to the program and cannot be changed.</source>
        <translation>This preset belongs to the program and cannot be changed.</translation>
    </message>
    <message>
        <source>Filled by itself: %1</source>
        <translation>Filled by itself: %1</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>Variables: %1</translation>
    </message>
    <message>
        <source>Left for the agent to fill: %1</source>
        <translation>Left for the agent to fill: %1</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 to %1 characters.</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>Quick replies</translation>
    </message>
    <message>
        <source>Canned answers that agents insert with “/” or Ctrl+1…9.</source>
        <translation>Canned answers that agents insert with “/” or Ctrl+1…9.</translation>
    </message>
    <message>
        <source>New quick reply</source>
        <translation>New quick reply</translation>
    </message>
    <message>
        <source>No quick replies</source>
        <translation>No quick replies</translation>
    </message>
    <message>
        <source>Answers that are typed again and again are kept here.</source>
        <translation>Answers that are typed again and again are kept here.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Edit quick reply</source>
        <translation>Edit quick reply</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Shortcut</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>For everybody</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>handoff::QuickReplyModel</name>
    <message>
        <source>Before the sale</source>
        <translation>Before the sale</translation>
    </message>
    <message>
        <source>After the sale</source>
        <translation>After the sale</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>Technical</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
</context>
<context>
    <name>handoff::RulesPage</name>
    <message>
        <source>Delete this auto-reply?</source>
        <translation>Delete this auto-reply?</translation>
    </message>
    <message>
        <source>Filled by itself: %1</source>
        <translation>Filled by itself: %1</translation>
    </message>
    <message>
        <source>Has no value and is left out: %1</source>
        <translation>Has no value and is left out: %1</translation>
    </message>
    <message>
        <source>1 to %1 words.</source>
        <translation>1 to %1 words.</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 to %1 characters.</translation>
    </message>
    <message>
        <source>, after %1 s</source>
        <translation>, after %1 s</translation>
    </message>
    <message>
        <source>No rule would fire.</source>
        <translation>No rule would fire.</translation>
    </message>
    <message>
        <source>Auto-replies</source>
        <translation>Auto-replies</translation>
    </message>
    <message>
        <source>Texts that customers get without anybody writing them.</source>
        <translation>Texts that customers get without anybody writing them.</translation>
    </message>
    <message>
        <source>New auto-reply</source>
        <translation>New auto-reply</translation>
    </message>
    <message>
        <source>No auto-replies</source>
        <translation>No auto-replies</translation>
    </message>
    <message>
        <source>Greet customers, answer keywords, explain the wait.</source>
        <translation>Greet customers, answer keywords, explain the wait.</translation>
    </message>
    <message>
        <source>Edit auto-reply</source>
        <translation>Edit auto-reply</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Keywords</translation>
    </message>
    <message>
        <source>Separated by commas; one of them is enough</source>
        <translation>Separated by commas; one of them is enough</translation>
    </message>
    <message>
        <source>From position in the queue</source>
        <translation>From position in the queue</translation>
    </message>
    <message>
        <source>After a wait of (seconds)</source>
        <translation>After a wait of (seconds)</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Delay (seconds)</source>
        <translation>Delay (seconds)</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>Switched on</translation>
    </message>
    <message>
        <source>Try it: nothing is sent</source>
        <translation>Try it: nothing is sent</translation>
    </message>
    <message>
        <source>What the customer writes</source>
        <translation>What the customer writes</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>A new conversation</source>
        <translation>A new conversation</translation>
    </message>
    <message>
        <source>Is being escalated</source>
        <translation>Is being escalated</translation>
    </message>
    <message>
        <source>At</source>
        <translation>At</translation>
    </message>
    <message>
        <source>Time of the test</source>
        <translation>Time of the test</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Test another time than now (time zone %1)</source>
        <translation>Test another time than now (time zone %1)</translation>
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
    <name>handoff::SectionButton</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
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
    <message>
        <source>waits for your answer</source>
        <translation>waits for your answer</translation>
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
    <name>handoff::SlaPage</name>
    <message>
        <source>Delete this policy? Its tickets follow “All others” from their next change.</source>
        <translation>Delete this policy? Its tickets follow “All others” from their next change.</translation>
    </message>
    <message>
        <source>This pair has a policy already.</source>
        <translation>This pair has a policy already.</translation>
    </message>
    <message>
        <source>Not shorter than the first reply.</source>
        <translation>Not shorter than the first reply.</translation>
    </message>
    <message>
        <source>SLA policies</source>
        <translation>SLA policies</translation>
    </message>
    <message>
        <source>The clocks run from the creation of a ticket, day and night.</source>
        <translation>The clocks run from the creation of a ticket, day and night.</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>New policy</translation>
    </message>
    <message>
        <source>No policies</source>
        <translation>No policies</translation>
    </message>
    <message>
        <source>How fast tickets are to be answered and resolved.</source>
        <translation>How fast tickets are to be answered and resolved.</translation>
    </message>
    <message>
        <source>All other tickets</source>
        <translation>All other tickets</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>First reply (minutes)</source>
        <translation>First reply (minutes)</translation>
    </message>
    <message>
        <source>Resolved (minutes)</source>
        <translation>Resolved (minutes)</translation>
    </message>
</context>
<context>
    <name>handoff::StatsRoom</name>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>The statistics could not be loaded</source>
        <translation>The statistics could not be loaded</translation>
    </message>
    <message>
        <source>Save statistics</source>
        <translation>Save statistics</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistics</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Last 24 hours</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>From … to …</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>From day</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>To day</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>Save this table as CSV</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Waits</translation>
    </message>
    <message>
        <source>Nobody worked in this range</source>
        <translation>Nobody worked in this range</translation>
    </message>
    <message>
        <source>Agents appear here with what they did.</source>
        <translation>Agents appear here with what they did.</translation>
    </message>
    <message>
        <source>Figures of each agent</source>
        <translation>Figures of each agent</translation>
    </message>
    <message>
        <source>%1 · time zone %2</source>
        <translation>%1 · time zone %2</translation>
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
    <name>handoff::Suggestions</name>
    <message>
        <source>Search quick replies, also by initials</source>
        <translation>Search quick replies, also by initials</translation>
    </message>
</context>
<context>
    <name>handoff::TablePane</name>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>This could not be loaded</translation>
    </message>
</context>
<context>
    <name>handoff::TagLabel</name>
    <message>
        <source>Remove tag “%1”</source>
        <translation>Remove tag “%1”</translation>
    </message>
</context>
<context>
    <name>handoff::TagPage</name>
    <message>
        <source>%1, set</source>
        <translation>%1, set</translation>
    </message>
    <message>
        <source>New tag “%1”</source>
        <translation>New tag “%1”</translation>
    </message>
    <message>
        <source>Tags of this conversation</source>
        <translation>Tags of this conversation</translation>
    </message>
    <message>
        <source>Search, or name a new tag</source>
        <translation>Search, or name a new tag</translation>
    </message>
    <message>
        <source>Search tags</source>
        <translation>Search tags</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>handoff::TagsPage</name>
    <message numerus="yes">
        <source>Delete the tag “%1”? It leaves %n conversation(s).</source>
        <translation>
            <numerusform>Delete the tag “%1”? It leaves %n conversation.</numerusform>
            <numerusform>Delete the tag “%1”? It leaves %n conversations.</numerusform>
        </translation>
    </message>
    <message>
        <source>This preset belongs to the program and cannot be changed.</source>
        <translation>This preset belongs to the program and cannot be changed.</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 to %1 characters.</translation>
    </message>
    <message>
        <source>Written as #rrggbb.</source>
        <translation>Written as #rrggbb.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Labels that agents put on conversations.</source>
        <translation>Labels that agents put on conversations.</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>New tag</translation>
    </message>
    <message>
        <source>No tags</source>
        <translation>No tags</translation>
    </message>
    <message>
        <source>Labels help to find conversations again.</source>
        <translation>Labels help to find conversations again.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Edit tag</source>
        <translation>Edit tag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Choose a colour…</source>
        <translation>Choose a colour…</translation>
    </message>
</context>
<context>
    <name>handoff::TicketBulkBar</name>
    <message>
        <source>this move is not allowed</source>
        <translation>this move is not allowed</translation>
    </message>
    <message>
        <source>somebody else changed it</source>
        <translation>somebody else changed it</translation>
    </message>
    <message>
        <source>it no longer exists</source>
        <translation>it no longer exists</translation>
    </message>
    <message>
        <source>this colleague no longer exists</source>
        <translation>this colleague no longer exists</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) changed.</source>
        <translation>
            <numerusform>%n ticket changed.</numerusform>
            <numerusform>%n tickets changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) will be changed.</source>
        <translation>
            <numerusform>%n ticket will be changed.</numerusform>
            <numerusform>%n tickets will be changed.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays as it was: %2</source>
        <translation>%1 stays as it was: %2</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
    <message>
        <source>Assign to</source>
        <translation>Assign to</translation>
    </message>
    <message>
        <source>Set status</source>
        <translation>Set status</translation>
    </message>
    <message>
        <source>Set priority</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>Set tags</source>
        <translation>Set tags</translation>
    </message>
    <message>
        <source>What to do with the selected tickets</source>
        <translation>What to do with the selected tickets</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Assignee</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Tags, separated by commas</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>Colleague…</source>
        <translation>Colleague…</translation>
    </message>
    <message>
        <source>Status…</source>
        <translation>Status…</translation>
    </message>
    <message>
        <source>Priority…</source>
        <translation>Priority…</translation>
    </message>
    <message>
        <source>Department…</source>
        <translation>Department…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>handoff::TicketFiles</name>
    <message>
        <source>Save %1</source>
        <translation>Save %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>Delete %1</translation>
    </message>
    <message>
        <source>Delete “%1”? It cannot be brought back.</source>
        <translation>Delete “%1”? It cannot be brought back.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Choose a file to attach</source>
        <translation>Choose a file to attach</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>Save file</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Attach a file</translation>
    </message>
    <message>
        <source>Attach a file; it can also be dropped here</source>
        <translation>Attach a file; it can also be dropped here</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Progress of the upload</source>
        <translation>Progress of the upload</translation>
    </message>
    <message>
        <source>No files</source>
        <translation>No files</translation>
    </message>
    <message>
        <source>Photos, invoices and logs of this ticket are kept here.</source>
        <translation>Photos, invoices and logs of this ticket are kept here.</translation>
    </message>
</context>
<context>
    <name>handoff::TicketFilters</name>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Search number, title, customer or text</source>
        <translation>Search number, title, customer or text</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>Search tickets</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Filter by status</translation>
    </message>
    <message>
        <source>Filter by priority</source>
        <translation>Filter by priority</translation>
    </message>
    <message>
        <source>Filter by category</source>
        <translation>Filter by category</translation>
    </message>
    <message>
        <source>Filter by department</source>
        <translation>Filter by department</translation>
    </message>
    <message>
        <source>Filter by assignee</source>
        <translation>Filter by assignee</translation>
    </message>
    <message>
        <source>Filter by SLA</source>
        <translation>Filter by SLA</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Show all tickets</source>
        <translation>Show all tickets</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Save the tickets of this filter as CSV</source>
        <translation>Save the tickets of this filter as CSV</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>New ticket</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Assignee</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>SLA</source>
        <translation>SLA</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Nobody yet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Unassigned</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
</context>
<context>
    <name>handoff::TicketForm</name>
    <message>
        <source>Give the ticket a title.</source>
        <translation>Give the ticket a title.</translation>
    </message>
    <message>
        <source>At most %1 characters.</source>
        <translation>At most %1 characters.</translation>
    </message>
    <message>
        <source>Say which customer this is about.</source>
        <translation>Say which customer this is about.</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>New ticket</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Edit %1</translation>
    </message>
    <message>
        <source>Create ticket</source>
        <translation>Create ticket</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Name, e-mail or number</source>
        <translation>Name, e-mail or number</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Bike model</source>
        <translation>Bike model</translation>
    </message>
    <message>
        <source>Frame number (VIN)</source>
        <translation>Frame number (VIN)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Separated by commas</translation>
    </message>
</context>
<context>
    <name>handoff::TicketPane</name>
    <message>
        <source>Saved as %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>To “%1”:</source>
        <translation>To “%1”:</translation>
    </message>
    <message>
        <source>This ticket could not be loaded</source>
        <translation>This ticket could not be loaded</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>No ticket chosen</source>
        <translation>No ticket chosen</translation>
    </message>
    <message>
        <source>Choose one on the left, or press Ctrl+N for a new one.</source>
        <translation>Choose one on the left, or press Ctrl+N for a new one.</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>Reassign</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Assign</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>Comments (%1)</source>
        <translation>Comments (%1)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Files (%1)</source>
        <translation>Files (%1)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>First reply by %1</source>
        <translation>First reply by %1</translation>
    </message>
    <message>
        <source>Resolved by %1</source>
        <translation>Resolved by %1</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Back to the list</translation>
    </message>
    <message>
        <source>Set status</source>
        <translation>Set status</translation>
    </message>
    <message>
        <source>Set the status: only moves that are allowed now</source>
        <translation>Set the status: only moves that are allowed now</translation>
    </message>
    <message>
        <source>Give the ticket to a colleague</source>
        <translation>Give the ticket to a colleague</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Edit title, description, category, priority and tags</source>
        <translation>Edit title, description, category, priority and tags</translation>
    </message>
    <message>
        <source>Open conversation</source>
        <translation>Open conversation</translation>
    </message>
    <message>
        <source>Open the conversation of this ticket</source>
        <translation>Open the conversation of this ticket</translation>
    </message>
    <message>
        <source>Comment (optional)</source>
        <translation>Comment (optional)</translation>
    </message>
    <message>
        <source>Comment to the new status</source>
        <translation>Comment to the new status</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Assignee</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>History of the ticket</source>
        <translation>History of the ticket</translation>
    </message>
</context>
<context>
    <name>handoff::TicketTab</name>
    <message>
        <source>Ticket of this chat</source>
        <translation>Ticket of this chat</translation>
    </message>
    <message>
        <source>Another ticket…</source>
        <translation>Another ticket…</translation>
    </message>
    <message>
        <source>Make a ticket…</source>
        <translation>Make a ticket…</translation>
    </message>
    <message>
        <source>No ticket</source>
        <translation>No ticket</translation>
    </message>
    <message>
        <source>Follow-up work of this conversation is kept in a ticket with a deadline.</source>
        <translation>Follow-up work of this conversation is kept in a ticket with a deadline.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Assigned to</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Nobody yet</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>Made at</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>Open ticket</translation>
    </message>
</context>
<context>
    <name>handoff::TicketTable</name>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Assignee</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Nobody yet</translation>
    </message>
    <message>
        <source>SLA</source>
        <translation>SLA</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Updated</translation>
    </message>
</context>
<context>
    <name>handoff::TicketThread</name>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Assignee</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Nobody yet</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Bike model</source>
        <translation>Bike model</translation>
    </message>
    <message>
        <source>Frame number (VIN)</source>
        <translation>Frame number (VIN)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>First reply by</source>
        <translation>First reply by</translation>
    </message>
    <message>
        <source>Resolved by</source>
        <translation>Resolved by</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>First reply</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resolved</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>No comments yet</source>
        <translation>No comments yet</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>%1 · internal</source>
        <translation>%1 · internal</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Add note</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>Last messages of the conversation</source>
        <translation>Last messages of the conversation</translation>
    </message>
    <message>
        <source>Comment, @name mentions a colleague</source>
        <translation>Comment, @name mentions a colleague</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Internal note</translation>
    </message>
    <message>
        <source>Only staff can read it</source>
        <translation>Only staff can read it</translation>
    </message>
    <message>
        <source>Add the comment</source>
        <translation>Add the comment</translation>
    </message>
</context>
<context>
    <name>handoff::TicketsRoom</name>
    <message>
        <source>This ticket was changed meanwhile. What you typed is kept.</source>
        <translation>This ticket was changed meanwhile. What you typed is kept.</translation>
    </message>
    <message>
        <source>This ticket was changed by %1 meanwhile. What you typed is kept.</source>
        <translation>This ticket was changed by %1 meanwhile. What you typed is kept.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Reload</translation>
    </message>
    <message>
        <source>%1 of %2 tickets</source>
        <translation>%1 of %2 tickets</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>sorted among those loaded</source>
        <translation>sorted among those loaded</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>No ticket matches the search and the filters.</source>
        <translation>No ticket matches the search and the filters.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>No tickets yet</source>
        <translation>No tickets yet</translation>
    </message>
    <message>
        <source>What cannot be settled in a chat is followed up here.</source>
        <translation>What cannot be settled in a chat is followed up here.</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>New ticket</translation>
    </message>
    <message>
        <source>Save tickets</source>
        <translation>Save tickets</translation>
    </message>
    <message>
        <source>Saving tickets…</source>
        <translation>Saving tickets…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Load more</translation>
    </message>
</context>
<context>
    <name>handoff::Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
</context>
<context>
    <name>handoff::TranscriptScroll</name>
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
</context>
<context>
    <name>handoff::TranscriptView</name>
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
<context>
    <name>handoff::TransferOffers</name>
    <message>
        <source>%1 would like you to take the conversation with %2: %3</source>
        <translation>%1 would like you to take the conversation with %2: %3</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>%1 has taken the conversation with %2.</source>
        <translation>%1 has taken the conversation with %2.</translation>
    </message>
    <message>
        <source>%1 cannot take the conversation with %2; it stays with you. %3</source>
        <translation>%1 cannot take the conversation with %2; it stays with you. %3</translation>
    </message>
    <message>
        <source>%1 has not answered; the conversation with %2 stays with you.</source>
        <translation>%1 has not answered; the conversation with %2 stays with you.</translation>
    </message>
    <message>
        <source>%1 left · %2 accepts</source>
        <translation>%1 left · %2 accepts</translation>
    </message>
</context>
<context>
    <name>handoff::TransferPage</name>
    <message>
        <source>%1 · %2 of %3 conversations</source>
        <translation>%1 · %2 of %3 conversations</translation>
    </message>
    <message>
        <source> · full</source>
        <translation> · full</translation>
    </message>
    <message>
        <source>No colleague is signed in at the moment.</source>
        <translation>No colleague is signed in at the moment.</translation>
    </message>
    <message>
        <source>Choose a colleague</source>
        <translation>Choose a colleague</translation>
    </message>
    <message>
        <source>Say why, in a few words</source>
        <translation>Say why, in a few words</translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation>At most %1 characters</translation>
    </message>
    <message>
        <source>Transfer this conversation</source>
        <translation>Transfer this conversation</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>Colleague</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>e.g. needs the warehouse</source>
        <translation>e.g. needs the warehouse</translation>
    </message>
    <message>
        <source>Note for your colleague</source>
        <translation>Note for your colleague</translation>
    </message>
</context>
</TS>
