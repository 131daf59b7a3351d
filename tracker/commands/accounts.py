"""Organisations and their first users, at a terminal."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import IntegrityError, NoResultFound

from tracker.accounts.models import Organisation, User
from tracker.accounts.terms import GUIDES, Language, OrganisationKind, Role
from tracker.accounts.work import Work, operator
from tracker.commands.database import demand_migrated
from tracker.own_account import actions, queries
from tracker.own_account.rules import LINK_IS_GOOD_FOR
from tracker.web.pages import db

LONGEST = {"name": 120, "email": 254}


@click.command("add-organisation")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in OrganisationKind]), default="municipality")
@with_appcontext
def add_organisation(name: str, kind: str) -> None:
    """Begin an organisation: a municipality, or a partner. Then add its administrator with add-user."""
    demand_migrated()
    name = _filled("name", name)
    with _written():
        if queries.organisation_exists(db.session(), name):
            raise click.ClickException(f"There is an organisation “{name}” already; nothing was changed.")
        organisation = Organisation(name=name, kind=OrganisationKind(kind))
        actions.add_organisation(_work(organisation), organisation)
    click.echo(f"“{name}” is there. Next: add its functional administrator with")
    click.echo(
        f'  flask --app tracker add-user EMAIL --name NAME --organisation "{name}" --role administrator'
    )


@click.command("add-user")
@click.argument("email")
@click.option("--name", default="", help="How colleagues see them; needed for a new account.")
@click.option("--organisation", required=True, help="For which organisation, by its name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--team", help="In which team, by its name; for client managers and team leads.")
@with_appcontext
def add_user(email: str, name: str, organisation: str, role: str, team: str | None) -> None:
    """Give somebody a role, and a link to choose a password that is good once, for 30 minutes.

    For who has the role already it only makes a new link; the earlier one opens nothing any more.
    """
    demand_migrated()
    email = _address(email)
    with _written():
        work = _work(_organisation(organisation))
        user = _seated(work, email, name.strip(), Role(role), _team(work, team, Role(role)))
        token = secrets.token_urlsafe(32)
        actions.invite_user(work, user, token=token, replaces=True)
    click.echo(f"{user.name} ({email}) is {role} in {organisation}. For them alone, to choose a password:")
    click.echo(f"  {current_app.config['ADDRESS']}/choose-password/{token}")
    click.echo(f"The link works once, for {LINK_IS_GOOD_FOR.seconds // 60} minutes.")


def _seated(work: Work, email: str, name: str, role: Role, team_id: Any) -> User:
    """The user, with this role; a new account needs a name."""
    known = queries.find_user(work, email)
    if known and queries.has_seat(work, known, role, team_id):
        return known
    if known is None:
        name = _filled("name", name)
    return actions.add_user(work, known, email=email, name=name, role=role, team_id=team_id)


def _work(organisation: Organisation) -> Work:
    """The work of the operator for an organisation."""
    actor = operator(organisation.id, organisation.name, Language.DUTCH)
    return Work(db.session(), actor, current_app.config["CLOCK"]())


def _organisation(name: str) -> Organisation:
    try:
        return queries.get_organisation(db.session(), name)
    except NoResultFound:
        raise click.ClickException(
            f"There is no organisation “{name}”. Begin it with: flask --app tracker add-organisation"
        ) from None


def _team(work: Work, name: str | None, role: Role) -> Any:
    if name is None:
        return None
    if role not in GUIDES:
        raise click.ClickException("Only client managers and team leads are in a team.")
    try:
        return queries.get_team(work, name).id
    except NoResultFound:
        raise click.ClickException(f"There is no team “{name}” in {work.actor.organisation}.") from None


def _address(email: str) -> str:
    email = _filled("email", email).lower()
    local, at, domain = email.partition("@")
    if not (local and at and domain) or len(email.split()) > 1:
        raise click.ClickException(f"“{email}” is no e-mail address.")
    return email


def _filled(what: str, text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= LONGEST[what]:
        raise click.ClickException(f"The {what} needs 1 to {LONGEST[what]} characters.")
    return text


@contextmanager
def _written() -> Iterator[None]:
    """All or nothing: what goes wrong leaves no half account."""
    try:
        yield
        db.session.commit()
    except IntegrityError as clash:
        raise click.ClickException("Somebody did the same at this moment. Look, and try again.") from clash
    finally:
        db.session.rollback()
