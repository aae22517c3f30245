<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Admin</name>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
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
        <source>Pre-sales</source>
        <translation>售前</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>售后</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>物流</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>技术</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎语</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>非工作时间</translation>
    </message>
    <message>
        <source>Everybody busy</source>
        <translation>坐席全忙</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Long wait</source>
        <translation>等待过久</translation>
    </message>
    <message>
        <source>first message of a conversation</source>
        <translation>会话的第一条消息</translation>
    </message>
    <message>
        <source>contains: %1</source>
        <translation>包含：%1</translation>
    </message>
    <message>
        <source>escalated outside working hours</source>
        <translation>非工作时间转人工</translation>
    </message>
    <message>
        <source>escalated while everybody is at capacity</source>
        <translation>转人工时坐席均已满</translation>
    </message>
    <message>
        <source>waiting at position %1 or later</source>
        <translation>排队第 %1 位及以后</translation>
    </message>
    <message>
        <source>still waiting after %1 s</source>
        <translation>等待 %1 秒后仍未接入</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>登录被拒</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Changed the own password</source>
        <translation>修改自己的密码</translation>
    </message>
    <message>
        <source>Reset a password</source>
        <translation>重置密码</translation>
    </message>
    <message>
        <source>Changed the own profile</source>
        <translation>修改自己的资料</translation>
    </message>
    <message>
        <source>Created an account</source>
        <translation>新建账号</translation>
    </message>
    <message>
        <source>Changed an account</source>
        <translation>修改账号</translation>
    </message>
    <message>
        <source>Deleted an account</source>
        <translation>删除账号</translation>
    </message>
    <message>
        <source>Created a quick reply</source>
        <translation>新建快捷回复</translation>
    </message>
    <message>
        <source>Changed a quick reply</source>
        <translation>修改快捷回复</translation>
    </message>
    <message>
        <source>Deleted a quick reply</source>
        <translation>删除快捷回复</translation>
    </message>
    <message>
        <source>Created a tag</source>
        <translation>新建标签</translation>
    </message>
    <message>
        <source>Changed a tag</source>
        <translation>修改标签</translation>
    </message>
    <message>
        <source>Deleted a tag</source>
        <translation>删除标签</translation>
    </message>
    <message>
        <source>Created an auto-reply</source>
        <translation>新建自动回复</translation>
    </message>
    <message>
        <source>Changed an auto-reply</source>
        <translation>修改自动回复</translation>
    </message>
    <message>
        <source>Deleted an auto-reply</source>
        <translation>删除自动回复</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>修改设置</translation>
    </message>
    <message>
        <source>Changed a customer&apos;s VIP mark</source>
        <translation>修改客户 VIP 标记</translation>
    </message>
    <message>
        <source>Passed a conversation on</source>
        <translation>转接会话</translation>
    </message>
    <message>
        <source>Exported tickets</source>
        <translation>导出工单</translation>
    </message>
    <message>
        <source>Exported statistics</source>
        <translation>导出统计</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a value in the audit log</comment>
        <translation>空</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>头像</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Dark %1</source>
        <translation>深%1</translation>
    </message>
</context>
<context>
    <name>AdminTables</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Shift begins</source>
        <translation>上班时间</translation>
    </message>
    <message>
        <source>Shift ends (inclusive minute)</source>
        <translation>下班时间（含该分钟）</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Closed at weekends</source>
        <translation>周末休息</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>In shift now</source>
        <translation>当前在班</translation>
    </message>
    <message>
        <source>Coze app</source>
        <translation>Coze 应用</translation>
    </message>
    <message>
        <source>Coze workflow</source>
        <translation>Coze 工作流</translation>
    </message>
    <message>
        <source>Sign-in at Coze</source>
        <translation>Coze 认证方式</translation>
    </message>
    <message>
        <source>One AI conversation per session</source>
        <translation>每个会话独立 AI 对话</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>AI reachable</source>
        <translation>AI 可用</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>已运行</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>工作时间</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>上次登录</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用次数</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>First reply within</source>
        <translation>首次响应时限</translation>
    </message>
    <message>
        <source>Resolved within</source>
        <translation>解决时限</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
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
    <name>ChatCommands</name>
    <message>
        <source>Take over</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>输入回复</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写备注</translation>
    </message>
    <message>
        <source>Transfer to a colleague…</source>
        <translation>转接给同事…</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>结束服务</translation>
    </message>
    <message>
        <source>Return to queue</source>
        <translation>退回队列</translation>
    </message>
    <message>
        <source>Back to AI</source>
        <translation>交还 AI</translation>
    </message>
    <message>
        <source>Settle after-hours question</source>
        <translation>标记非工作时间提问已处理</translation>
    </message>
    <message>
        <source>Resolve and close</source>
        <translation>解决并关闭</translation>
    </message>
    <message>
        <source>Hand over by e-mail</source>
        <translation>邮件转交</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Ticket from this chat…</source>
        <translation>从此会话建工单…</translation>
    </message>
    <message>
        <source>Copy transcript</source>
        <translation>复制聊天记录</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>在此会话中查找</translation>
    </message>
