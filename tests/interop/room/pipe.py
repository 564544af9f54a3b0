#!/usr/bin/python3
"""A member without a network, for tests: a JSON object per line in, one per line out. Times are milliseconds.

    {"do": "join", "address", "prs", "suite": 1 or 2, "name", "now"}
    {"do": "receive", "seq", "time", "body", "now"}, {"do": "stored", "id", "seq", "now"}, {"do": "caught-up", "oldest", "head", "now"}
    {"do": "tick", "now"}, {"do": "text", "text", "now"}, {"do": "file", "name", "data", "now"}, {"do": "leave", "now"},
    {"do": "phrase", "member", "now"}

Bytes are in hexadecimal. Each answer holds all bodies that are not stored yet and the events since the last: {"bodies": [..], "events": [..]}.
"""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import ratchet
from room.member import Member


def data(request, name):
    return bytes.fromhex(request[name])


def act(member, request):
    now = request["now"]
    match request["do"]:
        case "join":
            return Member(data(request, "address"), data(request, "prs"), request["suite"], request["name"], ratchet.System, now, 0)
        case "receive":
            member.receive(request["seq"], request["time"], data(request, "body"), now)
        case "stored":
            member.stored(data(request, "id"), request["seq"], now)
        case "caught-up":
            member.caught_up(request["oldest"], request["head"], now)
        case "text":
            member.send_text(request["text"], now)
        case "file":
            member.send_file(request["name"], data(request, "data"), now)
        case "phrase":
            member.event("phrase", phrase=member.phrase(data(request, "member")))
        case "leave":
            member.leave(now)
    member.tick(now)
    return member


def main():
    member = None
    for line in sys.stdin:
        member = act(member, json.loads(line))
        answer = {"id": member.id.hex(), "bodies": [body.hex() for body in member.outbox.values()], "events": list(member.events)}
        member.events.clear()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
