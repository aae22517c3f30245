"""A real mail server for tests (Debian: python3-aiosmtpd).

usage: smtpserver.py FOLDER plain|starttls|implicit [CERT KEY] [USER:PASSWORD]
Prints its port. Every mail it takes becomes FOLDER/<n>.json. While FOLDER/refuse exists, its text
(for example "550 no") is the answer to every mail. While FOLDER/hold exists, a mail that has come
waits for its answer, and FOLDER/holding exists.
"""
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import time
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, folder):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope):
        hold, holding = (os.path.join(self.folder, name) for name in ("hold", "holding"))
        if not os.path.exists(hold):
            return self.answer(server, session, envelope)
        open(holding, "w", encoding="ascii").close()
        while os.path.exists(hold):
            time.sleep(0.01)  # asyncio's would end when the client hangs up
        try:
            return self.answer(server, session, envelope)
        finally:
            os.remove(holding)

    def answer(self, server, session, envelope):
        refuse = os.path.join(self.folder, "refuse")
        if os.path.exists(refuse):
            with open(refuse, encoding="ascii") as file:
                return file.read()
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = list(mail.iter_parts())
        count = len([name for name in os.listdir(self.folder) if name.endswith(".json")])
        path = os.path.join(self.folder, str(count + 1))
        with open(path + ".part", "w", encoding="utf-8") as file:
            json.dump(
{
                    "mail_from": envelope.mail_from,
                    "rcpt_tos": envelope.rcpt_tos,
                    "tls": session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
                    "login": session.auth_data.login.decode() if session.auth_data else None,
                    "headers": [[name, str(value)] for name, value in mail.items()],
                    "type": mail.get_content_type(),
                    "types": [part.get_content_type() for part in parts],
                    "text": parts[0].get_content() if parts else None,
                    "html": parts[1].get_content() if len(parts) > 1 else None,
                    "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
                    "ascii": envelope.content.isascii(),
                },
                file,
            )
        os.rename(path + ".part", path + ".json")
        return "250 taken"


async def main():
    folder, security, *rest = sys.argv[1:]
    context = None
    if len(rest) >= 2:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(rest[0], rest[1])
        rest = rest[2:]
    options = {}
    if rest:
        user, password = rest[0].encode().split(b":")

        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(
                success=data.login == user and data.password == password, handled=False, auth_data=data
            )

        options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    if security == "starttls":
        options.update(tls_context=context, require_starttls=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(folder), hostname="localhost", loop=loop, **options),
        host="127.0.0.1",
        port=0,
        ssl=context if security == "implicit" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")  # about logins without TLS: the test wants them
asyncio.run(main())