</context>
<context>
    <name>ChatRefusal</name>
    <message>
        <source>This conversation is about to return to the queue.</source>
        <translation>此会话即将退回队列。</translation>
    </message>
    <message>
        <source>The customer is about to be left to the AI.</source>
        <translation>即将交还给 AI 接待该客户。</translation>
    </message>
    <message>
        <source>This conversation is about to be closed.</source>
        <translation>此会话即将关闭。</translation>
    </message>
    <message>
        <source>This conversation is about to go back to the AI.</source>
        <translation>此会话即将交还给 AI。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
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
</context>
<context>
    <name>CustomerName</name>
    <message>
        <source>Guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Visitor %1</source>
        <translation>访客 %1</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>用户名或密码错误。</translation>
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
        <source>This colleague is offline.</source>
        <translation>该同事不在线。</translation>
    </message>
    <message>
        <source>This colleague has the conversation already.</source>
        <translation>该同事已拥有此会话。</translation>
    </message>
    <message>
        <source>A colleague has been asked already and has not answered yet.</source>
        <translation>已请求同事接收，尚未答复。</translation>
    </message>
    <message>
        <source>This transfer was answered already, or it took too long.</source>
        <translation>该转接已处理或已过期。</translation>
    </message>
    <message>
        <source>This conversation has been mailed already.</source>
        <translation>此会话已发送过邮件。</translation>
    </message>
    <message>
        <source>The server is not set up to send mail.</source>
        <translation>服务器未配置邮件。</translation>
    </message>
    <message>
        <source>The mail could not be sent.</source>
        <translation>邮件发送失败。</translation>
    </message>
    <message>
        <source>A conversation has at most 10 tags.</source>
        <translation>每个会话最多 10 个标签。</translation>
    </message>
    <message>
        <source>This note no longer exists.</source>
        <translation>该备注已不存在。</translation>
    </message>
    <message>
        <source>This ticket no longer exists.</source>
        <translation>该工单已不存在。</translation>
    </message>
    <message>
        <source>Somebody else changed the ticket. Reload it and try again.</source>
        <translation>工单已被他人修改，请刷新后重试。</translation>
    </message>
    <message>
        <source>The ticket cannot go to this status from where it is now.</source>
        <translation>工单不能从当前状态变更到该状态。</translation>
    </message>
    <message>
        <source>This file no longer exists.</source>
        <translation>该文件已不存在。</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>文件太大。</translation>
    </message>
    <message>
        <source>Files of this type are not accepted.</source>
        <translation>不接受此类型的文件。</translation>
    </message>
    <message>
        <source>This colleague no longer exists.</source>
        <translation>该同事已不存在。</translation>
    </message>
    <message>
        <source>This user name is taken.</source>
        <translation>用户名已存在。</translation>
    </message>
    <message>
        <source>The password needs at least 8 characters, with letters and digits.</source>
        <translation>密码至少 8 个字符，包含字母和数字。</translation>
    </message>
    <message>
        <source>This is the last administrator: there has to be one.</source>
        <translation>这是最后一个管理员，必须保留。</translation>
    </message>
    <message>
        <source>Another quick reply has this shortcut.</source>
        <translation>该快捷键已被其他快捷回复占用。</translation>
    </message>
    <message>
        <source>Presets cannot be deleted.</source>
        <translation>预设不能删除。</translation>
    </message>
    <message>
        <source>There is a tag of this name already.</source>
        <translation>已有同名标签。</translation>
    </message>
    <message>
        <source>There can be at most 20 rules of one type.</source>
        <translation>同一类型最多 20 条规则。</translation>
    </message>
    <message>
        <source>Only administrators may do this.</source>
        <translation>只有管理员可以执行此操作。</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>a colleague</source>
        <translation>一位同事</translation>
    </message>
    <message>
        <source>Given to %1</source>
        <translation>转交给%1</translation>
    </message>
    <message>
        <source>Assigned to %1 (%2)</source>
        <translation>指派给%1（%2）</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>指派给%1</translation>
    </message>
    <message>
        <source>Status: %1 → %2</source>
        <translation>状态：%1 → %2</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>修改了：%1</translation>
    </message>
    <message>
        <source>Created the ticket</source>
        <translation>创建了工单</translation>
    </message>
    <message>
        <source>Added an internal note</source>
        <translation>添加了内部备注</translation>
    </message>
    <message>
        <source>Added a comment</source>
        <translation>添加了评论</translation>
    </message>
    <message>
        <source>Added the file %1</source>
        <translation>添加了附件 %1</translation>
    </message>
    <message>
        <source>Removed the file %1</source>
        <translation>删除了附件 %1</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Said: %1</source>
        <translation>客户说到：%1</translation>
    </message>
    <message>
        <source>The AI failed %1 times in a row; the limit is %2</source>
        <translation>AI 连续失败 %1 次，上限为 %2 次</translation>
    </message>
    <message>
        <source>VIPs are passed on to a person at once</source>
        <translation>VIP 客户直接转人工</translation>
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
    <message>
        <source>Internal note · %1</source>
        <translation>内部备注 · %1</translation>
    </message>
    <message>
        <source>Handoff requested</source>
        <translation>请求人工</translation>
    </message>
    <message>
        <source>Handoff requested: %1</source>
        <translation>请求人工：%1</translation>
    </message>
    <message>
        <source>Written by %1</source>
        <translation>由 %1 代写</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>尚未回答</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>回答中断</translation>
    </message>
