using BookingEngine.Aggregates;
using BookingEngine.CalendarFeeds;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Export;

/// <summary>Collects all that is held on a user. Each event, session and booking of the user is read.</summary>
public sealed class ExportPersonHandler(
    GetProfileHandler profiles, AggregateLoader loader, IEventStore store, EventCatalogue catalogue, ISessions sessions, ExportedBookings bookings, ExportedEntries entries, ExportedCalendars calendars, ExportedUnproved unproved,
    Audit audit, PersonalData personal, IEnumerable<IAuthoredChanges> authored)
{
    private const int PageSize = 100, MaximumSessions = 1_000;

    /// <summary>Null if the user was erased.</summary>
    public async Task<PersonExport?> HandleAsync(UserId user, Instant now, CancellationToken cancellation)
    {
        if (await profiles.HandleAsync(user, cancellation) is not { } profile || await personal.FindKeyAsync(user.ToString(), cancellation) is not { } key)
        {
            return null;
        }

        var account = (await loader.RefreshAsync<User>(user.Stream, cancellation)).State;
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        var done = await ReadActsAsync(new AuditFilter(user, By: null), cancellation);
        return new PersonExport(
            profile, account.IsVerified, team.MemberOf(user), account.Factor is { } factor ? new ExportedSecondFactor(factor.RecoveryHashes.Length) : null,
            team.IsExempt(user), await ReadAccountAsync(user, key, cancellation),
            [.. (await sessions.ListAsync(user, now, now + Duration.FromDays(1), MaximumSessions, cancellation)).Select(session => Decrypt(session, key))],
            await bookings.ReadAsync(user, cancellation), await ReadActsAsync(new AuditFilter(null, By: user), cancellation),
            done, done.Any(act => act.Act.Act is AuditedAction.RoleChanged) ? await ReadAuthoredAsync(user, cancellation) : [])
        {
            Feeds = (await loader.RefreshAsync<PersonFeeds>(PersonFeeds.StreamOf(user), cancellation)).State.Feeds,
            Calendars = await calendars.ReadAsync(user, cancellation),
            Waitlist = await entries.ReadAsync(user, cancellation),
            Unproved = await unproved.ReadAsync(user, cancellation),
        };
    }

    private async Task<IReadOnlyList<AuthoredChange>> ReadAuthoredAsync(UserId user, CancellationToken cancellation)
    {
        List<AuthoredChange> changes = [];
        foreach (var kind in authored)
        {
            await foreach (var change in kind.ReadAsync(user, cancellation))
            {
                changes.Add(change);
            }
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    private async Task<IReadOnlyList<AccountChange>> ReadAccountAsync(UserId user, PersonalData.PersonKey key, CancellationToken cancellation)
    {
        List<AccountChange> changes = [];
        var version = 0L;
        while (await store.ReadAsync(user.Stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            changes.AddRange(
                from commit in commits
                from stored in commit.Events
                select Decrypt(commit.Metadata.RecordedAt, stored.Type, catalogue.Read(stored), key));
            version = commits[^1].Version;
        }

        return changes;
    }

    private async Task<IReadOnlyList<AuditEntry>> ReadActsAsync(AuditFilter filter, CancellationToken cancellation)
    {
        List<AuditEntry> acts = [];
        string? after = null;
        do
        {
            var page = await audit.ListAsync(filter, after, PageSize, cancellation);
            acts.AddRange(page.Entries);
            after = page.Next;
        }
        while (after is not null);
        return acts;
    }

    private static AccountChange Decrypt(Instant at, string type, IDomainEvent domainEvent, PersonalData.PersonKey key) => domainEvent switch
    {
        UserRegistered e => new(at, type, key.Decrypt(e.Email), key.Decrypt(e.FullName), Decrypt(e.Locale, key)),
        ProfileUpdated e => new(at, type, null, key.Decrypt(e.FullName), Decrypt(e.Locale, key)),
        EmailChangeRequested e => new(at, type, key.Decrypt(e.Email), null, null),
        EmailChanged e => new(at, type, key.Decrypt(e.Email), null, null),
        _ => new(at, type, null, null, null),
    };

    private static string? Decrypt(Encrypted? text, PersonalData.PersonKey key) => text is { } known ? key.Decrypt(known) : null;

    private static ExportedSession Decrypt(Session session, PersonalData.PersonKey key) => new(
        session.Id, session.StartedAt, session.RefreshedAt, session.ExpiresAt, session.Client is { } client ? key.Decrypt(client) : null);
}
