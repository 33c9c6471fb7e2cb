"""`exlint schema` and `exlint init`: the published schema, and a document to begin with."""

from __future__ import annotations

import os

from exlint.cli import console
from exlint.schema import published

SCHEMA_NAME = ".exlint.schema.json"

STARTER = """\
# yaml-language-server: $schema=.exlint.schema.json
# An estate for exlint: one forest, its Exchange organization, and the ISA servers in front of it.
# Replace the names and addresses by your own, then run: exlint check
exlint: 1

forest:
  name: contoso.local
  dns:
    # DNS console > each server > Properties > Forwarders.
    # exlint reports EXL201 here: the ISA server's internal address, 10.0.0.1, is not among them.
    external_servers: [198.51.100.53]
    servers:
      - name: DC1
        address: 10.0.0.5

exchange:
  organization: Contoso
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      # Network connection > Internet Protocol (TCP/IP) > Properties: the DNS servers of the computer.
      dns_servers: [10.0.0.5]
      smtp_virtual_servers:
        # exlint reports EXL401 here: what becomes of the mail of this virtual server.
        - name: Default SMTP Virtual Server
          # Exchange System Manager > ... > Properties > Delivery > Advanced > Configure.
          # exlint reports EXL101 here: 10.0.0.1 is not among them.
          external_dns_servers: [198.51.100.53]

isa:
  servers:
    - name: ISA1
      version: isa-2000
      internal_addresses: [10.0.0.1]
      # ISA Management > Network Configuration > Local Address Table: what is inside.
      local_address_table: [10.0.0.0/24]
      client_sets:
        - {name: DNS servers, addresses: [10.0.0.5]}
      protocol_rules:
        - name: Mail
          action: allow
          protocols: [SMTP]
          applies_to: any_request
        - name: Names
          action: allow
          protocols: [DNS Query, DNS Zone Transfer]
          applies_to: {client_sets: [DNS servers]}
      site_and_content_rules:
        - name: Allow rule
          action: allow
          applies_to: any_request
"""


def schema(name: str) -> int:
    """Writes a published JSON Schema to standard output."""
    console.answer(published.text(name), machine=True)
    return 0


def init(path: str) -> int:
    """Writes the starter document and, beside it, the schema that its first line names for editors.

    Returns:
        0; 2 where the document is there already or cannot be written: nothing is ever overwritten but the schema.
    """
    beside = os.path.join(os.path.dirname(path), SCHEMA_NAME)
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(STARTER)
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(published.text())
    except FileExistsError:
        console.complain(f"{path} is there already; exlint init writes only new files")
        return 2
    except OSError as error:
        console.complain(f"{error.filename or path}: {error.strerror}")
        return 2
    console.answer(f"{path}: a document to begin with; {beside}: its schema, for editors\nnow: exlint check {path}\n")
    return 0