</context>
<context>
    <name>SessionActions</name>
    <message>
        <source>%1 is already answering</source>
        <translation>%1 正在服务</translation>
    </message>
    <message>
        <source>The customer is not waiting</source>
        <translation>客户没有在等待</translation>
    </message>
    <message>
        <source>The chat did not come in after hours</source>
        <translation>此会话不是非工作时间提问</translation>
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
</context>
<context>
    <name>Stats</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>关键词</translation>
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
        <source>Asked for a person</source>
        <translation>要求人工</translation>
    </message>
    <message>
        <source>Unhappy customer</source>
        <translation>情绪不满</translation>
    </message>
    <message>
        <source>AI is handling</source>
        <translation>AI 接待中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>With an agent</source>
        <translation>人工接待</translation>
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
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>All conversations that there ever were.</source>
        <translation>历史会话总数。</translation>
    </message>
    <message>
        <source>Need a person</source>
        <translation>需要人工</translation>
    </message>
    <message>
        <source>Conversations that wait for an agent or are with one, now.</source>
        <translation>当前等待或正在由人工接待的会话。</translation>
    </message>
    <message>
        <source>Agents here</source>
        <translation>在岗坐席</translation>
    </message>
    <message>
        <source>Agents who are online or busy, now.</source>
        <translation>当前在线或忙碌的坐席。</translation>
    </message>
    <message>
        <source>Conversations in this state, now.</source>
        <translation>当前处于此状态的会话。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>New conversations</source>
        <translation>新会话</translation>
    </message>
    <message>
        <source>Conversations begun since midnight.</source>
        <translation>今日零点以来新建的会话。</translation>
    </message>
    <message>
        <source>Escalations</source>
        <translation>转人工</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>正在等待</translation>
    </message>
    <message>
        <source>Conversations that wait for an agent, now.</source>
        <translation>当前等待坐席的会话。</translation>
    </message>
    <message>
        <source>Being served</source>
        <translation>正在接待</translation>
    </message>
    <message>
        <source>Conversations that are with an agent, now.</source>
        <translation>当前由坐席接待的会话。</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Conversations that an agent finished since midnight.</source>
        <translation>今日零点以来由坐席结束的会话。</translation>
    </message>
    <message>
        <source>Waiting and reasons</source>
        <translation>等待与原因</translation>
    </message>
    <message>
        <source>Average wait</source>
        <translation>平均等待</translation>
    </message>
    <message>
        <source>From the escalation to the takeover (or until now, if nobody took over), average of the escalations of the range.</source>
        <translation>从转人工到接入（未接入则到当前）的时间，取时间段内的平均值。</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>The longest of these waits in the range.</source>
        <translation>时间段内最长的一次等待。</translation>
    </message>
    <message>
        <source>Escalations of the range for this reason.</source>
        <translation>时间段内因此原因转人工的次数。</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Answer time</source>
        <translation>响应时间</translation>
    </message>
    <message>
        <source>From the customer&apos;s message to the AI&apos;s complete answer, average of the range.</source>
        <translation>从收到客户消息到 AI 回答完成，取时间段内的平均值。</translation>
    </message>
    <message>
        <source>Without a person</source>
        <translation>AI 独立解决</translation>
    </message>
    <message>
        <source>Conversations begun in the range and never escalated, of all begun.</source>
        <translation>时间段内新建且从未转人工的会话占比。</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>转人工率</translation>
    </message>
    <message>
        <source>Conversations begun in the range and escalated, of all begun.</source>
        <translation>时间段内新建且转过人工的会话占比。</translation>
    </message>
    <message>
        <source>Messages before</source>
        <translation>转人工前消息数</translation>
    </message>
    <message>
        <source>Messages that the customer wrote before an escalation, average of the range.</source>
        <translation>每次转人工前客户发送的消息数，取平均值。</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>To takeover</source>
        <translation>接入用时</translation>
    </message>
    <message>
        <source>From the escalation to the takeover, average of the takeovers of the range.</source>
        <translation>从转人工到接入，取时间段内接入的平均值。</translation>
    </message>
    <message>
        <source>Service time</source>
        <translation>接待时长</translation>
    </message>
    <message>
        <source>From the takeover to the release, average of the releases of the range.</source>
        <translation>从接入到结束，取时间段内结束的平均值。</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>解决率</translation>
    </message>
    <message>
        <source>Finished conversations that were neither transferred nor escalated again within 24 hours, of all finished ones.</source>
        <translation>已完成的人工接待中，未转接且 24 小时内未再转人工的占比。</translation>
    </message>
    <message>
        <source>Per agent</source>
        <translation>人均接待</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>%1 (deleted)</source>
        <translation>%1（已删除）</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>接入数</translation>
    </message>
    <message>
        <source>First reply after</source>
        <translation>首次回复用时</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>Takeovers</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>Wait, half of them (p50)</source>
        <translation>等待 p50</translation>
    </message>
    <message>
        <source>Wait, nine of ten (p90)</source>
        <translation>等待 p90</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>持平</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>In the period before: %1</source>
        <translation>上一周期：%1</translation>
    </message>
    <message>
        <source>All conversations, per agent who is online or busy.</source>
        <translation>全部会话数 ÷ 在线或忙碌的坐席数。</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day below a chart</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>day of a range</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>moment of a range</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Escalations since midnight.</source>
        <translation>零点以来的转人工次数。</translation>
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
        <source>Mine</source>
        <translation>我的会话</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
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
        <source>Something went wrong.</source>
        <translation>出错了。</translation>
    </message>
    <message>
        <source>this conversation is no longer yours</source>
        <translation>该会话已不属于您</translation>
    </message>
    <message>
        <source>This workbench is too old for the server. Install version %1 or newer.</source>
        <translation>此工作台版本过旧，无法用于该服务器。请安装 %1 或更新的版本。</translation>
    </message>
