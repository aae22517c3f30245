<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ApiError</name>
    <message>
        <source>What answers at this address is not a Handoff server</source>
        <translation>该地址上的服务不是 Handoff 服务器</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not accepted</source>
        <translation>服务器证书不被接受</translation>
    </message>
    <message>
        <source>The server does not answer in time</source>
        <translation>服务器响应超时</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>无法连接服务器</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read</source>
        <translation>无法解析服务器的响应</translation>
    </message>
    <message>
        <source>You are not signed in</source>
        <translation>您尚未登录</translation>
    </message>
    <message>
        <source>The server is not available at the moment</source>
        <translation>服务器暂时不可用</translation>
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
        <translation>客服</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>AI is writing…</source>
        <translation>AI 正在输入…</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>A colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>AI is handling</source>
        <translation>AI 接待中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待接入</translation>
    </message>
    <message>
        <source>With an agent</source>
        <translation>人工服务中</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>非工作时间</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>命中关键词</translation>
    </message>
    <message>
        <source>AI failed repeatedly</source>
        <translation>AI 连续失败</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP 客户</translation>
    </message>
    <message>
        <source>Customer asked for a person</source>
        <translation>客户要求人工</translation>
    </message>
    <message>
        <source>Unhappy customer</source>
        <translation>客户情绪不满</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已接入</translation>
    </message>
    <message>
        <source>Released to the AI</source>
        <translation>已交还 AI</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已转接</translation>
    </message>
    <message>
        <source>Agent lost connection</source>
        <translation>客服掉线</translation>
    </message>
    <message>
        <source>Returned to the queue</source>
        <translation>已退回队列</translation>
    </message>
    <message>
        <source>Wait cancelled</source>
        <translation>已取消等待</translation>
    </message>
    <message>
        <source>Outside working hours</source>
        <translation>非工作时间</translation>
    </message>
    <message>
        <source>Customer wrote again</source>
        <translation>客户再次来信</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙碌</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的会话</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format, this year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format, another year</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>date format of a day separator</comment>
        <translation>M月d日 dddd</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format of an old day separator</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time format</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check the address and your network.</source>
        <translation>无法连接服务器，请检查地址和网络。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>服务器响应超时。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted, so nothing was sent. %1</source>
        <translation>服务器证书不受信任，未发送任何数据。%1</translation>
    </message>
    <message>
        <source>There is no Handoff server at this address.</source>
        <translation>该地址上没有 Handoff 服务器。</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read.</source>
        <translation>无法解析服务器的响应。</translation>
    </message>
    <message>
        <source>The server is being restarted or is overloaded. Try again in a moment.</source>
        <translation>服务器正在重启或负载过高，请稍后再试。</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>您已退出登录。</translation>
    </message>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message numerus="yes">
        <source>Too many failed attempts. Try again in %n minute(s).</source>
        <translation>
            <numerusform>失败次数过多，请 %n 分钟后再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Too many failed attempts. Try again later.</source>
        <translation>失败次数过多，请稍后再试。</translation>
    </message>
    <message>
        <source>%1 has already taken this conversation.</source>
        <translation>会话已被坐席【%1】接入。</translation>
    </message>
    <message>
        <source>You hold as many conversations as you may. Release one first.</source>
        <translation>您的会话数已达上限，请先结束一个会话。</translation>
    </message>
    <message>
        <source>The conversation has changed: this is not possible any more.</source>
        <translation>会话状态已变化，无法执行此操作。</translation>
    </message>
    <message>
        <source>Somebody else changed the conversation at the same moment. Try again.</source>
        <translation>会话同时被他人修改，请重试。</translation>
    </message>
    <message>
        <source>This conversation no longer exists.</source>
        <translation>该会话已不存在。</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>您没有权限执行此操作。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出错了。</translation>
    </message>
    <message>
        <source>this conversation is no longer yours</source>
        <translation>该会话已不属于您</translation>
    </message>
</context>
<context>
    <name>handoff::AccountPage</name>
    <message>
        <source>The profile is saved.</source>
        <translation>个人资料已保存。</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>密码已修改。</translation>
    </message>
    <message>
        <source>The new password was not repeated alike.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
    <message>
        <source>Profile and password</source>
        <translation>个人资料与密码</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>个人资料</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Picture (address)</source>
        <translation>头像（网址）</translation>
    </message>
    <message>
        <source>Save profile</source>
        <translation>保存资料</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>旧密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Repeat it</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>At least 8 characters, letters and digits</source>
        <translation>至少 8 个字符，含字母和数字</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
