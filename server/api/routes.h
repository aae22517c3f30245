#pragma once

#include "server/api/apicontext.h"

#include <QElapsedTimer>

/// The routes of api.md. One file per resource. `context` must outlive the router.
namespace handoff::api {

/// Health, metrics, shift.
void addSystemRoutes(http::Router &router, const ApiContext &context);
/// Reading and handing over sessions.
void addSessionRoutes(http::Router &router, const ApiContext &context);
/// Messages between customer and human; who types, who looks.
void addMessageRoutes(http::Router &router, const ApiContext &context);
/// Login, tokens, own profile and presence.
void addAgentRoutes(http::Router &router, const ApiContext &context);
/// Accounts of all agents; the audit log.
void addAdminRoutes(http::Router &router, const ApiContext &context);
/// A live session passes from agent to agent.
void addTransferRoutes(http::Router &router, const ApiContext &context);
/// Notes, profile and read cursors of a session.
void addNoteRoutes(http::Router &router, const ApiContext &context);
/// Canned answers.
void addQuickReplyRoutes(http::Router &router, const ApiContext &context);
/// Labels, and putting them on sessions.
void addTagRoutes(http::Router &router, const ApiContext &context);
/// Rules of texts that the system sends by itself.
void addAutoReplyRoutes(http::Router &router, const ApiContext &context);
/// Resumable event streams (events.md).
void addStreamRoutes(http::Router &router, const ApiContext &context);
/// Mail to the staff.
void addMailRoutes(http::Router &router, const ApiContext &context);
/// Figures of the desk, as JSON and CSV.
void addStatsRoutes(http::Router &router, const ApiContext &context);
/// Tickets: reading, changing, bulk, export.
void addTicketRoutes(http::Router &router, const ApiContext &context);
/// Files at tickets.
void addAttachmentRoutes(http::Router &router, const ApiContext &context);
/// Policies of the SLA.
void addSlaRoutes(http::Router &router, const ApiContext &context);

} // namespace handoff::api