</context>
<context>
    <name>Tickets</name>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Waiting for customer</source>
        <translation>等待客户</translation>
    </message>
    <message>
        <source>Waiting for parts</source>
        <translation>等待配件</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Pre-sales</source>
        <translation>售前</translation>
    </message>
    <message>
        <source>Order change</source>
        <translation>订单修改</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>物流</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>售后</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>合规</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>技术</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Warranty</source>
        <translation>保修</translation>
    </message>
    <message>
        <source>Sales EU</source>
        <translation>欧洲销售</translation>
    </message>
    <message>
        <source>Service CN</source>
        <translation>中国客服</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>物流</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Running short</source>
        <translation>即将超时</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time format</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <comment>date and time format, another year</comment>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未达标</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>超时 %1</translation>
    </message>
    <message>
        <source>Reply in %1</source>
        <translation>响应剩 %1</translation>
    </message>
    <message>
        <source>Due in %1</source>
        <translation>解决剩 %1</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
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
    <name>handoff::AdminConfig</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>handoff::AdminPage</name>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>handoff::AdminRoom</name>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Auto-replies</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>SLA policies</source>
        <translation>SLA 策略</translation>
    </message>
    <message>
        <source>Shift and limits</source>
        <translation>班次与限制</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
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
    <name>handoff::AgentsPage</name>
    <message>
        <source>Delete the account %1? Its conversations go back to the queue.</source>
        <translation>删除账号 %1？其会话将回到队列。</translation>
    </message>
    <message>
        <source>At least 8 characters, with letters and digits.</source>
        <translation>至少 8 个字符，包含字母和数字。</translation>
    </message>
    <message>
        <source>3 to 50 letters, digits, “_”, “-” or “.”.</source>
        <translation>3 到 50 个字母、数字、“_”、“-”或“.”。</translation>
    </message>
    <message>
        <source>1 to 50 characters.</source>
        <translation>1 到 50 个字符。</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Who may sign in, as what, and with how many conversations at once.</source>
        <translation>谁可以登录、以什么角色、同时接待多少会话。</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>新建坐席</translation>
    </message>
    <message>
        <source>No agents</source>
        <translation>没有坐席</translation>
    </message>
    <message>
        <source>Colleagues who answer customers are listed here.</source>
        <translation>回复客户的同事会列在这里。</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>账号 %1</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Customers see it</source>
        <translation>客户可见</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Conversations at once</source>
        <translation>同时会话数</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Picture (address)</source>
        <translation>头像（地址）</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Leave it empty to keep the old one, which else stops working.</source>
        <translation>留空则保留原密码；填写后原密码立即失效。</translation>
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
    <name>handoff::AuditLogPage</name>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 / %2 条</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Sign-ins, changes of accounts and settings, exports.</source>
        <translation>登录、账号与设置的变更、导出。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No entry matches the filters.</source>
        <translation>没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>Who (user name)</source>
        <translation>操作人（用户名）</translation>
    </message>
    <message>
        <source>What, e.g. login</source>
        <translation>操作，如 login</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>时间段</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>加载更多</translation>
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
    <name>handoff::ChartPane</name>
    <message>
        <source>%1: at most %2</source>
        <translation>%1：最高 %2</translation>
    </message>
    <message>
        <source>%1: %2 in all, at most %3 at once</source>
        <translation>%1：共 %2，单段最高 %3</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>Nothing of this kind happened in the range.</source>
        <translation>该时间段内没有此类记录。</translation>
    </message>
    <message>
        <source>Save “%1” as CSV</source>
        <translation>将“%1”保存为 CSV</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>solid p50, dashed p90</source>
        <translation>实线 p50，虚线 p90</translation>
    </message>
</context>
<context>
    <name>handoff::ChatActions</name>
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
    <message numerus="yes">
        <source>%n looking</source>
        <translation>
            <numerusform>%n 人在看</numerusform>
        </translation>
    </message>
    <message>
        <source>Also looking: %1</source>
        <translation>同时在看：%1</translation>
    </message>
    <message>
        <source>Give it to a colleague</source>
        <translation>交给同事</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>全部操作</translation>
    </message>
</context>
<context>
    <name>handoff::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 正在输入…</translation>
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
    <message>
        <source>No chat is open</source>
        <translation>没有打开的会话</translation>
    </message>
    <message>
        <source>%1 has been asked already</source>
        <translation>已向 %1 发出请求</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied, without those that are not loaded</source>
        <translation>
            <numerusform>已复制 %n 条消息，未加载的除外</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied</source>
        <translation>
            <numerusform>已复制 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for %1 to take this conversation: %2</source>
        <translation>等待 %1 接收此会话：%2</translation>
    </message>
    <message>
        <source>%1 is writing here too…</source>
        <translation>%1 也在此输入…</translation>
    </message>
    <message>
        <source>The conversation was mailed to the team.</source>
        <translation>会话已邮件发送给团队。</translation>
    </message>
    <message>
        <source>%1 has answered here meanwhile. Read it before you send.</source>
        <translation>%1 已在此回复，发送前请先查看。</translation>
    </message>
    <message>
        <source>Mail it once more</source>
        <translation>再发送一次</translation>
    </message>
    <message>
        <source>It is about to leave you: take that back first</source>
        <translation>此会话即将离开您：请先撤销</translation>
    </message>
</context>
<context>
    <name>handoff::ChatWriting</name>
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
    <name>handoff::CompletionList</name>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>候选</translation>
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
        <source>Fill in what stands in braces, or press again to send it so</source>
        <translation>请填写花括号中的内容，或再按一次直接发送</translation>
    </message>
    <message>
        <source>Only colleagues see notes · @ names one</source>
        <translation>备注仅同事可见 · 用 @ 提及</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · / quick replies</source>
        <translation>Enter 发送 · Shift+Enter 换行 · / 快捷回复</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter new line · / quick replies</source>
        <translation>Ctrl+Enter 发送 · Enter 换行 · / 快捷回复</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reply to the customer</source>
        <translation>回复客户</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Write an internal note…</source>
        <translation>输入内部备注…</translation>
    </message>
</context>
<context>
    <name>handoff::ConfigPage</name>
    <message>
        <source>Shift and limits</source>
        <translation>班次与限制</translation>
    </message>
    <message>
        <source>How the server runs now. It is set where the server is installed.</source>
        <translation>服务器当前的运行配置，在服务器端设置。</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>The server told nothing about itself.</source>
        <translation>服务器没有返回配置。</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