</context>
<context>
    <name>handoff::AgentMenu</name>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Note, e.g. “lunch until 13:00”</source>
        <translation>备注，例如“午休至 13:00”</translation>
    </message>
    <message>
        <source>Note to your presence</source>
        <translation>状态备注</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Profile and password…</source>
        <translation>个人资料与密码…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
</context>
<context>
    <name>handoff::Attention</name>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 人等待中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not looked at</source>
        <translation>
            <numerusform>%n 条未查看</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handoff::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>handoff::ChatController</name>
    <message>
        <source>The chat is still loading</source>
        <translation>会话正在加载</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>没有打开的会话</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>正在等待服务器</translation>
    </message>
    <message>
        <source>There is no connection to the server</source>
        <translation>与服务器的连接已断开</translation>
    </message>
    <message>
        <source>%1 is already answering</source>
        <translation>%1 正在接待</translation>
    </message>
    <message>
        <source>The customer is not waiting</source>
        <translation>客户不在等待中</translation>
    </message>
    <message>
        <source>The chat is closed</source>
        <translation>会话已关闭</translation>
    </message>
    <message>
        <source>The customer is waiting</source>
        <translation>客户正在等待</translation>
    </message>
    <message>
        <source>Take the chat over first</source>
        <translation>请先接入会话</translation>
    </message>
    <message>
        <source>This is the chat of %1</source>
        <translation>这是 %1 的会话</translation>
    </message>
    <message>
        <source>There is nothing to send</source>
        <translation>没有可发送的内容</translation>
    </message>
    <message>
        <source>A message has at most %1 characters</source>
        <translation>消息最多 %1 个字符</translation>
    </message>
</context>
<context>
    <name>handoff::ChatHeader</name>
    <message>
        <source>Release: resolved</source>
        <translation>结束：问题已解决</translation>
    </message>
    <message>
        <source>Release: the AI can go on</source>
        <translation>结束：AI 可继续接待</translation>
    </message>
    <message>
        <source>Release: customer left</source>
        <translation>结束：客户已离开</translation>
    </message>
    <message>
        <source>Resolve and close</source>
        <translation>解决并关闭会话</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP 客户</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>由我接待</translation>
    </message>
    <message>
        <source>Agent: %1</source>
        <translation>客服：%1</translation>
    </message>
    <message>
        <source>Take this conversation over from the AI</source>
        <translation>从 AI 接管此会话</translation>
    </message>
    <message>
        <source>End the wait and let the AI go on</source>
        <translation>取消等待，由 AI 继续接待</translation>
    </message>
    <message>
        <source>Put the conversation back among the waiting</source>
        <translation>将会话退回等待队列</translation>
    </message>
    <message>
        <source>End your part; the AI answers again</source>
        <translation>结束人工服务，由 AI 继续接待</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>Back to AI</source>
        <translation>交还 AI</translation>
    </message>
    <message>
        <source>Return to queue</source>
        <translation>退回队列</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>结束服务</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>客户信息</translation>
    </message>
    <message>
        <source>More ways to release</source>
        <translation>更多结束方式</translation>
    </message>
</context>
<context>
    <name>handoff::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 正在输入…</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>The customer is waiting for a person.</source>
        <translation>客户正在等待人工客服。</translation>
    </message>
    <message>
        <source>The AI is answering. Take over to write yourself.</source>
        <translation>AI 正在接待，接入后即可回复。</translation>
    </message>
    <message>
        <source>Asked after hours and mailed to the team. The AI goes on meanwhile.</source>
        <translation>非工作时间的咨询，已邮件通知团队，AI 继续接待。</translation>
    </message>
    <message>
        <source>This conversation is closed. It opens again when the customer writes.</source>
        <translation>会话已关闭，客户再次来信时会重新打开。</translation>
    </message>
    <message>
        <source>%1 is talking to this customer.</source>
        <translation>%1 正在接待此客户。</translation>
    </message>
    <message>
        <source>No conversation open</source>
        <translation>尚未打开会话</translation>
    </message>
    <message>
        <source>Choose one from the list, or take the customer who has waited longest.</source>
        <translation>从列表中选择会话，或接待等待最久的客户。</translation>
    </message>
    <message numerus="yes">
        <source>Open next (%n waiting)</source>
        <translation>
            <numerusform>打开下一位（%n 人等待）</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one from the list. Press ? to see all keys.</source>
        <translation>请从列表中选择会话。按 ? 查看全部快捷键。</translation>
    </message>
    <message>
        <source>This conversation could not be loaded</source>
        <translation>会话加载失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Fetching the messages.</source>
        <translation>正在获取消息。</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>暂无消息</translation>
    </message>
    <message>
        <source>The customer has opened the chat but not written.</source>
        <translation>客户已打开聊天，但尚未发言。</translation>
    </message>
