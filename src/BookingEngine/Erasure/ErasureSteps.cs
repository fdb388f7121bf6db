using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Erasure;

/// <summary>What follows from an erasure, in this order: the bookings, the places in waitlists, the external calendars, the sessions, the waiting
/// mails, the claims of addresses, and the key last,
/// because the steps before need it. Each step may run again, so a crash between any two is harmless.</summary>
public sealed class ErasureSteps(
    ErasedBookings bookings, ErasedEntries entries, ErasedCalendars calendars, ErasedAddresses addresses, ISessions sessions, IDeliveries deliveries, PersonalData personal, CommandExecutor executor,
    IMessageQueue queue, IIds ids, TimeProvider time)
{
    /// <summary>When the bookings are looked through again. A request that began before the erasure has ended by then.</summary>
    public static readonly Duration SecondLook = Duration.FromMinutes(2);

    /// <param name="decided">Of the commit that decided the erasure.</param>
    public async Task RunAsync(UserErased erased, CommitMetadata decided, CancellationToken cancellation)
    {
        await queue.SendAsync(QueueNames.Claims, erased.UserId.Stream.Value, SecondLook.ToTimeSpan());
        await EraseAsync(erased.UserId, decided.CorrelationId, cancellation);
        await AuditAsync(erased, decided, cancellation);
    }

    /// <summary>All but the audit. Does nothing once the key is erased.</summary>
    public async Task EraseAsync(UserId user, string correlation, CancellationToken cancellation)
    {
        if (await personal.IsErasedAsync(user.ToString(), cancellation) && await personal.FindKeyAsync(user.ToString(), cancellation) is null)
        {
            return;
        }

        await bookings.CallOffAsync(user, correlation, cancellation);
        await entries.EndAsync(user, correlation, cancellation);
        await calendars.RemoveAsync(user, correlation, cancellation);
        await sessions.EndAllAsync(user, except: null, startedBefore: Instant.MaxValue);
        await deliveries.DropAsync(user.Stream);
        await addresses.ReleaseAsync(user, cancellation);
        await personal.EraseAsync(user.ToString());
    }

    /// <summary>Calls off what a request that was running has booked meanwhile.</summary>
    public async Task LookAgainAsync(UserId user, CancellationToken cancellation)
    {
        await bookings.CallOffAsync(user, correlation: user.ToString(), cancellation);
        await entries.EndAsync(user, correlation: user.ToString(), cancellation);
        await calendars.RemoveAsync(user, correlation: user.ToString(), cancellation);
        await sessions.EndAllAsync(user, except: null, startedBefore: Instant.MaxValue);
        await RunOnTeamAsync(
            NewContext(user.ToString()),
            team => team.Knows(user) ? Decision.Of(new TeamMemberErased(user, ErasureOrigin.User, null, null)) : Decision.Nothing, cancellation);
    }

    // The same commit id at each run, so that the audit has one entry.
    private async Task AuditAsync(UserErased erased, CommitMetadata decided, CancellationToken cancellation)
    {
        var context = NewContext(decided.CorrelationId) with
        {
            CommitId = new CommitId(new CommitId(erased.UserId.Value).Derive("audit of the erasure")),
            Attempt = CommandAttempt.Competing(decided.RecordedAt),
        };
        await RunOnTeamAsync(context, _ => Decision.Of(new PersonErased(erased.Origin, erased.By, erased.From)), cancellation);
    }

    private async Task RunOnTeamAsync(CommandContext context, Func<Team, Decision> decide, CancellationToken cancellation) =>
        await executor.ExecuteAsync(Team.Stream, context, decide, cancellation);

    private CommandContext NewContext(string correlation) => new(new CommitId(ids.Next()), time.Now(), Actor: null, correlation);
}