</context>
<context>
    <name>handoff::ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>handoff::ConnectionBanner</name>
    <message>
        <source>Live updates are not possible here. The lists are checked every 30 seconds.</source>
        <translation>当前网络无法实时更新，每 30 秒检查一次列表。</translation>
    </message>
    <message>
        <source>You are signed in at too many places to be told at once here too. Sign out at one of them; the lists are checked every 30 seconds until then.</source>
        <translation>此账号登录的地方过多，这里无法实时更新。请在其他地方退出登录；在此之前每 30 秒检查一次列表。</translation>
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
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>History</source>
        <translation>流转记录</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>客户信息</translation>
    </message>
    <message>
        <source>Ticket ·</source>
        <translation>工单 ·</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation>备注 %1</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>handoff::ConversationsRoom</name>
    <message>
        <source>%1 returns to the queue.</source>
        <translation>%1 退回队列。</translation>
    </message>
    <message>
        <source>%1 is left to the AI.</source>
        <translation>%1 交由 AI 接待。</translation>
    </message>
    <message>
        <source>The conversation with %1 is closed.</source>
        <translation>与 %1 的会话已关闭。</translation>
    </message>
    <message>
        <source>%1 goes back to the AI.</source>
        <translation>%1 交还给 AI。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>handoff::CustomerTab</name>
    <message>
        <source>Customer details</source>
        <translation>客户详情</translation>
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
        <source>Change the profile</source>
        <translation>修改资料</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
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
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
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
        <translation>营销邮件</translation>
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
        <source>Add or remove tags</source>
        <translation>添加或移除标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>暂无标签</translation>
    </message>
    <message>
        <source>Mail to the team</source>
        <translation>团队邮件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Handoff requested</source>
        <translation>请求人工</translation>
    </message>
</context>
<context>
    <name>handoff::DeskPage</name>
    <message>
        <source>Open a conversation of yours to use a quick reply.</source>
        <translation>请先打开一个由您接待的会话，再使用快捷回复。</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>There is a newer workbench: %1.</source>
        <translation>工作台有新版本：%1。</translation>
    </message>
    <message>
        <source>Get it</source>
        <translation>去下载</translation>
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
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Next waiting, longest first</source>
        <translation>下一位等待者（最久优先）</translation>
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
        <source>No colleague offers you a conversation</source>
        <translation>没有同事向您转接会话</translation>
    </message>
    <message>
        <source>Accept the offered conversation</source>
        <translation>接受转接的会话</translation>
    </message>
    <message>
        <source>Decline the offered conversation</source>
        <translation>谢绝转接的会话</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>搜索当前列表</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>搜索工单</translation>
    </message>
    <message>
        <source>Online or busy</source>
        <translation>在线 / 忙碌</translation>
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
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
</context>
<context>
    <name>handoff::FileTransfer</name>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
</context>
<context>
    <name>handoff::FindBar</name>
    <message>
        <source>Not among the loaded messages</source>
        <translation>已加载的消息中没有</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>在此会话中查找</translation>
    </message>
    <message>
        <source>Older match</source>
        <translation>更早的匹配</translation>
    </message>
    <message>
        <source>Newer match</source>
        <translation>更新的匹配</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>handoff::HistoryTab</name>
    <message>
        <source>History of this chat</source>
        <translation>此会话的历史</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>请求时间</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>接入时间</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>By</source>
        <translation>接入人</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Still going on</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>状态变更</translation>
    </message>
    <message>
        <source>Nothing has changed yet</source>
        <translation>暂无变更</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Escalation %1</source>
        <translation>第 %1 次转人工</translation>
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
    <name>handoff::LeavePage</name>
    <message numerus="yes">
        <source>%n live conversation(s)</source>
        <translation>
            <numerusform>%n 个进行中的会话</numerusform>
        </translation>
    </message>
    <message>
        <source>Their customers are waiting for you. Return them to the queue, hand them to colleagues, or stay.</source>
        <translation>客户仍在等您。可将会话退回队列、转接给同事，或继续留下。</translation>
    </message>
    <message>
        <source>Return them</source>
        <translation>退回队列</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>转接…</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>handoff::ListFilters</name>
    <message>
        <source>Search name, e-mail or text</source>
        <translation>搜索姓名、邮箱或内容</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索会话</translation>
    </message>
    <message>
        <source>Queue order</source>
        <translation>排队顺序</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>最近活动</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>等待最久</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新创建</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早创建</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Only VIP customers</source>
        <translation>仅 VIP 客户</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
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
        <source>Conversations: %1</source>
        <translation>会话：%1</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No conversation here matches %1.</source>
        <translation>这里没有符合 %1 的会话。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>搜索全部</translation>
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
    <message>
        <source>Get it</source>
        <translation>去下载</translation>
    </message>
</context>
<context>
    <name>handoff::NotePage</name>
    <message>
        <source>A note needs a text</source>
        <translation>备注不能为空</translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation>最多 %1 个字符</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>修改备注</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
</context>
<context>
    <name>handoff::NotesTab</name>
    <message>
        <source>Internal notes</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写备注</translation>
    </message>
    <message>
        <source>Notes are for colleagues; the customer never sees them.</source>
        <translation>备注仅供同事查看，客户不会看到。</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>修改备注</translation>
    </message>
    <message>
        <source>Delete note</source>
        <translation>删除备注</translation>
    </message>
    <message>
        <source>Delete this note for everybody?</source>
        <translation>为所有人删除这条备注？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>修改于 %1</translation>
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
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Search conversations, messages, tickets, colleagues, quick replies…</source>
        <translation>搜索会话、消息、工单、同事、快捷回复…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>在消息中搜索“%1”</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Nothing says “%1”.</source>
        <translation>没有找到“%1”。</translation>
    </message>
</context>
<context>
    <name>handoff::PaletteModel</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>快捷回复</translation>
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
    <name>handoff::ProfilePage</name>
    <message>
        <source>Only administrators may change this</source>
        <translation>仅管理员可修改</translation>
    </message>
    <message>
        <source>Customer profile</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
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
        <source>GDPR consent given</source>
        <translation>已同意 GDPR</translation>
    </message>
    <message>
        <source>Wants marketing mail</source>
        <translation>接收营销邮件</translation>
    </message>
    <message>
        <source>VIP customer</source>
        <translation>VIP 客户</translation>
    </message>