</context>
<context>
    <name>handoff::Composer</name>
    <message>
        <source>%1 of %2: too long</source>
        <translation>%1 / %2，超出长度</translation>
    </message>
    <message>
        <source>Write a reply…</source>
        <translation>输入回复…</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter starts a new line</source>
        <translation>Enter 发送 · Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter starts a new line</source>
        <translation>Ctrl+Enter 发送 · Enter 换行</translation>
    </message>
</context>
<context>
    <name>handoff::ConnectionBanner</name>
    <message>
        <source>Live updates are not possible here. The lists are checked every 30 seconds.</source>
        <translation>当前网络无法实时更新，每 30 秒检查一次列表。</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message numerus="yes">
        <source>Connection lost. What you see may be old; what you write is kept and sent later. Trying again in %n s.</source>
        <translation>
            <numerusform>连接已断开，显示的内容可能已过时；您输入的内容会保留并稍后发送。%n 秒后重试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection lost. Trying again…</source>
        <translation>连接已断开，正在重试…</translation>
    </message>
</context>
<context>
    <name>handoff::ContextPanel</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>%1 (VIP)</source>
        <translation>%1（VIP）</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>GDPR consent</source>
        <translation>GDPR 同意</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>Not given</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>营销订阅</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>已订阅</translation>
    </message>
    <message>
        <source>Not subscribed</source>
        <translation>未订阅</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>请求时间</translation>
    </message>
    <message>
        <source>Urgent words</source>
        <translation>紧急词</translation>
    </message>
    <message>
        <source>Why a person is wanted</source>
        <translation>转人工原因</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>History</source>
        <translation>流转记录</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则引擎</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>客户信息</translation>
    </message>
</context>
<context>
    <name>handoff::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>handoff::ListPane</name>
    <message numerus="yes">
        <source>Show %n change(s)</source>
        <translation>
            <numerusform>显示 %n 项变化</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Fetching conversations from the server.</source>
        <translation>正在从服务器获取会话。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No conversation here matches “%1”.</source>
        <translation>没有与“%1”匹配的会话。</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>没有人在等待</translation>
    </message>
    <message>
        <source>Customers who need a person appear here by themselves.</source>
        <translation>需要人工的客户会自动出现在这里。</translation>
    </message>
    <message>
        <source>No conversations of yours</source>
        <translation>您还没有会话</translation>
    </message>
    <message>
        <source>Take over a waiting conversation and it stays here until you release it.</source>
        <translation>接入等待中的会话后，它会一直在这里，直到您结束服务。</translation>
    </message>
    <message>
        <source>The AI has nothing to do</source>
        <translation>AI 暂无接待</translation>
    </message>
    <message>
        <source>Conversations that the AI is answering appear here.</source>
        <translation>AI 正在接待的会话会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing came in after hours</source>
        <translation>没有非工作时间的咨询</translation>
    </message>
    <message>
        <source>Questions asked outside working hours are kept here and mailed to the team.</source>
        <translation>非工作时间的咨询会保存在这里，并邮件通知团队。</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>还没有会话</translation>
    </message>
    <message>
        <source>The first customer who writes will appear here.</source>
        <translation>第一位来信的客户会显示在这里。</translation>
    </message>
    <message>
        <source>Search name, e-mail or text</source>
        <translation>搜索姓名、邮箱或内容</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索会话</translation>
    </message>
    <message>
        <source>Conversations: %1</source>
        <translation>会话：%1</translation>
    </message>