</context>
<context>
    <name>handoff::QuickRepliesPage</name>
    <message>
        <source>Delete the quick reply “%1”?</source>
        <translation>删除快捷回复“%1”？</translation>
    </message>
    <message>
        <source>This preset belongs to the program and cannot be changed.</source>
        <translation>系统预设，不可修改。</translation>
    </message>
    <message>
        <source>Filled by itself: %1</source>
        <translation>自动填充：%1</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>变量：%1</translation>
    </message>
    <message>
        <source>Left for the agent to fill: %1</source>
        <translation>由坐席填写：%1</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 到 %1 个字符。</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Canned answers that agents insert with “/” or Ctrl+1…9.</source>
        <translation>坐席用“/”或 Ctrl+1…9 插入的常用回复。</translation>
    </message>
    <message>
        <source>New quick reply</source>
        <translation>新建快捷回复</translation>
    </message>
    <message>
        <source>No quick replies</source>
        <translation>没有快捷回复</translation>
    </message>
    <message>
        <source>Answers that are typed again and again are kept here.</source>
        <translation>反复使用的回复保存在这里。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Edit quick reply</source>
        <translation>编辑快捷回复</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>所有人可用</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>handoff::QuickReplyModel</name>
    <message>
        <source>Before the sale</source>
        <translation>售前</translation>
    </message>
    <message>
        <source>After the sale</source>
        <translation>售后</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>物流</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>技术</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>handoff::RulesPage</name>
    <message>
        <source>Delete this auto-reply?</source>
        <translation>删除这条自动回复？</translation>
    </message>
    <message>
        <source>Filled by itself: %1</source>
        <translation>自动填充：%1</translation>
    </message>
    <message>
        <source>Has no value and is left out: %1</source>
        <translation>没有值，发送时省略：%1</translation>
    </message>
    <message>
        <source>1 to %1 words.</source>
        <translation>1 到 %1 个词。</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 到 %1 个字符。</translation>
    </message>
    <message>
        <source>, after %1 s</source>
        <translation>，%1 秒后</translation>
    </message>
    <message>
        <source>No rule would fire.</source>
        <translation>没有规则会触发。</translation>
    </message>
    <message>
        <source>Auto-replies</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>Texts that customers get without anybody writing them.</source>
        <translation>无需人工、自动发给客户的消息。</translation>
    </message>
    <message>
        <source>New auto-reply</source>
        <translation>新建自动回复</translation>
    </message>
    <message>
        <source>No auto-replies</source>
        <translation>没有自动回复</translation>
    </message>
    <message>
        <source>Greet customers, answer keywords, explain the wait.</source>
        <translation>问候客户、回应关键词、说明等待。</translation>
    </message>
    <message>
        <source>Edit auto-reply</source>
        <translation>编辑自动回复</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Separated by commas; one of them is enough</source>
        <translation>用逗号分隔，命中其一即可</translation>
    </message>
    <message>
        <source>From position in the queue</source>
        <translation>从排队位次起</translation>
    </message>
    <message>
        <source>After a wait of (seconds)</source>
        <translation>等待秒数</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Delay (seconds)</source>
        <translation>延迟（秒）</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Try it: nothing is sent</source>
        <translation>试运行：不会发送</translation>
    </message>
    <message>
        <source>What the customer writes</source>
        <translation>客户发送的内容</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>情形</translation>
    </message>
    <message>
        <source>A new conversation</source>
        <translation>新会话</translation>
    </message>
    <message>
        <source>Is being escalated</source>
        <translation>正在转人工</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time of the test</source>
        <translation>测试时间</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test another time than now (time zone %1)</source>
        <translation>用其他时间测试（时区 %1）</translation>
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
    <name>handoff::SectionButton</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n 条未读</numerusform>
        </translation>
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
    <message>
        <source>waits for your answer</source>
        <translation>等待您回复</translation>
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
    <name>handoff::SlaPage</name>
    <message>
        <source>Delete this policy? Its tickets follow “All others” from their next change.</source>
        <translation>删除此策略？相关工单在下次变更时按“其他”计算。</translation>
    </message>
    <message>
        <source>This pair has a policy already.</source>
        <translation>该组合已有策略。</translation>
    </message>
    <message>
        <source>Not shorter than the first reply.</source>
        <translation>不能短于首次响应时限。</translation>
    </message>
    <message>
        <source>SLA policies</source>
        <translation>SLA 策略</translation>
    </message>
    <message>
        <source>The clocks run from the creation of a ticket, day and night.</source>
        <translation>从工单创建起全天候计时。</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>新建策略</translation>
    </message>
    <message>
        <source>No policies</source>
        <translation>没有策略</translation>
    </message>
    <message>
        <source>How fast tickets are to be answered and resolved.</source>
        <translation>工单的响应与解决时限。</translation>
    </message>
    <message>
        <source>All other tickets</source>
        <translation>其他工单</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>First reply (minutes)</source>
        <translation>首次响应（分钟）</translation>
    </message>
    <message>
        <source>Resolved (minutes)</source>
        <translation>解决（分钟）</translation>
    </message>
</context>
<context>
    <name>handoff::StatsRoom</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The statistics could not be loaded</source>
        <translation>统计数据加载失败</translation>
    </message>
    <message>
        <source>Save statistics</source>
        <translation>保存统计</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>时间段</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>将此表保存为 CSV</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待时间</translation>
    </message>
    <message>
        <source>Nobody worked in this range</source>
        <translation>该时间段没有坐席数据</translation>
    </message>
    <message>
        <source>Agents appear here with what they did.</source>
        <translation>坐席及其工作量会显示在这里。</translation>
    </message>
    <message>
        <source>Figures of each agent</source>
        <translation>每位坐席的数据</translation>
    </message>
    <message>
        <source>%1 · time zone %2</source>
        <translation>%1 · 时区 %2</translation>
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
    <name>handoff::Suggestions</name>
    <message>
        <source>Search quick replies, also by initials</source>
        <translation>搜索快捷回复，支持拼音首字母</translation>
    </message>
</context>
<context>
    <name>handoff::TablePane</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>加载失败</translation>
    </message>
</context>
<context>
    <name>handoff::TagLabel</name>
    <message>
        <source>Remove tag “%1”</source>
        <translation>移除标签“%1”</translation>
    </message>
</context>
<context>
    <name>handoff::TagPage</name>
    <message>
        <source>%1, set</source>
        <translation>%1，已选</translation>
    </message>
    <message>
        <source>New tag “%1”</source>
        <translation>新建标签“%1”</translation>
    </message>
    <message>
        <source>Tags of this conversation</source>
        <translation>此会话的标签</translation>
    </message>
    <message>
        <source>Search, or name a new tag</source>
        <translation>搜索，或输入新标签名</translation>
    </message>
    <message>
        <source>Search tags</source>
        <translation>搜索标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>handoff::TagsPage</name>
    <message numerus="yes">
        <source>Delete the tag “%1”? It leaves %n conversation(s).</source>
        <translation>
            <numerusform>删除标签“%1”？将从 %n 个会话中移除。</numerusform>
        </translation>
    </message>
    <message>
        <source>This preset belongs to the program and cannot be changed.</source>
        <translation>系统预设，不可修改。</translation>
    </message>
    <message>
        <source>1 to %1 characters.</source>
        <translation>1 到 %1 个字符。</translation>
    </message>
    <message>
        <source>Written as #rrggbb.</source>
        <translation>格式为 #rrggbb。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Labels that agents put on conversations.</source>
        <translation>坐席为会话添加的标签。</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新建标签</translation>
    </message>
    <message>
        <source>No tags</source>
        <translation>没有标签</translation>
    </message>
    <message>
        <source>Labels help to find conversations again.</source>
        <translation>标签便于再次找到会话。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Edit tag</source>
        <translation>编辑标签</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Choose a colour…</source>
        <translation>选择颜色…</translation>
    </message>
</context>
<context>
    <name>handoff::TicketBulkBar</name>
    <message>
        <source>this move is not allowed</source>
        <translation>不允许此状态变更</translation>
    </message>
    <message>
        <source>somebody else changed it</source>
        <translation>已被他人修改</translation>
    </message>
    <message>
        <source>it no longer exists</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>this colleague no longer exists</source>
        <translation>该同事已不存在</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) changed.</source>
        <translation>
            <numerusform>已更改 %n 个工单。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) will be changed.</source>
        <translation>
            <numerusform>将更改 %n 个工单。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays as it was: %2</source>
        <translation>%1 未更改：%2</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… 还有 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Assign to</source>
        <translation>指派给</translation>
    </message>
    <message>
        <source>Set status</source>
        <translation>变更状态</translation>
    </message>
    <message>
        <source>Set priority</source>
        <translation>设置优先级</translation>
    </message>
    <message>
        <source>Set tags</source>
        <translation>设置标签</translation>
    </message>
    <message>
        <source>What to do with the selected tickets</source>
        <translation>对所选工单的操作</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>标签，用逗号分隔</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Colleague…</source>
        <translation>选择同事…</translation>
    </message>
    <message>
        <source>Status…</source>
        <translation>选择状态…</translation>
    </message>
    <message>
        <source>Priority…</source>
        <translation>选择优先级…</translation>
    </message>
    <message>
        <source>Department…</source>
        <translation>选择部门…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>handoff::TicketFiles</name>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Delete “%1”? It cannot be brought back.</source>
        <translation>删除“%1”？无法恢复。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Choose a file to attach</source>
        <translation>选择要附加的文件</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Attach a file; it can also be dropped here</source>
        <translation>添加附件，也可拖放到此处</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the upload</source>
        <translation>上传进度</translation>
    </message>
    <message>
        <source>No files</source>
        <translation>没有附件</translation>
    </message>
    <message>
        <source>Photos, invoices and logs of this ticket are kept here.</source>
        <translation>本工单的照片、发票和日志保存在这里。</translation>
    </message>
</context>
<context>
    <name>handoff::TicketFilters</name>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Search number, title, customer or text</source>
        <translation>搜索编号、标题、客户或内容</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>搜索工单</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>Filter by priority</source>
        <translation>按优先级筛选</translation>
    </message>
    <message>
        <source>Filter by category</source>
        <translation>按分类筛选</translation>
    </message>
    <message>
        <source>Filter by department</source>
        <translation>按部门筛选</translation>
    </message>
    <message>
        <source>Filter by assignee</source>
        <translation>按负责人筛选</translation>
    </message>
    <message>
        <source>Filter by SLA</source>
        <translation>按 SLA 筛选</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Show all tickets</source>
        <translation>显示全部工单</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save the tickets of this filter as CSV</source>
        <translation>将当前筛选的工单保存为 CSV</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>SLA</source>
        <translation>SLA</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未关闭</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>未指派</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
</context>
<context>
    <name>handoff::TicketForm</name>
    <message>
        <source>Give the ticket a title.</source>
        <translation>请填写工单标题。</translation>
    </message>
    <message>
        <source>At most %1 characters.</source>
        <translation>最多 %1 个字符。</translation>
    </message>
    <message>
        <source>Say which customer this is about.</source>
        <translation>请填写相关客户。</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Create ticket</source>
        <translation>创建工单</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Name, e-mail or number</source>
        <translation>姓名、邮箱或编号</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Bike model</source>
        <translation>车型</translation>
    </message>
    <message>
        <source>Frame number (VIN)</source>
        <translation>车架号（VIN）</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>用逗号分隔</translation>
    </message>