</context>
<context>
    <name>handoff::LoginPage</name>
    <message>
        <source>Your sign-in has expired. Sign in again: your drafts are kept.</source>
        <translation>登录已过期，请重新登录，草稿已保留。</translation>
    </message>
    <message>
        <source>Fill in the marked fields.</source>
        <translation>请填写标出的字段。</translation>
    </message>
    <message>
        <source>This is not a server address. Example: https://desk.example.com</source>
        <translation>这不是有效的服务器地址，例如 https://desk.example.com</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Signing you in again…</source>
        <translation>正在自动登录…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Sign in to your service desk</source>
        <translation>登录客服工作台</translation>
    </message>
    <message>
        <source>Not possible here: no system keychain answers.</source>
        <translation>此电脑上不可用：系统钥匙串没有响应。</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Earlier sign-ins</source>
        <translation>以前的登录</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>隐藏密码</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>Stay signed in on this computer</source>
        <translation>在此电脑上保持登录</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>handoff::MainWindow</name>
    <message>
        <source>Next waiting, longest first</source>
        <translation>下一位等待者（最久优先）</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>结束服务</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>输入回复</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索会话</translation>
    </message>
    <message>
        <source>Online or busy</source>
        <translation>在线 / 忙碌</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个区域</translation>
    </message>
    <message>
        <source>One level back</source>
        <translation>返回上一级</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>下一个会话</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>上一个会话</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Profile and password</source>
        <translation>个人资料与密码</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>切换浅色/深色</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
</context>
<context>
    <name>handoff::NoticeSettings</name>
    <message>
        <source>This desktop has no notification area: notices are told by sound and in the taskbar only.</source>
        <translation>此桌面没有通知区域：仅以声音和任务栏提醒。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>%1: show</source>
        <translation>%1：显示</translation>
    </message>
    <message>
        <source>%1: sound</source>
        <translation>%1：声音</translation>
    </message>
    <message>
        <source>Test: %1</source>
        <translation>测试：%1</translation>
    </message>
    <message>
        <source>Quiet hours: nothing is shown or sounds</source>
        <translation>免打扰时段：不显示、不响铃</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>免打扰开始</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>免打扰结束</translation>
    </message>
</context>
<context>
    <name>handoff::Notifier</name>
    <message>
        <source>New customer waiting</source>
        <translation>有新客户等待</translation>
    </message>
    <message>
        <source>VIP waiting</source>
        <translation>VIP 客户等待</translation>
    </message>
    <message>
        <source>A customer answers in my chat</source>
        <translation>我的会话中客户有回复</translation>
    </message>
    <message>
        <source>A colleague hands me a chat</source>
        <translation>同事转接会话给我</translation>
    </message>
    <message>
        <source>A colleague mentions me</source>
        <translation>同事提到我</translation>
    </message>
    <message>
        <source>A ticket is close to its deadline</source>
        <translation>工单即将超时</translation>
    </message>
    <message>
        <source>This is how it looks and sounds.</source>
        <translation>提醒的样子和声音就是这样。</translation>
    </message>
    <message>
        <source>VIP %1 is waiting</source>
        <translation>VIP 客户 %1 正在等待</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 正在等待</translation>
    </message>
    <message numerus="yes">
        <source>%n customers are waiting</source>
        <translation>
            <numerusform>%n 位客户正在等待</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 hands you a chat</source>
        <translation>%1 转接了一个会话给您</translation>
    </message>
    <message>
        <source>%1 mentions you</source>
        <translation>%1 提到了您</translation>
    </message>
    <message>
        <source>A ticket missed its deadline</source>
        <translation>有工单已超时</translation>
    </message>
</context>
<context>
    <name>handoff::Overlay</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>handoff::Palette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>What do you want to do? Or the name of a customer…</source>
        <translation>想做什么？也可以输入客户名称…</translation>
    </message>
    <message>
        <source>Commands and conversations</source>
        <translation>命令与会话</translation>
    </message>
</context>
<context>
    <name>handoff::PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行高</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Send key</source>
        <translation>发送键</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter 发送</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends</source>
        <translation>Ctrl+Enter 发送</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>查看全部快捷键</translation>
    </message>
</context>
<context>
    <name>handoff::SectionBar</name>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>handoff::SessionDelegate</name>
    <message>
        <source>typing…</source>
        <translation>正在输入…</translation>
    </message>
    <message>
        <source>Draft: </source>
        <translation>草稿：</translation>
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
        <translation>已等待 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n 条未读</numerusform>
        </translation>
    </message>
    <message>
        <source>mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>正在输入…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>草稿：%1</translation>
    </message>
</context>
<context>
    <name>handoff::SignInController</name>
    <message>
        <source>This is not a server address</source>
        <translation>这不是有效的服务器地址</translation>
    </message>
</context>
<context>
    <name>handoff::StatusStrip</name>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Checking every 30 s</source>
        <translation>每 30 秒检查</translation>
    </message>
    <message>
        <source>Last synced %1</source>
        <translation>上次同步 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 人等待</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handoff::TranscriptView</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>跳到最新消息</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>复制链接地址</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
</TS>