</context>
<context>
    <name>handoff::TicketPane</name>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>To “%1”:</source>
        <translation>变更为“%1”：</translation>
    </message>
    <message>
        <source>This ticket could not be loaded</source>
        <translation>工单加载失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No ticket chosen</source>
        <translation>未选择工单</translation>
    </message>
    <message>
        <source>Choose one on the left, or press Ctrl+N for a new one.</source>
        <translation>在左侧选择一个，或按 Ctrl+N 新建。</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>重新指派</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Comments (%1)</source>
        <translation>评论（%1）</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Files (%1)</source>
        <translation>附件（%1）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>First reply by %1</source>
        <translation>首次响应截止 %1</translation>
    </message>
    <message>
        <source>Resolved by %1</source>
        <translation>解决截止 %1</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Set status</source>
        <translation>变更状态</translation>
    </message>
    <message>
        <source>Set the status: only moves that are allowed now</source>
        <translation>变更状态：仅列出当前允许的变更</translation>
    </message>
    <message>
        <source>Give the ticket to a colleague</source>
        <translation>将工单指派给同事</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit title, description, category, priority and tags</source>
        <translation>编辑标题、描述、分类、优先级和标签</translation>
    </message>
    <message>
        <source>Open conversation</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Open the conversation of this ticket</source>
        <translation>打开此工单关联的会话</translation>
    </message>
    <message>
        <source>Comment (optional)</source>
        <translation>备注（可选）</translation>
    </message>
    <message>
        <source>Comment to the new status</source>
        <translation>状态变更备注</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>History of the ticket</source>
        <translation>工单历史</translation>
    </message>
</context>
<context>
    <name>handoff::TicketTab</name>
    <message>
        <source>Ticket of this chat</source>
        <translation>此会话的工单</translation>
    </message>
    <message>
        <source>Another ticket…</source>
        <translation>再建一个…</translation>
    </message>
    <message>
        <source>Make a ticket…</source>
        <translation>新建工单…</translation>
    </message>
    <message>
        <source>No ticket</source>
        <translation>没有工单</translation>
    </message>
    <message>
        <source>Follow-up work of this conversation is kept in a ticket with a deadline.</source>
        <translation>会话的后续工作记录在有时限的工单中。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>创建于</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>打开工单</translation>
    </message>
</context>
<context>
    <name>handoff::TicketTable</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>SLA</source>
        <translation>SLA</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
</context>
<context>
    <name>handoff::TicketThread</name>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Bike model</source>
        <translation>车型</translation>
    </message>
    <message>
        <source>Frame number (VIN)</source>
        <translation>车架号（VIN）</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>First reply by</source>
        <translation>首次响应截止</translation>
    </message>
    <message>
        <source>Resolved by</source>
        <translation>解决截止</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>首次响应</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>No comments yet</source>
        <translation>还没有评论</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>%1 · internal</source>
        <translation>%1 · 内部</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Last messages of the conversation</source>
        <translation>会话最后几条消息</translation>
    </message>
    <message>
        <source>Comment, @name mentions a colleague</source>
        <translation>评论，用 @用户名 提及同事</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Only staff can read it</source>
        <translation>仅内部人员可见</translation>
    </message>
    <message>
        <source>Add the comment</source>
        <translation>提交评论</translation>
    </message>
</context>
<context>
    <name>handoff::TicketsRoom</name>
    <message>
        <source>This ticket was changed meanwhile. What you typed is kept.</source>
        <translation>工单已被修改，您输入的内容已保留。</translation>
    </message>
    <message>
        <source>This ticket was changed by %1 meanwhile. What you typed is kept.</source>
        <translation>工单已被 %1 修改，您输入的内容已保留。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>%1 of %2 tickets</source>
        <translation>%1 / %2 个工单</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n 个工单</numerusform>
        </translation>
    </message>
    <message>
        <source>sorted among those loaded</source>
        <translation>仅在已加载的工单中排序</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No ticket matches the search and the filters.</source>
        <translation>没有符合搜索和筛选条件的工单。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No tickets yet</source>
        <translation>还没有工单</translation>
    </message>
    <message>
        <source>What cannot be settled in a chat is followed up here.</source>
        <translation>聊天中无法解决的问题在这里跟进。</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Save tickets</source>
        <translation>保存工单</translation>
    </message>
    <message>
        <source>Saving tickets…</source>
        <translation>正在保存工单…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>加载更多</translation>
    </message>
</context>
<context>
    <name>handoff::Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>handoff::TranscriptScroll</name>
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
</context>
<context>
    <name>handoff::TranscriptView</name>
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
<context>
    <name>handoff::TransferOffers</name>
    <message>
        <source>%1 would like you to take the conversation with %2: %3</source>
        <translation>%1 请您接收与 %2 的会话：%3</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>%1 has taken the conversation with %2.</source>
        <translation>%1 已接收与 %2 的会话。</translation>
    </message>
    <message>
        <source>%1 cannot take the conversation with %2; it stays with you. %3</source>
        <translation>%1 无法接收与 %2 的会话，仍由您负责。%3</translation>
    </message>
    <message>
        <source>%1 has not answered; the conversation with %2 stays with you.</source>
        <translation>%1 未答复，与 %2 的会话仍由您负责。</translation>
    </message>
    <message>
        <source>%1 left · %2 accepts</source>
        <translation>剩余 %1 · 按 %2 接受</translation>
    </message>
</context>
<context>
    <name>handoff::TransferPage</name>
    <message>
        <source>%1 · %2 of %3 conversations</source>
        <translation>%1 · %2 / %3 个会话</translation>
    </message>
    <message>
        <source> · full</source>
        <translation> · 已满</translation>
    </message>
    <message>
        <source>No colleague is signed in at the moment.</source>
        <translation>目前没有同事在线。</translation>
    </message>
    <message>
        <source>Choose a colleague</source>
        <translation>请选择同事</translation>
    </message>
    <message>
        <source>Say why, in a few words</source>
        <translation>请简要说明原因</translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation>最多 %1 个字符</translation>
    </message>
    <message>
        <source>Transfer this conversation</source>
        <translation>转接此会话</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>e.g. needs the warehouse</source>
        <translation>例如：需要仓库处理</translation>
    </message>
    <message>
        <source>Note for your colleague</source>
        <translation>给同事的说明</translation>
    </message>
</context>
</TS>
